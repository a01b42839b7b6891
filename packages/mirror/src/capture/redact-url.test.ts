import { describe, expect, it } from 'vitest'
import { baseWithoutQuery, redactUrl } from './redact-url.ts'

describe('redactUrl', () => {
  const cases: Record<string, string> = {
    'https://shop.test/a?page=2#top': 'https://shop.test/a?page=2#top',
    'https://shop.test/a?token=abc&page=2': 'https://shop.test/a?token=***&page=2',
    'https://shop.test/a?API_KEY=abc': 'https://shop.test/a?API_KEY=***',
    'https://shop.test/a?%74oken=abc': 'https://shop.test/a?%74oken=***',
    'https://shop.test/cb#access_token=abc&x=1': 'https://shop.test/cb#access_token=***&x=1',
    'https://shop.test/#/reset?code=123': 'https://shop.test/#/reset?code=***',
    'https://jane:pw@shop.test/a': 'https://shop.test/a',
    'https:jane:pw@shop.test/a': 'https:shop.test/a',
    '//jane@shop.test/a': '//shop.test/a',
    ' /\n/jane@shop.test/@a': ' /\n/shop.test/@a',
    'https://shop.test/@jane/a': 'https://shop.test/@jane/a',
    'https://shop.test/a;jsessionid=1;v=2/b;c?d': 'https://shop.test/a;jsessionid=***;v=2/b;c?d',
    'https://shop.test/a?x=1?otp=2': 'https://shop.test/a?x=1?otp=2',
    'https://shop.test/a?passengers=1&keyword=x&zipcode=1&cardinal=2&sidebar=1&authors=2&pinned=1&compass=n':
      'https://shop.test/a?passengers=1&keyword=x&zipcode=1&cardinal=2&sidebar=1&authors=2&pinned=1&compass=n',
    'https://shop.test/a?accessToken=a&APIKey=a&x-auth-code=a&user[password]=a&card_no=a&otp2=a&userEmail=a':
      'https://shop.test/a?accessToken=***&APIKey=***&x-auth-code=***&user[password]=***&card_no=***&otp2=***&userEmail=***',
    'https://shop.test/a?apikey=a&accesstoken=a&PHPSESSID=a&sessionid=a&PassWord=a&authtoken=a&sid=a&ssn=a':
      'https://shop.test/a?apikey=***&accesstoken=***&PHPSESSID=***&sessionid=***&PassWord=***&authtoken=***&sid=***&ssn=***',
    'about:srcdoc': 'about:srcdoc',
  }
  for (const [url, redacted] of Object.entries(cases))
    it(`K11 ${url} is sent as ${redacted}`, () => expect(redactUrl(url)).toBe(redacted))

  it('K11 a base has neither query nor fragment nor credentials', () => {
    expect(baseWithoutQuery('https://a:b@shop.test/x/?token=1#y')).toBe('https://shop.test/x/')
  })
})

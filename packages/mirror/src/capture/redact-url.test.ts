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
    'https://shop.test/a?x=1?otp=2': 'https://shop.test/a?x=1?otp=2',
    'about:srcdoc': 'about:srcdoc',
  }
  for (const [url, redacted] of Object.entries(cases))
    it(`K11 ${url} is sent as ${redacted}`, () => expect(redactUrl(url)).toBe(redacted))

  it('K11 a base has neither query nor fragment nor credentials', () => {
    expect(baseWithoutQuery('https://a:b@shop.test/x/?token=1#y')).toBe('https://shop.test/x/')
  })
})

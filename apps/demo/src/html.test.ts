import { describe, expect, it } from 'vitest'
import { attributes, flag, html } from './html.ts'

describe('html', () => {
  it('escapes every text, in content and in quoted attributes', () => {
    const text = `<img src=x onerror="alert('1')">&`
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'
    expect(html`<p title="${text}">${text}</p>`.toString()).toBe(`<p title="${escaped}">${escaped}</p>`)
    expect(html`<i ${attributes({ title: text })}></i>`.toString()).toBe(`<i title="${escaped}"></i>`)
  })

  it('keeps markup made by html, joins lists, and prints nothing for false, null and undefined', () => {
    const items = ['a', '<b>'].map((text) => html`<i>${text}</i>`)
    const page = html`${items}${false}${null}${undefined}${0}`
    expect(page.toString()).toBe('<i>a</i><i>&lt;b&gt;</i>0')
  })

  it('leaves out attributes that are off or undefined', () => {
    expect(flag('checked', false).toString()).toBe('')
    expect(flag('checked', true).toString()).toBe(' checked')
    expect(attributes({ min: undefined, max: '3' }).toString()).toBe('max="3"')
  })
})

import { serveSite, tagFor } from './support/site.ts'
import { invite } from './support/story.ts'
import { expect, test } from './support/test.ts'
import { Wire } from './support/wire.ts'

/** A secret for each place that one can hide in; each is unlike all others. */
const PLACES = [
  'text',
  'value',
  'placeholder',
  'title',
  'aria',
  'data',
  'query',
  'option',
  'content',
  'style',
  'alt',
  'late',
  'attribute',
  'typed',
  'svg',
  'frame',
  'password',
  'card',
  'selector',
  'hidden',
  'srcset',
  'variable',
] as const
const secret = (place: (typeof PLACES)[number]) => `Canary-${place}-7f3a`

function page(tag: string): string {
  const s = secret
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Account</title>${tag}</head><body>
<h1>Account</h1><p id="open">Everybody may read this.</p>
<section data-alongside="mask" id="masked" title="${s('title')}" aria-label="${s('aria')}" data-note="${s('data')}" style="--x: '${s('variable')}'; background-image: url('/pixel?style=${s('style')}')">
  <style>#masked::after { content: '${s('content')}' }</style>
  <p id="text">${s('text')}</p>
  <input id="value" value="${s('value')}" placeholder="${s('placeholder')}">
  <select id="choice"><option value="${s('option')}">${s('option')}</option><option>other</option></select>
  <a href="/statement?id=${s('query')}">Statement</a>
  <img alt="${s('alt')}" src="/image?q=${s('query')}" srcset="/image?q=${s('srcset')} 2x">
  <svg width="100" height="20"><title>${s('svg')}</title><text y="15">${s('svg')}</text></svg>
  <iframe srcdoc="<p>${s('frame')}</p>"></iframe>
</section>
<form><input type="password" value="${s('password')}"><input autocomplete="cc-number" value="${s('card')}"><input type="hidden" name="csrf" value="${s('hidden')}"></form>
<p class="by-selector">${s('selector')}</p>
</body></html>`
}

test('K: nothing inside of masked parts is in anything that the visitor’s browser sends', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  const site = await serveSite({ '/': page(tagFor(product.serverUrl, product.demo.siteKey)) })
  const admin = await browser.newContext({ baseURL: product.serverUrl })
  try {
    const user = product.user('admin')
    await admin.request.post('/api/auth/sign-in/email', {
      data: { email: user.email, password: user.password },
    })
    const saved = await admin.request.patch('/api/console/site', {
      data: { masking: { mask: ['.by-selector'], block: [] } },
      headers: { origin: product.serverUrl },
    })
    expect(saved.ok()).toBe(true)

    const wire = new Wire(visitor.page, product.serverUrl)
    await visitor.goto(site.url)
    await invite(visitor, agent, 'Shared')
    await visitor.accept.click()
    await agent.mirror.expectText('#open', 'Everybody may read this.')

    // Later changes are ways in, too.
    await visitor.page.locator('#value').pressSequentially(secret('typed'))
    await visitor.page.evaluate(
      ([late, attribute]) => {
        const masked = document.querySelector('#masked')
        const text = document.createElement('p')
        text.textContent = late
        masked?.append(text)
        masked?.setAttribute('title', attribute)
        document.querySelector('#text')?.setAttribute('aria-description', attribute)
        document.querySelector('#choice')?.setAttribute('title', attribute)
        getSelection()?.selectAllChildren(text)
        document.querySelector('#open')!.textContent = 'Changed after the secrets.'
      },
      [secret('late'), secret('attribute')] as const,
    )
    await agent.mirror.expectText('#open', 'Changed after the secrets.')

    expect(wire.mirrorFrames).toBeGreaterThan(0)
    expect(wire.has('Everybody may read this.')).toBe(true)
    expect(PLACES.filter((place) => wire.has(secret(place)))).toEqual([])
  } finally {
    await admin.close()
    await site.close()
  }
})

test('K: a selector that an admin adds reaches the running session', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  const admin = await browser.newContext({ baseURL: product.serverUrl })
  try {
    const user = product.user('admin')
    await admin.request.post('/api/auth/sign-in/email', {
      data: { email: user.email, password: user.password },
    })
    const save = (mask: string[]) =>
      admin.request.patch('/api/console/site', {
        data: { masking: { mask, block: [] } },
        headers: { origin: product.serverUrl },
      })
    await save([])
    await visitor.goto('/travel/')
    await invite(visitor, agent, 'View only')
    await visitor.accept.click()
    await agent.mirror.expectText('.promises h3', 'The price you see')
    await save(['.promises'])
    await expect.poll(() => agent.mirror.text('.promises h3')).not.toContain('price')
    await save([])
    await agent.mirror.expectText('.promises h3', 'The price you see')
  } finally {
    await admin.close()
  }
})

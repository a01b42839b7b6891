import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Site } from '../server/server.ts'
import type { Action } from './actions.ts'
import { areEqual, comparePage, isEqual } from './compare-page.ts'
import { type Lab, openLab } from './lab.ts'

const PAGE = `<!DOCTYPE html><title>A page</title>
<style>p { color: teal } input { width: 100px }</style>
<p id="p" title="t">text <b>bold</b></p><input value="x"><div id="host"></div>
<div id="box" style="height:50px;overflow:auto"><div style="height:500px">tall</div></div>
<script>document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = '<i>shadow</i>'
const steps = [function append() { document.body.append('late') }, { click: 'input' }, { type: 'abc' }]</script>`
const site: Site = (path) => (path === '/page.html' ? { type: 'text/html', body: PAGE } : null)

let lab: Lab
beforeAll(async () => {
  lab = await openLab()
}, 60_000)
afterAll(() => lab.close())

test('a mirror that is right is equal at every stage', { timeout: 60_000 }, async () => {
  const result = await comparePage(lab, 'alongside', {
    site,
    path: '/page.html',
    viewport: { width: 300, height: 200 },
  })
  expect(result.failure).toBeNull()
  expect(result.comparisons.map(({ stage }) => stage)).toEqual([
    'first view',
    'append',
    'click input',
    'type abc',
    'late joiner',
  ])
  expect(result.comparisons.flatMap(({ tree }) => tree)).toEqual([])
  expect(areEqual(result)).toBe(true)
})

/** Ways in which a mirror could be wrong, done to it in the viewer: each has to be seen. */
const FAULTS: Readonly<Record<string, () => void>> = {
  'another text': () => inMirror('b').replaceChildren('bald'),
  'another attribute': () => inMirror('p').setAttribute('title', 'u'),
  'an element too few': () => inMirror('b').remove(),
  'another value': () => inMirror('input').setAttribute('value', 'y'),
  'a scroll position': () => inMirror('#box').scrollTo(0, 30),
  'a shadow tree': () => inMirror('#host').shadowRoot?.replaceChildren(),
  'a style': () => inMirror('body').style.setProperty('letter-spacing', '1px'),
}
declare function inMirror(css: string): HTMLElement

for (const [name, spoil] of Object.entries(FAULTS))
  test(`a mirror with ${name} differs`, { timeout: 60_000 }, async () => {
    const spoiled: Action = {
      name: 'spoiled',
      async run(_visitor, viewer) {
        await viewer.evaluate(() => {
          const mirror = document.querySelector('iframe')?.contentDocument
          Object.assign(globalThis, { inMirror: (css: string) => mirror?.querySelector(css) })
        }, null)
        await viewer.evaluate(spoil, null)
      },
    }
    const page = { site, path: '/page.html', viewport: { width: 300, height: 200 }, patienceMs: 0 }
    const result = await comparePage(lab, 'alongside', { ...page, actions: [spoiled] })
    expect(result.comparisons.map(isEqual)).toEqual([true, false])
    expect(result.comparisons[1]?.tree).not.toEqual([])
  })

test('a page whose step fails says so', { timeout: 60_000 }, async () => {
  const result = await comparePage(lab, 'alongside', {
    site,
    path: '/page.html',
    viewport: { width: 300, height: 200 },
    actions: [{ name: 'fails', run: () => Promise.reject(new Error('No such button')) }],
  })
  expect(result.failure).toBe('No such button')
  expect(areEqual(result)).toBe(false)
})

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

/** Ways in which a mirror could be wrong: each has to be seen. */
const FAULTS: Readonly<Record<string, (mirror: Document) => void>> = {
  'another text': (mirror) => void ((mirror.querySelector('b')?.firstChild as Text).data = 'bald'),
  'another attribute': (mirror) => mirror.querySelector('p')?.setAttribute('title', 'u'),
  'an element too few': (mirror) => mirror.querySelector('b')?.remove(),
  'another value': (mirror) => void ((mirror.querySelector('input') as HTMLInputElement).value = 'y'),
  'a scroll position': (mirror) => void ((mirror.querySelector('#box') as Element).scrollTop = 30),
  'a shadow tree': (mirror) => mirror.querySelector('#host')?.shadowRoot?.querySelector('i')?.remove(),
  'a style': (mirror) => void (mirror.adoptedStyleSheets = []),
}

for (const [name, spoil] of Object.entries(FAULTS))
  test(`a mirror with ${name} differs`, { timeout: 60_000 }, async () => {
    const spoiling: Action = {
      name: 'spoiled',
      run: (_visitor, viewer) =>
        viewer.evaluate((text) => {
          const mirror = document.querySelector('iframe')?.contentDocument
          ;(new Function(`return ${text}`)() as (mirror: unknown) => void)(mirror)
        }, spoil.toString()),
    }
    const result = await comparePage(lab, 'alongside', {
      site,
      path: '/page.html',
      viewport: { width: 300, height: 200 },
      actions: [spoiling],
    })
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

import { expect, it } from 'vitest'
import { mirrored } from './testing.ts'

/** Names of the wire among them, and one that is there without being listed. */
const ADDED: PropertyDescriptorMap = {
  extend: { value: () => undefined, enumerable: true, writable: true },
  html: { value: '<b>added</b>', enumerable: true, writable: true },
  nodes: { value: ['added'], enumerable: true, writable: true },
  checked: { value: 'added', enumerable: true, writable: true },
  media: { value: () => 'added', enumerable: true, writable: true },
  selected: { value: true, enumerable: true, writable: true },
  u: { value: 'added', writable: true },
  key: { value: 'added', enumerable: true, writable: true },
}

function add(prototype: object): void {
  for (const [name, descriptor] of Object.entries(ADDED))
    Object.defineProperty(prototype, name, { ...descriptor, configurable: true })
}

it('C19 R4 what a page adds to Object.prototype changes neither what is sent nor what is read', async () => {
  add(Object.prototype)
  let shown: string | undefined
  let field: HTMLInputElement | null | undefined
  try {
    const pair = await mirrored(
      '<!doctype html><style>p{color:red}</style><p id="a" title="t">a<input></p><table><tr><td>x</table>',
    )
    await pair.settled()
    const table = pair.page.querySelector('table')
    // By the exact path.
    table?.append(pair.page.createTextNode(''), pair.page.createElement('div'), 'y', 'z')
    pair.page.querySelector('#a')?.setAttribute('title', 'changed')
    await pair.settled()
    shown = pair.mirror().body.innerHTML
    field = pair.mirror().querySelector('input')
    expect(shown).toBe(pair.page.body.innerHTML)
  } finally {
    for (const name of Object.keys(ADDED)) Reflect.deleteProperty(Object.prototype, name)
  }
  expect(shown).toContain('changed')
  expect(field?.value).toBe('')
})

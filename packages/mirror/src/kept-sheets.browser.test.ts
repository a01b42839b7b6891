import { expect, it } from 'vitest'
import { createSheetStore } from './rebuild/index.ts'
import { mirrored, same } from './testing.ts'

const RULES = '<style>p { color: rgb(1, 2, 3); } .a { margin-left: 7px; }</style>'
const FIRST = `<!doctype html>${RULES}<p class=a>first</p>`
const SECOND = `<!doctype html>${RULES}<style>b { color: rgb(4, 5, 6); }</style><p class=a><b>second</b></p>`

it('C12 what viewers have acknowledged on an earlier page is not sent again', async () => {
  const [sheets, kept] = [createSheetStore(), new Set<string>()]
  const first = await mirrored(FIRST, { sheets }, {}, kept)
  await same(first)
  await first.settled()
  expect(new Set(first.ops('sheet').map(({ key }) => key))).toEqual(kept)
  const second = await mirrored(SECOND, { sheets }, {}, kept)
  await same(second)
  expect(second.ops('sheet').map(({ css }) => css.trim())).toEqual(['b { color: rgb(4, 5, 6); }'])
  expect(second.repairs).toEqual([])
})

it('C12 R18 a viewer that does not have what it is said to have asks once, and gets it', async () => {
  const kept = new Set<string>()
  const first = await mirrored(FIRST, {}, {}, kept)
  await first.settled()
  const second = await mirrored(FIRST, {}, {}, kept)
  await same(second)
  expect(second.repairs).toHaveLength(1)
  expect(second.ops('sheet')).toHaveLength(kept.size)
  expect(second.ops('document')).toHaveLength(1)
})

it('C12 so does one that lacks those of a shadow root', async () => {
  const kept = new Set<string>()
  const html = `<!doctype html><div><template shadowrootmode=open>${RULES}<p class=a>in</p></template></div>`
  const open = async () => {
    const pair = await mirrored('<!doctype html><div></div>', {}, {}, kept)
    pair.page.body.setHTMLUnsafe(html)
    await same(pair)
    return pair
  }
  const first = await open()
  await first.settled()
  const second = await open()
  expect(second.repairs.length).toBeGreaterThan(0)
})

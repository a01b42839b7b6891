import { afterEach, describe, expect, test } from 'vitest'
import type { Media, Op } from '../format/index.ts'
import { id, mustElement, pageOps, startRebuild, type TestRebuild } from './testing.ts'
import { VisitorMedia } from './visitor-media.ts'

const DESK: Media = {
  colorScheme: 'dark',
  contrast: 'more',
  reducedMotion: true,
  hover: true,
  anyHover: true,
  pointer: 'fine',
  anyPointer: ['coarse', 'fine'],
}
const PHONE: Media = {
  colorScheme: 'light',
  contrast: 'no-preference',
  reducedMotion: false,
  hover: false,
  anyHover: false,
  pointer: 'coarse',
  anyPointer: ['coarse'],
}

let rebuild: TestRebuild
afterEach(() => rebuild?.destroy())

const viewport = (media: Media): Op => ({
  op: 'viewport',
  width: 800,
  height: 600,
  devicePixelRatio: 1,
  media,
})
const body = (html: string, ids: number): Op => ({
  op: 'insert',
  parent: id(4),
  before: null,
  ids: [10, ids],
  html,
})
const sheets = (css: string, media?: string): Op[] => [
  { op: 'sheet', key: css, css, base: 'https://shop.example/' },
  { op: 'sheets', root: id(1), sheets: [{ key: css, ...(media === undefined ? {} : { media }) }] },
]

/** Sends the ops for both visitors in turn, to one rebuild, and reads a style of element 10 for each. */
async function lookOf(ops: Op[], property = 'color'): Promise<string[]> {
  rebuild = startRebuild()
  await rebuild.send(...pageOps(), viewport(DESK), ...ops)
  const read = () => {
    const element = mustElement(rebuild, 10)
    return element.ownerDocument.defaultView?.getComputedStyle(element).getPropertyValue(property) ?? ''
  }
  const first = read()
  await rebuild.send(viewport(PHONE))
  return [first, read()]
}

const GREEN = 'rgb(0, 128, 0)'
const BLACK = 'rgb(0, 0, 0)'

describe('R21 media features are answered as the visitor’s browser does', () => {
  test.each([
    ['(prefers-color-scheme: dark)', true, false],
    ['(prefers-color-scheme: light)', false, true],
    ['not (prefers-color-scheme: dark)', false, true],
    ['screen and (min-width: 100px) and (PREFERS-REDUCED-MOTION)', true, false],
    ['(prefers-reduced-motion: no-preference)', false, true],
    ['(prefers-contrast: more)', true, false],
    ['(prefers-contrast)', true, false],
    ['(hover: hover) and (pointer: fine)', true, false],
    ['(hover: none), (any-hover: none)', false, true],
    ['(any-pointer: coarse)', true, true],
    ['(any-pointer: fine)', true, false],
    ['(pointer)', true, true],
    ['((pointer: none) or (prefers-color-scheme: blue))', false, false],
    ['(prefers-color-scheme: dark) and (max-width: 20px)', false, false],
  ] as const)('R21 %s', async (query, desk, phone) => {
    const rule = `@layer a { @supports (color: red) { @media ${query} { p { color: green } } } }`
    expect(await lookOf([body('<p>x</p>', 2), ...sheets(rule)])).toEqual([
      desk ? GREEN : BLACK,
      phone ? GREEN : BLACK,
    ])
  })

  test('R21 the media of a whole sheet', async () => {
    const ops = [body('<p>x</p>', 2), ...sheets('p { color: green }', '(prefers-color-scheme: dark)')]
    expect(await lookOf(ops)).toEqual([GREEN, BLACK])
  })

  test('R21 sources of pictures, also when their media changes', async () => {
    rebuild = startRebuild()
    const picture =
      '<picture><source media="(prefers-color-scheme: dark)" srcset="data:image/gif;base64,AA"><img></picture>'
    await rebuild.send(...pageOps(), viewport(DESK), body(picture, 3))
    const holds = () => matchMedia(mustElement<HTMLSourceElement>(rebuild, 11).media).matches
    expect(holds()).toBe(true)
    await rebuild.send(viewport(PHONE))
    expect(holds()).toBe(false)
    await rebuild.send({ op: 'attributes', id: id(11), set: { media: '(pointer: coarse)' } })
    expect(holds()).toBe(true)
  })

  test('R21 an older capture says nothing, and this browser answers', () => {
    expect(new VisitorMedia().query('(prefers-color-scheme: dark)')).toBe('(prefers-color-scheme: dark)')
  })
})

describe('R22 of the colour schemes that a page supports, the visitor’s is used', () => {
  const SHOWS = 'p { color: light-dark(red, green) }'
  const RED = 'rgb(255, 0, 0)'

  test.each([
    [':root { color-scheme: light dark }', [GREEN, RED]],
    [':root{color-scheme:dark light!important}', [GREEN, RED]],
    [':root { color-scheme: only dark }', [GREEN, GREEN]],
    ['', [RED, RED]],
  ] as const)('R22 %s', async (css, expected) => {
    expect(await lookOf([body('<p>x</p>', 2), ...sheets(`${css} ${SHOWS}`)])).toEqual(expected)
  })

  test('R22 what follows reads as it did when addresses were looked for', async () => {
    const css = 'p{content:" color-scheme: light dark\n;y:"url(//evil.example/x)""}'
    expect(await lookOf([body('<p>x</p>', 2), ...sheets(css)], 'content')).not.toContain('evil')
    const [sheet] = mustElement(rebuild, id(10)).ownerDocument.adoptedStyleSheets.slice(1)
    expect(Array.from(sheet?.cssRules ?? [], ({ cssText }) => cssText).join()).not.toContain('url(')
  })

  test('R22 by a meta element or the root’s style', async () => {
    const meta: Op = {
      op: 'insert',
      parent: id(3),
      before: null,
      ids: [30, 1],
      html: '<meta name="color-scheme" content="light dark">',
    }
    expect(await lookOf([body('<p>x</p>', 2), meta, ...sheets(SHOWS)])).toEqual([GREEN, RED])
    rebuild.destroy()
    const style: Op = { op: 'attributes', id: id(2), set: { style: 'color-scheme: light dark' } }
    expect(await lookOf([body('<p>x</p>', 2), style, ...sheets(SHOWS)])).toEqual([GREEN, RED])
  })

  test('R22 what the page leaves unpainted has the scheme’s colour', async () => {
    await lookOf([body('<p>x</p>', 2), ...sheets(':root { color-scheme: light dark }')])
    const backdrop = () => getComputedStyle(rebuild.frame).backgroundColor
    expect(backdrop()).toBe('rgb(255, 255, 255)')
    await rebuild.send(viewport(DESK))
    expect(backdrop()).not.toBe('rgb(255, 255, 255)')
  })
})

import { expect, test } from 'vitest'
import { mirrored, same } from './testing.ts'

/** What is said of states, animations and highlights, as text. */
async function said(pair: Awaited<ReturnType<typeof mirrored>>): Promise<string> {
  await pair.settled()
  return JSON.stringify([...pair.ops('states'), ...pair.ops('animations'), ...pair.ops('highlights')])
}

const byStyle = (document: Document) => document.querySelector('div') as HTMLElement
const byId = (document: Document, id: string) => document.getElementById(id) as HTMLElement

function over(element: Element): void {
  element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, button: 0 }))
}

test('C40 the visitor’s hover and press show, on what is around them and on the field of a label', async () => {
  const pair = await mirrored(
    `<style>div:hover{color:rgb(1,2,3)} p:active{color:rgb(4,5,6)} input:hover{margin-left:9px}</style>
     <div><p id="p">text</p></div><label id="label">words <input></label>`,
  )
  await same(pair)
  const p = byId(pair.page, 'p')
  over(p)
  p.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, button: 0 }))
  await expect.poll(() => getComputedStyle(byId(pair.mirror(), 'p')).color).toBe('rgb(4, 5, 6)')
  const div = byId(pair.mirror(), 'p').parentElement as Element
  expect(getComputedStyle(div).color).toBe('rgb(1, 2, 3)')
  over(byId(pair.page, 'label'))
  const field = () => pair.mirror().querySelector('input') as Element
  await expect.poll(() => getComputedStyle(field()).marginLeft).toBe('9px')
  expect(getComputedStyle(div).color).toBe('rgb(0, 0, 0)')
})

test('C40 nobody hears of the pointer when no sheet asks', async () => {
  const pair = await mirrored('<p id="p">text</p>')
  await same(pair)
  over(byId(pair.page, 'p'))
  byId(pair.page, 'p').title = 'later'
  await same(pair)
  expect(await said(pair)).toBe('[]')
})

test('C40 K12 within a masked part the pointer is seen around it only', async () => {
  const pair = await mirrored(
    `<style>:hover{color:red}</style><section id="outer"><div id="masked" class="alongside-mask"><p id="one">1</p><p id="two">2</p></div></section>`,
  )
  await pair.settled()
  over(byId(pair.page, 'one'))
  await expect.poll(() => said(pair)).toContain('"hover"')
  const first = await said(pair)
  over(byId(pair.page, 'two'))
  byId(pair.page, 'outer').title = 'later'
  await pair.settled()
  expect(await said(pair)).toBe(first)
  const outer = pair.capture.nodes.id(byId(pair.page, 'outer'))
  expect(first).toContain(`"hover":${outer}`)
})

test('C41 animations of scripts stand where they stand in the page', async () => {
  const pair = await mirrored('<div id="a">a</div>')
  await same(pair)
  const animation = byId(pair.page, 'a').animate({ opacity: [0, 1] }, { duration: 1000, fill: 'both' })
  animation.pause()
  animation.currentTime = 250
  const opacity = () => getComputedStyle(byId(pair.mirror(), 'a')).opacity
  await expect.poll(opacity).toBe('0.25')
  animation.currentTime = 500
  await expect.poll(opacity).toBe('0.5')
  animation.cancel()
  await expect.poll(opacity).toBe('1')
})

test('C41 K3 nothing is said of animations in masked and blocked parts', async () => {
  const pair = await mirrored(
    '<div class="alongside-mask"><p id="a">a</p></div><div class="alongside-block"><p id="b">b</p></div><p id="c">c</p>',
  )
  await pair.settled()
  for (const id of ['a', 'b'])
    byId(pair.page, id).animate({ width: ['1px', '31415px'] }, { duration: 1000, fill: 'both' })
  byId(pair.page, 'c').animate({ width: ['1px', '27182px'] }, { duration: 1000, fill: 'both' })
  await expect.poll(() => said(pair)).toContain('27182')
  expect(await said(pair)).not.toContain('31415')
})

test('C42 highlighted ranges show; those in masked parts do not exist', async () => {
  const pair = await mirrored(
    '<p id="open">some text</p><p id="masked" class="alongside-mask">private text</p>',
  )
  await pair.settled()
  const { Highlight, Range, CSS } = pair.view
  const range = (id: string, from: number, to: number) => {
    const made = new Range()
    const text = byId(pair.page, id).firstChild as Text
    made.setStart(text, from)
    made.setEnd(text, to)
    return made
  }
  CSS.highlights.set('found', new Highlight(range('open', 0, 4), range('masked', 1, 6)))
  CSS.highlights.set('diagnosis', new Highlight(range('masked', 1, 6)))
  const shown = () => (pair.mirror().defaultView as unknown as { CSS: typeof CSS }).CSS.highlights
  await expect.poll(() => shown().get('found')?.size).toBe(1)
  expect(JSON.stringify(pair.ops('highlights'))).not.toContain('diagnosis')
  CSS.highlights.clear()
  await expect.poll(() => shown().size).toBe(0)
})

test('C43 fonts and properties that scripts make are there', async () => {
  const pair = await mirrored('<style>p{width:var(--wide)}</style><p id="p">text</p>')
  await same(pair)
  const { CSS, FontFace } = pair.view
  CSS.registerProperty({ name: '--wide', syntax: '<length>', inherits: false, initialValue: '123px' })
  const face = new FontFace('Made', new Uint8Array([0, 1, 0, 0]).buffer)
  // It is no font; what counts is that it is named.
  face.loaded.catch(() => undefined)
  pair.page.fonts.add(face)
  await expect.poll(() => getComputedStyle(byId(pair.mirror(), 'p')).width).toBe('123px')
  await expect.poll(() => Array.from(pair.mirror().fonts, ({ family }) => family).join()).toContain('Made')
})

test('R23 rules find what forms and fields have, which the mirror does without', async () => {
  const pair = await mirrored(
    `<style>[action="/send"]{margin-left:3px}[method=POST]{margin-top:4px}[formaction]{margin-left:5px}[autofocus]{margin-left:6px}</style>
     <form action="/send" method="post"><button formaction="/other">b</button><input autofocus></form>`,
  )
  await same(pair)
  for (const [selector, margin] of Object.entries({ form: '3px', button: '5px', input: '6px' }))
    expect(getComputedStyle(pair.mirror().querySelector(selector) as Element).marginLeft).toBe(margin)
  const form = pair.mirror().querySelector('form')
  expect(getComputedStyle(form as Element).marginTop).toBe('4px')
  for (const name of ['action', 'method']) expect(form?.hasAttribute(name)).toBe(false)
})

test('R23 rules find addresses, styles and refused attributes as the page wrote them', async () => {
  const pair = await mirrored(
    `<style>[src="a.png"]{margin-left:3px}[target=_BLANK]{margin-left:4px}[style*="url(x"]{margin-left:5px}</style>
     <img src="a.png"><a href="/" target="_blank">a</a><div style="background:url(x.png)">b</div>`,
  )
  await same(pair)
  for (const [selector, margin] of Object.entries({ img: '3px', a: '4px', div: '5px' }))
    expect(getComputedStyle(pair.mirror().querySelector(selector) as Element).marginLeft).toBe(margin)
  pair.page.querySelector('a')?.removeAttribute('target')
  pair.page.querySelector('img')?.setAttribute('src', 'b.png')
  byStyle(pair.page).style.removeProperty('background')
  await same(pair)
  expect(getComputedStyle(pair.mirror().querySelector('img') as Element).marginLeft).toBe('0px')
  expect(byStyle(pair.mirror()).hasAttribute('alongside-was-style')).toBe(false)
})

test('R23 rules find where forms lead and what takes the focus', async () => {
  const pair = await mirrored(
    `<style>[action="/find"]{margin-left:3px}[method=GET]{margin-right:4px}[autofocus]{margin-left:5px}</style>
     <form action="/find" method="get"><input autofocus></form>`,
  )
  await same(pair)
  const margins = (selector: string) => {
    const { marginLeft, marginRight } = getComputedStyle(pair.mirror().querySelector(selector) as Element)
    return [marginLeft, marginRight]
  }
  expect(margins('form')).toEqual(['3px', '4px'])
  expect(margins('input')[0]).toBe('5px')
  expect(pair.mirror().querySelector('form')?.hasAttribute('action')).toBe(false)
  pair.page.querySelector('form')?.setAttribute('action', 'javascript:1')
  await pair.settled()
  await expect.poll(() => margins('form')[0]).toBe('0px')
  expect(pair.mirror().querySelector('form')?.outerHTML).not.toContain('javascript')
})

test('C12 names of namespaces hold whatever they look like', async () => {
  const pair = await mirrored('<style>@namespace x "urn:a\\"b";x|thing{margin-left:3px}</style>')
  const thing = pair.page.createElementNS('urn:a"b', 'y:thing')
  pair.page.body.append(thing)
  await same(pair)
  const found = pair.mirror().body.lastElementChild as Element
  await expect.poll(() => getComputedStyle(found).marginLeft).toBe('3px')
})

test('C40 focus that a key makes visible where it is shows', async () => {
  const pair = await mirrored('<style>p:focus-visible{margin-left:7px}</style><p tabindex="0">a</p>')
  await same(pair)
  const focused = pair.page.querySelector('p') as HTMLElement
  const margin = () => getComputedStyle(pair.mirror().querySelector('p') as Element).marginLeft
  focused.focus({ focusVisible: false })
  await pair.settled()
  expect(margin()).toBe('0px')
  // As browsers tell it: by no other event than that of the key.
  const stop = (event: Event) => event.stopImmediatePropagation()
  for (const type of ['focusin', 'focusout']) pair.view.addEventListener(type, stop, true)
  focused.blur()
  focused.focus({ focusVisible: true })
  focused.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true, composed: true }))
  await expect.poll(margin).toBe('7px')
})

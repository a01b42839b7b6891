import { expect, it } from 'vitest'
import { server } from 'vitest/browser'
import { mirrored, same } from './testing.ts'

let names = 0
/** Definitions last for the whole registry of a window; each test has a window of its own, and a name of its own besides. */
const freshName = () => `test-element-${++names}`

it('C9 closed shadow roots that are attached while the page is watched, in frames as well', async () => {
  const pair = await mirrored('<!doctype html><div id="host">light</div><iframe></iframe>')
  await same(pair)
  const host = pair.page.querySelector('#host') as Element
  const root = host.attachShadow({ mode: 'closed' })
  root.innerHTML = '<style>b { color: red }</style><b>closed</b><slot></slot>'
  await expect.poll(() => pair.mirror().querySelector('#host')?.shadowRoot?.textContent).toContain('closed')
  root.append('later')
  await expect.poll(() => pair.mirror().querySelector('#host')?.shadowRoot?.textContent).toContain('later')
  const inner = pair.page.querySelector('iframe')?.contentDocument as Document
  inner.body.innerHTML = '<p>host</p>'
  inner.querySelector('p')?.attachShadow({ mode: 'closed' }).append('in a frame')
  const shown = () => pair.mirror().querySelector('iframe')?.contentDocument?.querySelector('p')?.shadowRoot
  await expect.poll(() => shown()?.textContent).toBe('in a frame')
})

it('R13 :defined and :state() match what is defined and set in the page, now and later', async () => {
  const name = freshName()
  const pair = await mirrored(
    `<!doctype html><style>${name}:not(:defined) { color: red } ${name}:defined { color: green }
    ${name}:state(on) { font-weight: 800 } ${name}:state(a-b):state( on ) { margin-left: 9px }</style><${name}>x</${name}>`,
  )
  await same(pair)
  const internals: ElementInternals[] = []
  const { view, page } = pair
  view.customElements.define(
    name,
    class extends view.HTMLElement {
      constructor() {
        super()
        internals.push(this.attachInternals())
      }
    },
  )
  await same(pair)
  internals[0]?.states.add('on')
  await same(pair)
  internals[0]?.states.add('a-b')
  await same(pair)
  internals[0]?.states.delete('on')
  await same(pair)
  expect(pair.mirror().querySelector(name)?.getAttribute('alongside-states')).toBe('a-b')
  page.body.append(page.createElement(name))
  internals[1]?.states.add('on')
  await same(pair)
})

it('R13 :valid, :disabled and their kin match what a field of the page’s own making is', async () => {
  const name = freshName()
  const pair = await mirrored(
    `<!doctype html><style>${name}:invalid { color: red } ${name}:valid { color: green } ${name}:disabled { margin-left: 9px }</style><fieldset><${name}>x</${name}></fieldset>`,
  )
  const internals: ElementInternals[] = []
  const { view, page } = pair
  view.customElements.define(
    name,
    class extends view.HTMLElement {
      static formAssociated = true
      constructor() {
        super()
        internals.push(this.attachInternals())
      }
    },
  )
  const look = (of: Document) => {
    const { color, marginLeft } = of.defaultView!.getComputedStyle(of.querySelector(name)!)
    return `${color} ${marginLeft}`
  }
  await expect.poll(() => look(pair.mirror())).toBe('rgb(0, 128, 0) 0px')
  internals[0]?.setValidity({ customError: true }, 'not so')
  await expect.poll(() => look(pair.mirror())).toBe('rgb(255, 0, 0) 0px')
  page.querySelector('fieldset')!.disabled = true
  expect(look(page)).toContain('9px')
  await expect.poll(() => look(pair.mirror())).toBe(look(page))
})

it.skipIf(!CSS.supports('appearance', 'base-select'))(
  'C1 what browsers copy from the chosen option is copied here as well',
  async () => {
    const pair = await mirrored(
      '<!doctype html><select style="appearance: base-select"><button><selectedcontent></selectedcontent></button><option><b>one</b><option><i>two</i></select>',
    )
    await same(pair)
    const select = pair.page.querySelector('select')!
    select.selectedIndex = 1
    const shown = () => pair.mirror().querySelector('selectedcontent')!.innerHTML
    const copied = pair.page.querySelector('selectedcontent')!.innerHTML
    await expect.poll(shown).toBe(copied)
    expect(JSON.stringify(pair.ops('insert')).match(/two/g)).toHaveLength(1)
  },
)

it('K31 states of masked elements are not sent, nor what their slots are assigned to later', async () => {
  const name = freshName()
  const pair = await mirrored(
    `<!doctype html><div data-alongside="mask"><${name}></${name}><div id="host"><b>1</b><b>2</b></div></div>`,
  )
  const { view, page } = pair
  const root = page.querySelector('#host')?.attachShadow({ mode: 'open', slotAssignment: 'manual' })
  const slot = root?.appendChild(page.createElement('slot'))
  const [first, second] = page.querySelectorAll('b')
  if (first !== undefined) slot?.assign(first)
  let internals: ElementInternals | undefined
  view.customElements.define(
    name,
    class extends view.HTMLElement {
      constructor() {
        super()
        internals = this.attachInternals()
      }
    },
  )
  await pair.settled()
  internals?.states.add('secret')
  if (second !== undefined) slot?.assign(second)
  page.body.append('end')
  await expect.poll(() => pair.mirror().body.textContent).toContain('end')
  expect(pair.mirror().documentElement.outerHTML).not.toContain('secret')
  const shown = pair.mirror().querySelector('#host')?.shadowRoot?.querySelector('slot')
  expect(shown?.assignedNodes()).toEqual([pair.mirror().querySelectorAll('b')[0]])
})

it('R15 slots with manual assignment hold what the page assigned, also when it moves or comes back', async () => {
  const pair = await mirrored('<!doctype html><div><p>1</p><p>2</p><p>3</p></div>')
  const { page } = pair
  const host = page.querySelector('div') as Element
  const root = host.attachShadow({ mode: 'open', slotAssignment: 'manual' })
  root.innerHTML = '<slot></slot><hr><slot></slot>'
  const [a, b] = root.querySelectorAll('slot')
  const [one, two, three] = host.querySelectorAll('p')
  const shown = () =>
    [...(pair.mirror().querySelector('div')?.shadowRoot?.querySelectorAll('slot') ?? [])].map((slot) =>
      slot
        .assignedNodes()
        .map((node) => node.textContent)
        .join(''),
    )
  a?.assign(three!, one!)
  await expect.poll(shown).toEqual(['31', ''])
  b?.assign(one!, two!)
  await expect.poll(shown).toEqual(['3', '12'])
  one?.remove()
  await expect.poll(shown).toEqual(['3', '2'])
  host.append(one!)
  await expect.poll(shown).toEqual(['3', '12'])
  await same(pair)
})

it('C10 the base follows `<base>` and the address of the page', async () => {
  const pair = await mirrored('<!doctype html><head><base href="https://one.example/a/"></head><body>')
  const { page } = pair
  await same(pair)
  const base = page.querySelector('base') as HTMLBaseElement
  const shown = () => [...pair.mirror().querySelectorAll('p')].map((p) => p.style.backgroundImage)
  const add = async (id: string) => {
    // Of elements with the same attributes Chromium parses the style of the first one only.
    page.body.insertAdjacentHTML('beforeend', `<p id="${id}" style="background-image: url(x.png)">text</p>`)
    await same(pair)
  }
  await add('one')
  base.href = 'https://two.example/b/'
  await add('two')
  base.remove()
  await add('three')
  const here = new URL('x.png', page.baseURI).href
  const urls = ['https://one.example/a/x.png', 'https://two.example/b/x.png', here]
  expect(shown()).toEqual(urls.map((url) => `url("${url}")`))
})

// Open in WebKit: framesets.
it.skipIf(server.browser === 'webkit')(
  'C1 sections of CDATA are texts, XHTML and framesets are mirrored',
  async () => {
    const pair = await mirrored(
      '<!doctype html><svg><text id="t">a</text></svg><iframe></iframe><div id="box"></div>',
    )
    const { page, view } = pair
    const xml = new view.DOMParser().parseFromString(
      '<svg xmlns="http://www.w3.org/2000/svg"><text>x<![CDATA[ < y]]></text></svg>',
      'image/svg+xml',
    )
    page.querySelector('#box')?.append(page.adoptNode(xml.documentElement))
    const inner = page.querySelector('iframe')?.contentDocument as Document
    const frameset = inner.createElement('frameset')
    frameset.append(inner.createElement('frame'))
    inner.body = frameset
    const frame = inner.querySelector('frame') as HTMLFrameElement
    frame.contentDocument?.body.append('in a frame of a set')
    await same(pair)
    expect(pair.mirror().querySelector('#box text')?.textContent).toBe('x < y')
    const shown = pair.mirror().querySelector('iframe')?.contentDocument?.querySelector('frame')
    expect((shown as HTMLFrameElement).contentDocument?.body.textContent).toBe('in a frame of a set')
  },
)

it('C24 after `document.open()` the page is still watched, with its window', async () => {
  const pair = await mirrored('<!doctype html><p>one')
  await same(pair)
  pair.page.open()
  pair.page.write('<!doctype html><input><p style="height: 2000px">two')
  pair.page.close()
  await same(pair)
  const field = pair.page.querySelector('input')
  field?.focus()
  if (field !== null) field.value = 'typed'
  pair.view.scrollTo(0, 300)
  ;(pair.view.frameElement as HTMLElement).style.width = '500px'
  await expect.poll(() => pair.mirror().defaultView?.innerWidth).toBe(500)
  await same(pair)
})

it('C6 parts of formulas in drawings, and of drawings in formulas, stay what they are', async () => {
  const pair = await mirrored('<!DOCTYPE html><svg></svg><math></math>')
  const [svg, math] = [pair.page.querySelector('svg')!, pair.page.querySelector('math')!]
  const make = (like: Element, name: string) => pair.page.createElementNS(like.namespaceURI, name)
  svg.append(make(math, 'math'), make(math, 'mi'))
  math.append(make(svg, 'svg'), make(svg, 'g'))
  const group = svg.appendChild(make(svg, 'g'))
  // Names of formulas in a drawing's own namespace mean nothing, and stay.
  group.append(make(math, 'mrow'), make(svg, 'mrow'))
  await same(pair)
  const spaces = (root: Document) =>
    Array.from(
      root.querySelectorAll('svg, math, svg *, math *'),
      (one) => `${one.namespaceURI} ${one.localName}`,
    )
  await expect.poll(() => spaces(pair.mirror())).toEqual(spaces(pair.page))
})

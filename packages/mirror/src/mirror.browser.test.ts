import { expect, it, onTestFinished } from 'vitest'
import { type Capture, type CaptureStream, startCapture } from './capture/index.ts'
import { decodeFrame, type NodeId, type OpOf } from './format/index.ts'
import { createRebuild } from './rebuild/index.ts'

/**
 * Capture and rebuild together: a page in a frame, and its mirror beside it, joined without a network.
 */
type Pair = {
  page: Document
  view: Window & typeof globalThis
  mirror: () => Document
  settled: () => Promise<void>
  /** What the viewer asked to be sent anew, one entry a time. */
  repairs: (readonly number[])[]
  capture: Capture
  stream: CaptureStream
  inserts: () => readonly OpOf<'insert'>[]
}

async function mirrored(html: string): Promise<Pair> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:800px;height:600px'
  document.body.append(frame)
  // Written, not srcdoc: that is never in quirks mode.
  frame.contentDocument?.write(html)
  frame.contentDocument?.close()
  const view = frame.contentWindow as (Window & typeof globalThis) | null
  if (view === null) throw new Error('no window')
  const failures: unknown[] = []
  const capture = startCapture({
    window: view,
    masking: { mask: [], block: [] },
    isOwn: () => false,
    onFailure: (error) => failures.push(error),
  })
  const repairs: (readonly number[])[] = []
  const inserts: OpOf<'insert'>[] = []
  const rebuild = createRebuild({
    parent: document.body,
    onRepair: (_epoch, nodes) => {
      repairs.push(nodes)
      stream.repair(nodes)
    },
    onProgress: () => undefined,
    onLocation: () => undefined,
    onViewport: () => undefined,
    onScroll: () => undefined,
    onFocus: () => undefined,
    onSelection: () => undefined,
    followsScroll: () => true,
  })
  let pending = 0
  const stream = capture.openStream((encoded) => {
    pending++
    void decodeFrame(encoded.bytes)
      .then(({ ops }) => inserts.push(...ops.filter((op) => op.op === 'insert')))
      .then(() => rebuild.apply(encoded.bytes))
      .then(
        () => stream.acknowledge(encoded.seq),
        (error: unknown) => failures.push(error),
      )
      .finally(() => pending--)
  })
  onTestFinished(() => {
    capture.stop()
    rebuild.destroy()
    frame.remove()
    expect(failures).toEqual([])
  })
  return {
    page: view.document,
    view,
    repairs,
    capture,
    stream,
    inserts: () => inserts,
    mirror: () => {
      const { contentDocument } = rebuild.frame
      if (contentDocument === null) throw new Error('no mirror')
      return contentDocument
    },
    settled: () =>
      expect
        .poll(() => failures.length > 0 || (pending === 0 && stream.isSettled()), {
          timeout: 8000,
          interval: 10,
        })
        .toBe(true),
  }
}

/** Tree as text: names, texts, live state, shadow roots and frames; with the computed style of every element. */
function describe(root: Document | ShadowRoot | Element): string {
  const lines: string[] = []
  walk(root, 0)
  return lines.join('\n')

  function walk(node: Node, depth: number): void {
    const pad = ' '.repeat(depth)
    if (node.nodeType === 3) {
      lines.push(`${pad}"${(node as Text).data}"`)
      return
    }
    if (node.nodeType === 1) {
      const element = node as Element
      if (/^(SCRIPT|STYLE|LINK|META|TITLE|BASE)$/.test(element.nodeName)) return
      lines.push(`${pad}${element.nodeName} ${look(element)}`)
      if (element.shadowRoot !== null) walk(element.shadowRoot, depth + 2)
      const content = (element as Partial<HTMLIFrameElement>).contentDocument
      if (content?.documentElement) walk(content, depth + 2)
    } else if (node.nodeType === 11) lines.push(`${pad}#shadow`)
    for (const child of node.childNodes) if (child.nodeType !== 8) walk(child, depth + 1)
  }
}

const STYLES = [
  'color',
  'display',
  'backgroundColor',
  'fontWeight',
  'width',
  'height',
  'borderTopWidth',
  'marginLeft',
] as const

function look(element: Element): string {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element)
  const field = element as Partial<HTMLInputElement & HTMLSelectElement & HTMLOptionElement>
  const state = [
    field.value,
    field.checked,
    field.indeterminate,
    field.selectedIndex,
    field.disabled,
    field.selected,
    element.scrollTop,
  ]
  return `${STYLES.map((name) => style?.[name]).join(' ')} [${state.map(String).join(' ')}]`
}

async function same({ page, mirror, settled }: Pair): Promise<void> {
  await settled()
  // The page may still be loading frames: both are read anew each time.
  await expect
    .poll(() => describe(mirror()) === describe(page), { timeout: 4000, interval: 50 })
    .toBe(true)
    .catch(() => expect(describe(mirror())).toBe(describe(page)))
}

it('a page in quirks mode stays in quirks mode', async () => {
  const pair = await mirrored('<table><tr><td>no doctype</table><p>two')
  await same(pair)
  expect(pair.page.compatMode).toBe('BackCompat')
  expect(pair.mirror().compatMode).toBe('BackCompat')
})

it('style sheets of every kind apply in the order of the page, at first and later', async () => {
  const pair =
    await mirrored(`<!doctype html><style>p { color: red; --w: 3px } p.b { border: var(--w) solid blue; border-top: 0 }</style>
    <style id="late">.late { color: green }</style><style media="print">p { color: black }</style>
    <p class="a">a</p><p class="b">b</p><p class="late">c</p><p class="made">d</p><div id="host">e</div>`)
  const { page, view } = pair
  page.querySelector<HTMLStyleElement>('#late')?.sheet?.insertRule('p.a { font-weight: 800 }')
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync('.made { background: yellow } #host { margin-left: 7px }')
  page.adoptedStyleSheets = [sheet]
  await same(pair)
  sheet.insertRule('.made { color: purple }', 1)
  page.adoptedStyleSheets.push(Object.assign(new view.CSSStyleSheet()))
  page.adoptedStyleSheets[1]?.replaceSync('p { margin-left: 11px }')
  const late = page.querySelector<HTMLStyleElement>('#late')
  if (late?.sheet) late.sheet.disabled = true
  await same(pair)
  page.head.append(
    Object.assign(page.createElement('style'), {
      textContent: '@import url("data:text/css,p{color:pink}"); .b { width: 50px }',
    }),
  )
  await same(pair)
})

it('shadow roots with slots and sheets of their own, made at first and later', async () => {
  const pair = await mirrored('<!doctype html><div id="a"><b slot="x">named</b>rest</div><div id="b"></div>')
  const { page, view } = pair
  const fill = (host: Element | null) => {
    const root = host?.attachShadow({ mode: 'open' })
    if (root === undefined) return
    root.innerHTML =
      '<style>i { color: red } ::slotted(b) { color: blue }</style><slot name="x"></slot><i>in</i><slot></slot>'
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(':host { background-color: rgb(1, 2, 3) }')
    root.adoptedStyleSheets = [sheet]
  }
  fill(page.querySelector('#a'))
  await same(pair)
  fill(page.querySelector('#b'))
  page.querySelector('#a')?.shadowRoot?.append('more')
  await same(pair)
})

it('frames of the same origin, nested, by srcdoc and filled by script', async () => {
  const pair = await mirrored(
    `<!doctype html><iframe srcdoc="<p>outer</p><iframe srcdoc='<p>inner</p>'></iframe>"></iframe><iframe id="blank"></iframe>`,
  )
  const blank = pair.page.querySelector<HTMLIFrameElement>('#blank')?.contentDocument
  blank?.body.append('written')
  await same(pair)
  blank?.write('<h1>anew</h1>')
  blank?.close()
  await expect.poll(() => describe(pair.mirror())).toContain('anew')
  pair.page.querySelector('iframe')?.contentDocument?.body.append('late')
  await same(pair)
})

it('live state of forms, and what scripts set', async () => {
  const pair =
    await mirrored(`<!doctype html><input id="t" value="from html"><input type="checkbox" id="c"><input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2" checked>
    <select id="s"><option>1<option>2<option>3</select><select id="m" multiple><option>1<option>2<option>3</select><textarea id="a">\n\ntwo lines</textarea><input type="range" id="g"><fieldset disabled><input id="d"></fieldset>`)
  const $ = <T extends Element>(css: string) => pair.page.querySelector<T>(css) as T
  $<HTMLInputElement>('#t').value = 'typed before'
  $<HTMLInputElement>('#c').indeterminate = true
  await same(pair)
  $<HTMLInputElement>('#t').value = 'typed after'
  $<HTMLInputElement>('#c').indeterminate = false
  $<HTMLInputElement>('#c').checked = true
  $<HTMLInputElement>('#r1').checked = true
  $<HTMLSelectElement>('#s').selectedIndex = 2
  $<HTMLSelectElement>('#m').options[1]!.selected = true
  $<HTMLTextAreaElement>('#a').value = 'changed'
  $<HTMLInputElement>('#g').value = '80'
  await same(pair)
})

it('trees that HTML cannot carry', async () => {
  const pair = await mirrored('<!doctype html><div id="x"></div><pre>\n\nx</pre><textarea>\n\ny</textarea>')
  const { page } = pair
  const box = page.querySelector('#x')
  const a = page.createElement('a')
  a.append(page.createElement('a'), 'one', 'two', '', page.createElement('p'))
  const row = page.createElement('tr')
  row.append(page.createElement('td'))
  const paragraph = page.createElement('p')
  paragraph.append(page.createElement('div'), 'a\r\nb')
  const form = page.createElement('form')
  form.append(page.createElement('form'))
  const odd = page.createElementNS('urn:x', 'y:z')
  const table = page.createElement('table')
  table.append('text in a table', page.createElement('div'))
  box?.append(a, row, paragraph, form, odd, table)
  await same(pair)
  expect(pair.mirror().querySelector('#x > tr > td')).not.toBeNull()
})

it('SVG, images and a base that changes nothing of the shape', async () => {
  const pair =
    await mirrored(`<!doctype html><base href="https://other.example/dir/"><svg width="50" height="40"><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>
    <rect width="20" height="10" fill="url(#g)"/><foreignObject width="10" height="10"><p>html</p></foreignObject></svg>
    <img width="10" height="10" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" srcset="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA= 2x"><a href="page">link</a>`)
  await same(pair)
  expect(pair.mirror().querySelector('a')?.href).toBe('https://other.example/dir/page')
  pair.page.querySelector('rect')?.setAttribute('width', '30')
  await same(pair)
  expect(pair.mirror().querySelector('rect')?.getAttribute('width')).toBe('30')
})

it('storms of changes, moves and sorts end in the page as it is', async () => {
  const pair = await mirrored('<!doctype html><ul></ul><div id="app"></div>')
  const list = pair.page.querySelector('ul')
  const app = pair.page.querySelector('#app')
  for (let i = 0; i < 300; i++)
    list?.append(Object.assign(pair.page.createElement('li'), { textContent: `item ${(i * 7919) % 300}` }))
  await same(pair)
  for (let round = 0; round < 20; round++) if (app !== null) app.innerHTML = `<p>${round}</p>`.repeat(50)
  list?.append(...[...list.children].sort((a, b) => (a.textContent ?? '').localeCompare(b.textContent ?? '')))
  list?.prepend(list.lastElementChild as Element)
  await same(pair)
})

it('inner boxes and the window scroll with the page', async () => {
  const pair = await mirrored(
    '<!doctype html><div id="box" style="height:100px;overflow:auto"><p style="height:900px">x</p></div><p style="height:4000px">long',
  )
  await same(pair)
  pair.page.querySelector('#box')?.scrollTo(0, 300)
  pair.view.scrollTo(0, 700)
  await expect.poll(() => pair.mirror().querySelector('#box')?.scrollTop).toBe(300)
  await expect.poll(() => pair.mirror().defaultView?.scrollY).toBe(700)
})

it('C: a field that the viewer has typed into shows what the page sets, also when its attribute says the same', async () => {
  const pair = await mirrored('<!doctype html><input value="">')
  await same(pair)
  const shown = pair.mirror().querySelector('input')
  if (shown !== null) shown.value = 'typed at once'
  const field = pair.page.querySelector('input')
  // As React does for the fields that it controls.
  if (field !== null) field.value = '+31'
  field?.setAttribute('value', '+31')
  await expect.poll(() => shown?.value).toBe('+31')
})

it('C7 white space between the parts of a document never has to be repaired', async () => {
  const pair = await mirrored('<!doctype html><html><head></head><body>x</body></html>')
  const { page } = pair
  await same(pair)
  // Above 300 elements the children of <html> go by themselves.
  for (let i = 0; i < 310; i++) page.head.append(page.createElement('meta'))
  const root = page.documentElement
  root.prepend('\n  ', page.createComment('c'), '\n')
  root.insertBefore(page.createTextNode(' '), page.body)
  root.append('\n', page.createComment('end'), ' ')
  await same(pair)
  page.body.remove()
  root.append(' \n', page.createElement('body'), ' ', page.createElement('p'), '\t')
  await same(pair)
  expect(pair.repairs).toEqual([])
})

it.each(['text', 'comment', 'element'] as const)(
  'C7 a repaired %s goes by the exact path from then on, also within larger pieces',
  async (kind) => {
    const pair = await mirrored('<!doctype html><main><section><p>a</p> <!--c--></section></main>')
    const { page, capture, inserts, stream } = pair
    await same(pair)
    const section = page.querySelector('section') as Element
    const { firstChild: element } = section
    const node = { element, text: element?.nextSibling, comment: section.lastChild }[kind] as Node
    const id = capture.nodes.id(node) as NodeId
    const carriers = () =>
      inserts().filter(({ ids }) =>
        ids.some((first, i) => i % 2 === 0 && first <= id && id < first + (ids[i + 1] ?? 0)),
      )
    stream.repair([id])
    await same(pair)
    expect(carriers().at(-1)).toMatchObject({
      ids: expect.arrayContaining([id]) as number[],
      nodes: expect.anything() as unknown,
    })
    page.querySelector('main')?.append('x', section)
    await same(pair)
    expect(carriers()).toHaveLength(3)
    expect(carriers().at(-1)?.nodes).toBeDefined()
    const late = page.createElement('div')
    section.before(late)
    late.append(section)
    await same(pair)
    expect(carriers().at(-1)?.nodes).toBeDefined()
  },
)

it('C10 a document that is written anew in another mode begins anew', async () => {
  const pair = await mirrored('<!doctype html><iframe></iframe>')
  const frame = pair.page.querySelector('iframe')
  const write = (html: string) => {
    frame?.contentDocument?.open()
    frame?.contentDocument?.write(html)
    frame?.contentDocument?.close()
  }
  const mode = () => pair.mirror().querySelector('iframe')?.contentDocument?.compatMode
  write('<h1>quirks</h1>')
  await same(pair)
  expect(mode()).toBe('BackCompat')
  write('<!doctype html><h1>standards</h1>')
  await same(pair)
  expect(mode()).toBe('CSS1Compat')
  write(
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><h1>quirks</h1><iframe srcdoc="<p>in</p>"></iframe>',
  )
  await same(pair)
  expect(mode()).toBe('BackCompat')
  frame?.contentDocument?.querySelector('h1')?.append('later')
  await same(pair)
})

it('C10 the page itself, written anew in another mode, begins anew', async () => {
  const pair = await mirrored('<h1>quirks</h1><iframe srcdoc="in"></iframe>')
  await same(pair)
  expect(pair.mirror().compatMode).toBe('BackCompat')
  pair.page.open()
  pair.page.write('<!doctype html><style>p { color: red }</style><input><p>standards</p>')
  pair.page.close()
  await same(pair)
  expect(pair.mirror().compatMode).toBe('CSS1Compat')
  const field = pair.page.querySelector('input')
  if (field !== null) field.value = 'typed'
  pair.page.body.append('later')
  await same(pair)
})

it('C24 nodes that capture sees first are of their own realm, so that scripts of a frame know them', async () => {
  const pair = await mirrored('<!doctype html><iframe srcdoc="<p>in</p>"></iframe>')
  await same(pair)
  const frame = pair.page.querySelector('iframe')
  const inner = frame?.contentWindow as typeof pair.view
  inner.document.body.innerHTML = '<input>'
  pair.page.body.insertAdjacentHTML('beforeend', '<input>')
  await same(pair)
  expect(inner.document.querySelector('input')).toBeInstanceOf(inner.HTMLInputElement)
  expect(pair.page.querySelector('input')).toBeInstanceOf(pair.view.HTMLInputElement)
  const moved = inner.document.querySelector('input') as Element
  pair.page.body.prepend(moved)
  inner.document.body.append(pair.page.body.lastElementChild as Element)
  await same(pair)
})

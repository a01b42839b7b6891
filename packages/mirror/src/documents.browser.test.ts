import { expect, it } from 'vitest'
import type { NodeId } from './format/index.ts'
import { mirrored, same } from './testing.ts'

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
  await expect.poll(() => frame?.contentDocument?.body.textContent).toBe('in')
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

it('C10 a frame whose window outlives its first document is still watched when further frames come', async () => {
  const pair = await mirrored('<!doctype html><main></main>')
  const { page, capture } = pair
  await same(pair)
  const home = page.querySelector('main') as Element
  // While a frame's first page is loading, browsers show an empty one; window and realm are those of the page to come.
  const seenEmpty = async () => {
    const frame = Object.assign(page.createElement('iframe'), { srcdoc: '<p>loaded</p>' })
    home.replaceChildren(frame)
    const empty = frame.contentDocument as Document
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    const isKnown = () => capture.nodes.id(empty) !== undefined
    await expect.poll(() => isKnown() || frame.contentDocument !== empty, { interval: 1 }).toBe(true)
    const wasKnown = isKnown()
    await loaded
    return wasKnown && frame.contentDocument !== empty
  }
  await expect.poll(seenEmpty, { timeout: 10_000, interval: 1 }).toBe(true)
  await same(pair)
  page.body.append(page.createElement('iframe'))
  await same(pair)
  const { contentDocument } = page.querySelector('iframe') as HTMLIFrameElement
  contentDocument?.body.append('late')
  await same(pair)
  expect(contentDocument?.body.textContent).toBe('loadedlate')
})

it.each(['its own document', 'the document of a frame inside of it'])(
  'C10 a frame that is put into %s ends there, and capture goes on',
  async (place) => {
    const pair = await mirrored('<!doctype html><p>outside</p><iframe srcdoc="<p>x</p>"></iframe>')
    const { page } = pair
    await expect.poll(() => page.querySelector('iframe')?.contentDocument?.querySelector('p')).toBeTruthy()
    const frame = page.querySelector('iframe') as HTMLIFrameElement
    const outer = frame.contentDocument as Document
    const nested = outer.createElement('iframe')
    outer.body.append(nested)
    await same(pair)
    const inner = nested.contentDocument as Document
    const target = place === 'its own document' ? outer : inner
    target.body.append(frame)
    frame.setAttribute('title', 'moved')
    target.body.append('more')
    await same(pair)
    page.body.append(frame, 'back')
    await same(pair)
  },
)

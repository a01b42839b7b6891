import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Bench, id, pageWith, startBench } from './testing.ts'

let bench: Bench
afterEach(() => bench?.stop())

async function open(html: string, count: number, mode: 'view' | 'shared' = 'shared'): Promise<Bench> {
  bench = await startBench(mode)
  await bench.send(pageWith(html, count))
  return bench
}

const BUTTON = '<button style="position:absolute;left:100px;top:100px;width:100px;height:50px">Go</button>'
const INPUT =
  '<input style="position:absolute;left:100px;top:200px;width:200px;height:30px;font:16px monospace;padding:0">'

function keysArea(): HTMLTextAreaElement {
  const area = bench.element.shadowRoot?.querySelector<HTMLTextAreaElement>('.keys')
  if (area == null) throw new Error('no typing area')
  return area
}

function type(text: string): void {
  const area = keysArea()
  const { selectionStart: start, selectionEnd: end, value } = area
  area.value = value.slice(0, start) + text + value.slice(end)
  area.setSelectionRange(start + text.length, start + text.length)
  area.dispatchEvent(new InputEvent('input', { inputType: 'insertText', data: text }))
}

describe('the mirror', () => {
  test('a page is shown, acknowledged and told about', async () => {
    await open(BUTTON, 2)
    expect(bench.shown.querySelector('button')?.textContent).toBe('Go')
    expect(bench.acks).toEqual([1])
    const state = bench.events.state?.at(-1)
    expect(state).toMatchObject({
      url: 'https://shop.example/',
      title: 'Shop',
      progress: 1,
      connection: 'connected',
    })
    expect(state?.viewport).toMatchObject({ width: 800, height: 600 })
  })

  test('a frame that cannot be applied leads to a fresh stream, and what is shown stays', async () => {
    await open(BUTTON, 2)
    await bench.send([{ op: 'insert', parent: id(77), before: null, ids: [80, 1], html: 'x' }])
    expect(bench.resyncs).toEqual([1])
    expect(bench.shown.querySelector('button')).not.toBeNull()
    await bench.send(pageWith('<p>new</p>', 2), { stream: 2, seq: 1 })
    expect(bench.shown.body.textContent).toBe('new')
  })

  test('a missing frame leads to a fresh stream', async () => {
    await open(BUTTON, 2)
    await bench.send([{ op: 'progress', done: 1 }], { seq: 3 })
    expect(bench.resyncs).toEqual([1])
  })

  test('the next page takes the place of the last only when there is something to see', async () => {
    await open(BUTTON, 2)
    const next = pageWith('<p>next</p>', 2)
    const shell = next
      .filter((op) => op.op !== 'insert' || op.html === undefined)
      .filter((op) => op.op !== 'progress')
    await bench.send(shell, { stream: 1, seq: 1, epoch: 'e2' })
    expect(bench.shown.querySelector('button')).not.toBeNull()
    await bench.send(next.slice(-2), { epoch: 'e2' })
    expect(bench.shown.body.textContent).toBe('next')
  })

  test('after the connection was lost the page stays, and the fresh stream replaces it', async () => {
    await open(BUTTON, 2)
    bench.disconnect('viewer')
    await bench.flush()
    expect(bench.element.state.connection).toBe('reconnecting')
    expect(bench.shown.querySelector('button')).not.toBeNull()
    bench.reconnect('viewer')
    await bench.flush()
    await bench.send(pageWith('<p>again</p>', 2), { stream: 1, seq: 1 })
    expect(bench.shown.body.textContent).toBe('again')
  })

  test('wide pages are scaled to the widget’s width', async () => {
    await open(BUTTON, 2)
    bench.element.style.width = '400px'
    await vi.waitFor(() => expect(bench.surface.getBoundingClientRect().width).toBe(400))
    bench.element.fit = 'actual'
    expect(bench.surface.getBoundingClientRect().width).toBe(800)
  })
})

describe('pointing', () => {
  test('the agent’s pointer is told by the element under it, at any scale', async () => {
    await open(BUTTON, 2)
    bench.element.style.width = '400px'
    await vi.waitFor(() => expect(bench.surface.getBoundingClientRect().width).toBe(400))
    bench.pointer('pointermove', 150, 125)
    await bench.flush()
    // WebKit has pointers at whole pixels.
    expect(bench.signals.at(-1)).toEqual({
      kind: 'cursor',
      epoch: 'e1',
      cursor: { node: 10, x: expect.closeTo(0.5, 1), y: expect.closeTo(0.5, 1) },
    })
  })

  test('the visitor’s cursor stands over the same element, with a name', async () => {
    await open(BUTTON, 2)
    bench.host.send('signal', { kind: 'cursor', epoch: 'e1', cursor: { node: 10, x: 0.5, y: 0.5 } })
    await bench.flush()
    const cursor = () => bench.element.shadowRoot?.querySelector<HTMLElement>('[data-cursor]')
    await vi.waitFor(() => expect(cursor()?.classList.contains('gone')).toBe(false))
    expect(cursor()?.style.transform).toBe('translate(150px, 125px)')
    expect(cursor()?.textContent).toBe('Visitor')
    bench.host.send('signal', { kind: 'cursor', epoch: 'e1', cursor: null })
    await bench.flush()
    await vi.waitFor(() => expect(cursor()?.classList.contains('gone')).toBe(true))
  })

  test('a click with the highlight tool highlights the element; Escape takes it back', async () => {
    await open(BUTTON, 2, 'view')
    // The cursor is told as well, later on a slow machine.
    const last = () => bench.signals.findLast(({ kind }) => kind === 'highlight')
    bench.element.tool = 'highlight'
    bench.click(150, 125)
    await bench.flush()
    expect(last()).toEqual({
      kind: 'highlight',
      epoch: 'e1',
      highlight: { kind: 'element', node: 10 },
    })
    bench.surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await bench.flush()
    expect(last()).toMatchObject({ highlight: null })
    expect(bench.commands).toEqual([])
  })

  test('dragging over text highlights the text', async () => {
    await open('<p style="margin:0;font:20px monospace">one two three</p>', 2)
    bench.element.tool = 'highlight'
    bench.pointer('pointerdown', 2, 10, { buttons: 1 })
    bench.pointer('pointermove', 90, 10, { buttons: 1 })
    bench.pointer('pointerup', 90, 10)
    await bench.flush()
    const signal = bench.signals.at(-1)
    expect(signal).toMatchObject({
      highlight: { kind: 'text', from: { node: 11, offset: 0 }, to: { node: 11 } },
    })
    await vi.waitFor(() =>
      expect(bench.element.shadowRoot?.querySelector('[data-highlight=text]')).not.toBeNull(),
    )
  })
})

describe('scrolling', () => {
  const TALL = '<div style="height:3000px">tall</div>'

  test('the agent’s scrolling shows at once and goes to the page', async () => {
    await open(TALL, 2, 'view')
    bench.surface.dispatchEvent(new WheelEvent('wheel', { deltaY: 300, cancelable: true }))
    expect(bench.shown.scrollingElement?.scrollTop).toBe(300)
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toEqual({ kind: 'scroll', node: 1, x: 0, y: 300 })
  })

  test('without following, scrolling is the agent’s own; following again goes to where the visitor is', async () => {
    await open(TALL, 2)
    bench.element.follow = false
    bench.surface.dispatchEvent(new WheelEvent('wheel', { deltaY: 300, cancelable: true }))
    await bench.send([{ op: 'scroll', id: id(1), x: 0, y: 1200 }])
    expect(bench.commands).toEqual([])
    expect(bench.shown.scrollingElement?.scrollTop).toBe(300)
    expect(bench.element.state.following).toBe(false)
    bench.element.follow = true
    expect(bench.shown.scrollingElement?.scrollTop).toBe(1200)
  })
})

describe('working on the page', () => {
  test('clicks go to the element that is meant, with the page state they were made on', async () => {
    await open(BUTTON, 2)
    bench.element.tool = 'control'
    bench.click(150, 125)
    await bench.flush()
    expect(bench.commands.at(-1)).toMatchObject({
      epoch: 'e1',
      version: 0,
      action: { kind: 'click', node: 10, x: 0.5, y: 0.5, count: 1, button: 'primary' },
    })
  })

  test('in view only, the control tool does nothing', async () => {
    await open(BUTTON, 2, 'view')
    bench.element.tool = 'control'
    bench.click(150, 125)
    await bench.flush()
    expect(bench.commands).toEqual([])
  })

  test('a refusal is explained to people', async () => {
    await open(BUTTON, 2)
    bench.element.tool = 'control'
    bench.click(150, 125)
    await bench.flush()
    const [command] = bench.commands.slice(-1)
    if (command !== undefined) await bench.answer(command, { refused: 'masked' })
    expect(bench.events.refused?.at(-1)).toMatchObject({ reason: 'masked', action: 'click' })
    expect(bench.events.refused?.at(-1)?.message).toContain('private')
  })

  test('what is typed after a refused click does not go to where the page’s focus is', async () => {
    await open(BUTTON + INPUT.replace('<input', '<input alongside-masked'), 3)
    await bench.send([{ op: 'focus', id: id(10) }])
    bench.element.tool = 'control'
    bench.click(150, 215)
    bench.surface.dispatchEvent(new KeyboardEvent('keydown', { key: '9', code: 'Digit9', cancelable: true }))
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toMatchObject({ kind: 'key', node: 12, key: '9' })
    bench.click(150, 125)
    bench.surface.dispatchEvent(new KeyboardEvent('keydown', { key: '9', code: 'Digit9', cancelable: true }))
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toMatchObject({ kind: 'key', node: null })
  })

  test('typing shows at once, goes out letter by letter and settles on the page’s value', async () => {
    await open(INPUT, 1)
    bench.element.tool = 'control'
    bench.click(150, 215)
    await bench.flush()
    type('a')
    type('b')
    expect(bench.shown.querySelector('input')?.value).toBe('ab')
    await bench.flush()
    const edits = bench.commands.filter(({ action }) => action.kind === 'edit')
    expect(edits.map(({ action }) => action)).toMatchObject([
      { node: 10, start: 0, end: 0, text: 'a' },
      { node: 10, start: 1, end: 1, text: 'b' },
    ])
    for (const edit of edits) await bench.answer(edit, 'done')
    await bench.send([{ op: 'state', id: id(10), value: 'A B' }])
    await vi.waitFor(() => expect(bench.shown.querySelector('input')?.value).toBe('A B'))
    expect(keysArea().value).toBe('A B')
  })

  test('the caret stands between the letters', async () => {
    await open(INPUT.replace('<input', '<input value="iiiiiiiiii"'), 1)
    bench.element.tool = 'control'
    const letter = 16 * 0.6
    bench.click(102 + letter * 4, 215)
    await bench.flush()
    expect(keysArea().selectionStart).toBe(4)
    const caret = () => bench.element.shadowRoot?.querySelector<HTMLElement>('.box.caret')
    await vi.waitFor(() => expect(caret()).not.toBeNull())
    expect(Number.parseFloat(caret()?.style.left ?? '')).toBeCloseTo(102 + letter * 4, -1)
  })

  test('a native select opens a list; the choice goes to the page', async () => {
    const select = '<select style="position:absolute;left:100px;top:100px;width:120px;height:30px">'
    await open(`${select}<option>one<option>two</select>`, 5)
    bench.element.tool = 'control'
    bench.click(150, 115)
    const options = bench.element.shadowRoot?.querySelectorAll<HTMLElement>('[role=option]')
    expect(Array.from(options ?? [], (option) => option.textContent)).toEqual(['one', 'two'])
    options?.[1]?.click()
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toEqual({ kind: 'select', node: 10, indexes: [1] })
    expect(bench.shown.querySelector('select')?.selectedIndex).toBe(1)
    expect(bench.element.shadowRoot?.querySelector('[role=listbox]')).toBeNull()
  })

  test('sliders are dragged', async () => {
    await open(
      '<input type="range" style="position:absolute;left:100px;top:100px;width:216px;height:20px;margin:0">',
      1,
    )
    bench.element.tool = 'control'
    bench.pointer('pointerdown', 150, 110, { buttons: 1, button: 0 })
    bench.pointer('pointermove', 258, 110, { buttons: 1 })
    bench.pointer('pointerup', 258, 110)
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toEqual({ kind: 'value', node: 10, value: '75' })
  })

  test('keys without a field go to where the page’s focus is', async () => {
    await open(BUTTON, 2)
    await bench.send([{ op: 'focus', id: id(10) }])
    bench.element.tool = 'control'
    bench.surface.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', cancelable: true }),
    )
    await bench.flush()
    expect(bench.commands.at(-1)?.action).toMatchObject({ kind: 'key', node: null, key: 'Enter' })
  })

  test('back, forward, reload and addresses go to the page', async () => {
    await open(BUTTON, 2)
    bench.element.back()
    bench.element.navigate('/cart')
    await bench.flush()
    expect(bench.commands.map(({ action }) => action)).toEqual([
      { kind: 'back' },
      { kind: 'navigate', url: '/cart' },
    ])
  })
})

describe('what the visitor’s browser draws by itself', () => {
  const at = 'style="position:absolute;left:100px;top:100px;width:120px;height:30px"'
  const drawn = (selector: string) => bench.element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null
  const poll = <T>(read: () => T) => expect.poll(read, { timeout: 8000 })

  test('its message stands at the field, and is announced', async () => {
    await open(`<input ${at}>`, 1)
    await bench.send([{ op: 'bubble', bubble: { id: id(10), text: 'Please fill out this field.' } }])
    await poll(() => drawn('.bubble')?.textContent).toBe('Please fill out this field.')
    expect(drawn('[aria-live]')?.textContent).toContain('Please fill out this field.')
    const box = drawn('.bubble')?.getBoundingClientRect()
    const field = bench.surface.getBoundingClientRect()
    expect([box?.left, box?.top]).toEqual([field.left + 100, field.top + 100])
    await bench.send([{ op: 'bubble', bubble: null }])
    await poll(() => drawn('.bubble')).toBe(null)
  })

  test('the open list of a select, with groups and what is chosen', async () => {
    await open(
      `<select ${at}><optgroup label=Fruit><option>Apple<option selected>Pear</optgroup></select>`,
      6,
    )
    await bench.send([{ op: 'picker', id: id(10) }])
    await poll(() => drawn('.visitor .active')?.textContent).toBe('Pear')
    expect(drawn('.visitor .group')?.textContent).toBe('Fruit')
    await bench.send([{ op: 'state', id: id(10), selected: [0] }])
    await poll(() => drawn('.visitor .active')?.textContent).toBe('Apple')
    await bench.send([{ op: 'picker', id: null }])
    await poll(() => drawn('.visitor')).toBe(null)
  })

  test('suggestions that fit what is typed, and the day of a date', async () => {
    const list = '<datalist id=l><option value=Paris></option><option value=Rome></option></datalist>'
    await open(`<input list=l value=pa ${at}>${list}<input type=date value=2026-02-14 ${at}>`, 5)
    await bench.send([{ op: 'picker', id: id(10) }])
    await poll(() => drawn('.visitor .list-box')?.textContent).toBe('Paris')
    await bench.send([{ op: 'picker', id: id(14) }])
    await poll(() => drawn('.visitor .month .active')?.textContent).toBe('14')
  })

  test('the visitor’s caret in a field', async () => {
    await open(`<input value=words ${at}>`, 1)
    await bench.send([{ op: 'selection', selection: { kind: 'field', id: id(10), start: 2, end: 2 } }])
    await poll(() => drawn('.visitor-caret') !== null).toBe(true)
    await bench.send([{ op: 'selection', selection: { kind: 'field', id: id(10), start: 0, end: 3 } }])
    await poll(() => drawn('.box.selection') !== null && drawn('.visitor-caret') === null).toBe(true)
  })
})

describe('the session', () => {
  test('starts and ends with events and words', async () => {
    await open(BUTTON, 2)
    expect(bench.events['session.active']).toHaveLength(1)
    bench.element.end()
    await bench.flush()
    expect(bench.events['session.ended']).toEqual([{ reason: 'agent_ended' }])
    expect(bench.element.shadowRoot?.querySelector('.notice')?.textContent).toContain('You ended the session')
  })
})

import { VIEWER_ID } from '@alongside/testkit'
import { afterEach, expect, test } from 'vitest'
import { type Bench, id, pageWith, startBench } from './testing.ts'

let bench: Bench
afterEach(() => bench?.stop())

const notice = () => bench.element.shadowRoot?.querySelector<HTMLElement>('.notice:not(.slim)')
const said = () => (notice()?.style.display === 'none' ? '' : (notice()?.textContent ?? ''))

/** A frame of a stream that nobody can read. */
async function sendNoise(stream: number, seq: number): Promise<void> {
  bench.host.sendFrame([VIEWER_ID], stream, { seq, bytes: new Uint8Array([9, 9, 9]) })
  for (let turn = 0; turn < 5; turn++) await bench.flush()
}

test('R20 a page that cannot be shown again and again is said to be so, and not asked for without end', async () => {
  bench = await startBench()
  await bench.send(pageWith('<p>good</p>', 2))
  await sendNoise(2, 1)
  expect(bench.resyncs).toEqual([2])
  expect(said()).toBe('')
  for (let stream = 3; stream < 12; stream++) await sendNoise(stream, 1)
  expect(bench.resyncs).toEqual([2])
  expect(said()).toContain('The page cannot be shown')
  expect(bench.events.state?.at(-1)?.trouble).toContain('tried again by itself')
  // The element is there for whatever the agent does next; what was shown stays behind the words.
  expect(bench.shown.body.textContent).toBe('good')
})

test('R20 the words go when the page can be shown', async () => {
  bench = await startBench()
  await bench.send(pageWith('<p>good</p>', 2))
  await sendNoise(2, 1)
  await sendNoise(3, 1)
  expect(said()).toContain('The page cannot be shown')
  bench.reconnect('viewer')
  await bench.flush()
  await bench.send(pageWith('<p>again</p>', 2), { stream: 4, seq: 1 })
  expect(said()).toBe('')
  expect(bench.shown.body.textContent).toBe('again')
})

test('T12 a page that sends more than the server passes on is said to, until it begins anew', async () => {
  bench = await startBench()
  await bench.send(pageWith('<p>good</p>', 2))
  bench.tellProblem('viewer', 'page_too_busy')
  await bench.send([{ op: 'location', url: 'https://shop.example/', title: 'late' }], { stream: 1, seq: 2 })
  expect(said()).toContain('changes faster')
  await bench.send(pageWith('<p>again</p>', 2), { stream: 2, seq: 1 })
  expect(said()).toBe('')
})

test('R20 pages that replace each other in haste do not each get a frame', async () => {
  bench = await startBench()
  await bench.send(pageWith('<p>good</p>', 2))
  const frames = () => bench.element.shadowRoot?.querySelectorAll('iframe').length ?? 0
  for (let i = 0; i < 200; i++) {
    bench.host.sendFrame([VIEWER_ID], 2 + i, { seq: 1, bytes: new Uint8Array([0]) })
    while (bench.flushOne());
  }
  expect(frames()).toBeLessThanOrEqual(2)
  await bench.flush()
})

test('R14 what the page calls itself cannot turn the words around it', async () => {
  bench = await startBench()
  const title = `Bank\u202egnp.knab\n${'x'.repeat(5000)}`
  await bench.send([
    ...pageWith('<p>x</p>', 2),
    { op: 'location', url: 'https://shop.example/\u2066', title },
  ])
  const state = bench.events.state?.at(-1)
  expect(state?.title).toMatch(/^Bank gnp\.knab x+$/)
  expect(state?.title.length).toBe(300)
  expect(state?.url).toBe('https://shop.example/ ')
})

test('R3 nothing of the page takes the focus from the agent', async () => {
  bench = await startBench()
  const field = document.body.appendChild(document.createElement('input'))
  field.focus()
  const html =
    '<dialog open autofocus><input autofocus></dialog><input autofocus><div popover autofocus tabindex=0></div><iframe autofocus></iframe>'
  await bench.send(pageWith(html, 5))
  await bench.send([
    { op: 'focus', id: id(11) },
    { op: 'attributes', id: id(12), set: { autofocus: '', tabindex: '1' } },
  ])
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  expect(document.activeElement).toBe(field)
  field.remove()
})

import { createLinkPair, type LinkPair, VIEWER_ID } from '@alongside/testkit'
import { encodeFrame, type Op } from '@alongside/mirror/format'
import type { Command, CommandResult, Mode, Signal } from '@alongside/protocol'
import type { NodeId } from './mirror.ts'
import type { ViewerEvents } from './types.ts'
import { AlongsideViewer, defineAlongsideViewer } from './alongside-viewer.ts'

export const id = (n: number): NodeId => n as NodeId

/** A page 800 x 600: document 1, html 2, head 3, body 4 with this HTML from id 10 on. */
export function pageWith(html: string, count: number): Op[] {
  return [
    {
      op: 'document',
      id: id(1),
      host: null,
      doctype: { name: 'html', publicId: '', systemId: '' },
      quirks: false,
      base: 'https://shop.example/',
    },
    { op: 'viewport', width: 800, height: 600, devicePixelRatio: 1 },
    { op: 'location', url: 'https://shop.example/', title: 'Shop' },
    {
      op: 'insert',
      parent: id(1),
      before: null,
      ids: [2, 3],
      nodes: [{ e: 'html', k: [{ e: 'head' }, { e: 'body', a: { style: 'margin:0' } }] }],
    },
    { op: 'sheets', root: id(1), sheets: [] },
    { op: 'insert', parent: id(4), before: null, ids: [10, count], html },
    { op: 'progress', done: 1 },
  ]
}

export type Bench = LinkPair & {
  readonly element: AlongsideViewer
  readonly commands: Command[]
  readonly signals: Signal[]
  readonly acks: number[]
  readonly resyncs: number[]
  readonly events: { [E in keyof ViewerEvents]?: ViewerEvents[E][] }
  /** Sends a frame of ops in the host's stream and waits until the viewer has answered. */
  send(ops: Op[], over?: { stream?: number; seq?: number; epoch?: string }): Promise<void>
  answer(command: Command, result: 'done' | 'stale' | { refused: 'masked' }): Promise<void>
  /** The mirrored document that is shown. */
  readonly shown: Document
  /** Dispatches a pointer's way of clicking at page coordinates on the surface. */
  click(x: number, y: number, init?: MouseEventInit): void
  pointer(type: string, x: number, y: number, init?: PointerEventInit): void
  readonly surface: HTMLElement
  stop(): void
}

/** An element in this page over a link without a network; the test plays the host. */
export async function startBench(mode: Mode = 'shared'): Promise<Bench> {
  defineAlongsideViewer()
  const pair = createLinkPair({ mode })
  AlongsideViewer.connect = () => pair.viewer
  const element = document.createElement('alongside-viewer') as AlongsideViewer
  Object.assign(element.style, { width: '800px', height: '600px' })
  const events: Bench['events'] = {}
  for (const name of ['state', 'refused', 'session.active', 'session.ended', 'control.changed'] as const)
    element.addEventListener(name, (event) => {
      const list = (events[name] ??= []) as unknown[]
      list.push((event as CustomEvent).detail)
    })
  const commands: Command[] = []
  const signals: Signal[] = []
  const acks: number[] = []
  const resyncs: number[] = []
  pair.host.on('command', ({ command }) => commands.push(command))
  pair.host.on('signal', ({ signal }) => signals.push(signal))
  pair.host.on('ack', ({ seq }) => acks.push(seq))
  pair.host.on('resync', ({ stream }) => resyncs.push(stream))
  element.server = 'https://help.example'
  element.token = 'token'
  document.body.append(element)
  await Promise.resolve()
  await pair.flush()
  let nextSeq = 1
  let version = 0
  const root = element.shadowRoot
  if (root === null) throw new Error('no shadow root')
  const surface = root.querySelector<HTMLElement>('.surface')
  if (surface === null) throw new Error('no surface')

  const dispatch = dispatcherFor(surface)

  return {
    ...pair,
    element,
    commands,
    signals,
    acks,
    resyncs,
    events,
    surface,
    async send(ops, over = {}) {
      const { stream = 1, epoch = 'e1' } = over
      const seq = over.seq ?? nextSeq
      nextSeq = seq + 1
      const bytes = await encodeFrame({ epoch, version: version++, ops })
      const before = acks.length + resyncs.length
      pair.host.sendFrame([VIEWER_ID], stream, { seq, bytes })
      for (let turn = 0; turn < 50 && acks.length + resyncs.length === before; turn++) await pair.flush()
    },
    async answer({ id }, result) {
      const answer: CommandResult =
        typeof result === 'string'
          ? { id, status: result }
          : { id, status: 'refused', reason: result.refused }
      pair.host.send('command-result', { to: VIEWER_ID, result: answer })
      await pair.flush()
    },
    get shown() {
      const frames = Array.from(root.querySelectorAll<HTMLIFrameElement>('.page > iframe'))
      const shown = frames.find(({ style }) => style.visibility !== 'hidden')?.contentDocument
      if (shown == null) throw new Error('nothing is shown')
      return shown
    },
    click(x, y, init = {}) {
      dispatch('pointerdown', x, y, { buttons: 1, ...init })
      dispatch('pointerup', x, y, init)
      dispatch('click', x, y, { detail: 1, ...init })
    },
    pointer: (type, x, y, init = {}) => dispatch(type, x, y, init),
    stop() {
      element.remove()
    },
  }
}

type Dispatch = (type: string, x: number, y: number, init: PointerEventInit) => void

/** Dispatches at coordinates of the page, which is 800 CSS pixels wide. */
function dispatcherFor(surface: HTMLElement): Dispatch {
  return (type, x, y, init) => {
    const rect = surface.getBoundingClientRect()
    const scale = rect.width / 800
    const Kind = type.startsWith('pointer') ? PointerEvent : MouseEvent
    const place = { clientX: rect.left + x * scale, clientY: rect.top + y * scale }
    surface.dispatchEvent(
      new Kind(type, { bubbles: true, cancelable: true, composed: true, ...place, ...init }),
    )
  }
}

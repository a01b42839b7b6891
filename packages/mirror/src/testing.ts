import { expect } from 'vitest'
import { atEnd } from './at-end.ts'
import {
  type Capture,
  type CaptureOptions,
  type CaptureStream,
  type EncodedFrame,
  startCapture,
} from './capture/index.ts'
import { decodeFrame, type Op, type OpOf } from './format/index.ts'
import { createRebuild, type RebuildOptions } from './rebuild/index.ts'

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
  /** All ops of that name so far. */
  ops: <Name extends Op['op']>(name: Name) => readonly OpOf<Name>[]
  /** Messages about resources, as they were sent. */
  requests: readonly Uint8Array[]
  answers: readonly Uint8Array[]
}

const IDLE = {
  onProgress: () => undefined,
  onLocation: () => undefined,
  onViewport: () => undefined,
  onScroll: () => undefined,
  onFocus: () => undefined,
  onSelection: () => undefined,
  followsScroll: () => true,
}

function openPage(html: string): { frame: HTMLIFrameElement; view: Window & typeof globalThis } {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:800px;height:600px'
  document.body.append(frame)
  // Written, not srcdoc: that is never in quirks mode.
  frame.contentDocument?.write(html)
  frame.contentDocument?.close()
  const view = frame.contentWindow as (Window & typeof globalThis) | null
  if (view === null) throw new Error('no window')
  return { frame, view }
}

/** In the order in which they came, however long one takes to inflate. */
class Frames {
  pending = 0
  readonly #all: Op[]
  readonly #apply: (bytes: Uint8Array) => Promise<void>
  readonly #failures: unknown[]
  #last: Promise<unknown> = Promise.resolve()

  constructor(all: Op[], apply: (bytes: Uint8Array) => Promise<void>, failures: unknown[]) {
    this.#all = all
    this.#apply = apply
    this.#failures = failures
  }

  add({ bytes }: EncodedFrame, onApplied: () => void): void {
    this.pending++
    this.#last = this.#last
      .then(() => decodeFrame(bytes))
      .then(({ ops }) => this.#all.push(...ops))
      .then(() => this.#apply(bytes))
      .then(onApplied, (error: unknown) => this.#failures.push(error))
      .finally(() => this.pending--)
  }
}

export async function mirrored(
  html: string,
  options: Partial<RebuildOptions> = {},
  captureOptions: Partial<CaptureOptions> = {},
  keptSheets?: Set<string>,
): Promise<Pair> {
  const { frame, view } = openPage(html)
  const failures: unknown[] = []
  const capture = startCapture({
    window: view,
    masking: { mask: [], block: [] },
    isOwn: () => false,
    onFailure: (error) => failures.push(error),
    ...captureOptions,
  })
  const repairs: (readonly number[])[] = []
  const all: Op[] = []
  const opsOf = <Name extends Op['op']>(name: Name) => all.filter((op): op is OpOf<Name> => op.op === name)
  const rebuild = createRebuild({
    ...IDLE,
    parent: document.body,
    onRepair: (_epoch, nodes) => {
      repairs.push(nodes)
      stream.repair(nodes)
    },
    onRequest: (bytes) => {
      requests.push(bytes)
      stream.request(bytes)
    },
    ...options,
  })
  const requests: Uint8Array[] = []
  const frames = new Frames(all, (bytes) => rebuild.apply(bytes), failures)
  const answers: Uint8Array[] = []
  const stream = capture.openStream(
    (frame) => frames.add(frame, () => stream.acknowledge(frame.seq)),
    (bytes) => {
      answers.push(bytes)
      // As over a network: not within the call.
      setTimeout(() => rebuild.handleResource(bytes))
    },
    keptSheets,
  )
  atEnd(() => {
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
    inserts: () => opsOf('insert'),
    ops: opsOf,
    requests,
    answers,
    mirror: () => {
      const { contentDocument } = rebuild.frame
      if (contentDocument === null) throw new Error('no mirror')
      return contentDocument
    },
    settled: () =>
      expect
        .poll(() => failures.length > 0 || (frames.pending === 0 && stream.isSettled()), {
          timeout: 30_000,
          interval: 10,
        })
        .toBe(true),
  }
}

/** Tree as text: names, texts, live state, shadow roots and frames; with the computed style of every element. */
export function describe(root: Document | ShadowRoot | Element): string {
  const lines: string[] = []
  walk(root, 0)
  return lines.join('\n')

  function walk(node: Node, depth: number): void {
    const pad = ' '.repeat(depth)
    if (node.nodeType === 3 || node.nodeType === 4) {
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

export async function same({ page, mirror, settled }: Pair): Promise<void> {
  await settled()
  // The page may still be loading frames: both are read anew each time.
  await expect
    .poll(() => describe(mirror()) === describe(page), { timeout: 15_000, interval: 50 })
    .toBe(true)
    .catch(() => expect(describe(mirror())).toBe(describe(page)))
}

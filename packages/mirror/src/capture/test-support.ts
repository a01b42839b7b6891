import { describeMirror, describePage, type Description, ReferenceMirror } from '@alongside/testkit/pages'
import { expect } from 'vitest'
import { atEnd } from '../at-end.ts'
import type { Capture, CaptureOptions, CaptureStream, EncodedFrame } from './api.ts'
import { startCapture } from './index.ts'

/** A page in a frame of its own, captured, with a viewer that applies and acknowledges what it gets. */
export type TestPage = {
  readonly window: Window & typeof globalThis
  readonly document: Document
  readonly capture: Capture
  readonly failures: unknown[]
  readonly warnings: string[]
  openViewer(options?: { acknowledges?: boolean }): TestViewer
}

export type TestViewer = {
  readonly mirror: ReferenceMirror
  readonly stream: CaptureStream
  readonly frames: EncodedFrame[]
  /** All that was sent, as text. */
  sent(): string
  settled(): Promise<void>
  /** Waits until the mirror has the page's tree. */
  matches(): Promise<void>
  acknowledgeAll(): void
}

export type TestPageOptions = Partial<Omit<CaptureOptions, 'window' | 'onFailure'>> & {
  /** A document of this origin in whose place the page is written, so that it has an address. */
  readonly src?: string
  readonly before?: (window: Window & typeof globalThis) => void
}

export async function openPage(html: string, options: TestPageOptions = {}): Promise<TestPage> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:800px;height:600px'
  document.body.append(frame)
  atEnd(() => frame.remove())
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const whole = html.startsWith('<!DOCTYPE') ? html : `<!DOCTYPE html>${html}`
  if (options.src === undefined) frame.srcdoc = whole
  else frame.src = options.src
  await loaded
  if (options.src !== undefined) {
    frame.contentDocument?.open()
    frame.contentDocument?.write(whole)
    frame.contentDocument?.close()
  }
  const window = frame.contentWindow as (Window & typeof globalThis) | null
  if (window === null) throw new Error('The frame has no window.')
  options.before?.(window)
  const failures: unknown[] = []
  const warnings: string[] = []
  const isOwn = options.isOwn ?? (() => false)
  const capture = startCapture({
    window,
    masking: options.masking ?? { mask: [], block: [] },
    isOwn,
    onFailure: (error) => failures.push(error),
    onWarning: (message) => warnings.push(message),
  })
  atEnd(() => {
    capture.stop()
    expect(failures).toEqual([])
  })
  return {
    window,
    document: window.document,
    capture,
    failures,
    warnings,
    openViewer: ({ acknowledges = true } = {}) =>
      openViewer(capture, acknowledges, () => describePage(window.document, isOwn)),
  }
}

function openViewer(capture: Capture, acknowledges: boolean, page: () => Description): TestViewer {
  const mirror = new ReferenceMirror()
  const frames: EncodedFrame[] = []
  const problems: unknown[] = []
  let applying: Promise<unknown> = Promise.resolve()
  let pending = 0
  const apply = async (frame: EncodedFrame, before: Promise<unknown>): Promise<void> => {
    await before
    try {
      await mirror.apply(frame.bytes)
      if (mirror.broken.length > 0) stream.repair(mirror.broken.splice(0))
      if (acknowledges) stream.acknowledge(frame.seq)
    } catch (problem) {
      problems.push(problem)
    }
    pending--
  }
  const stream = capture.openStream((frame) => {
    frames.push(frame)
    pending++
    applying = apply(frame, applying)
  })
  const settled = async () => {
    await expect
      .poll(() => problems.length > 0 || (pending === 0 && stream.isSettled()), {
        timeout: 30_000,
        interval: 5,
      })
      .toBe(true)
    expect(problems).toEqual([])
  }
  return {
    mirror,
    stream,
    frames,
    sent: () => JSON.stringify(mirror.frames),
    settled,
    async matches() {
      await settled()
      expect(describeMirror(mirror)).toEqual(page())
    },
    acknowledgeAll: () => stream.acknowledge(frames[frames.length - 1]?.seq ?? 0),
  }
}

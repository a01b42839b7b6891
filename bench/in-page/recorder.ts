import { type CaptureStream, startCapture } from '@alongside/mirror/capture'
import { record } from 'rrweb'

/** Who looks at the page: nobody, an observer that does nothing (the floor of all that record changes), rrweb, or ours. */
export type Recorder = 'none' | 'observer' | 'rrweb' | 'alongside'

/** What would have gone over the network: when, and the bytes in base64 or rrweb's text. */
export type Sent = { readonly at: number; readonly bytes?: string; readonly text?: string }

export type RecorderTools = {
  /** `roundTripMs`: how long what viewers have got takes to be acknowledged. */
  start(name: Recorder, roundTripMs: number): void
  untilSettled(): Promise<void>
  takeSent(): readonly Sent[]
  /** Milliseconds that the browser takes for the HTML of the page. */
  outerHtml(): number
}

declare global {
  var benchRecorder: RecorderTools
}

const SETTLED_LOOK_MS = 20

let sent: { at: number; data: Uint8Array | string }[] = []
let stream: CaptureStream | null = null
let failure: unknown = null

const STARTS: Readonly<Record<Recorder, (roundTripMs: number) => void>> = {
  none: () => undefined,
  observer() {
    new MutationObserver(() => undefined).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
    })
  },
  rrweb() {
    record({ emit: (event) => void sent.push({ at: performance.now(), data: JSON.stringify(event) }) })
  },
  alongside(roundTripMs) {
    const capture = startCapture({
      window,
      masking: { mask: [], block: [] },
      isOwn: () => false,
      onFailure: (error) => (failure ??= error),
    })
    stream = capture.openStream(({ seq, bytes }) => {
      sent.push({ at: performance.now(), data: bytes })
      setTimeout(() => stream?.acknowledge(seq), roundTripMs)
    })
  },
}

globalThis.benchRecorder = {
  start: (name, roundTripMs) => STARTS[name](roundTripMs),
  async untilSettled() {
    do {
      await new Promise((resolve) => setTimeout(resolve, SETTLED_LOOK_MS))
      if (failure !== null) throw failure
    } while (stream?.isSettled() === false)
  },
  takeSent() {
    const taken = sent
    sent = []
    return taken.map(({ at, data }) =>
      typeof data === 'string' ? { at, text: data } : { at, bytes: base64(data) },
    )
  },
  outerHtml() {
    const begunAt = performance.now()
    const { length } = document.documentElement.outerHTML
    return length === 0 ? 0 : performance.now() - begunAt
  },
}

function base64(bytes: Uint8Array): string {
  return (bytes as Uint8Array & { toBase64(): string }).toBase64()
}

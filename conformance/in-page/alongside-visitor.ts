import { type CaptureStream, startCapture } from '@alongside/mirror/capture'
import { serveFrame } from '@alongside/mirror/serve-frame'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** The tag's part in the page under test: capture begins at once, streams as viewers join. */
function start(room: string): void {
  // One at a time, without collections: pages under test replace these.
  let current: { readonly number: number; readonly stream: CaptureStream } | null = null
  const streamOf = (number: number) => (current?.number === number ? current.stream : undefined)
  let failure: string | null = null
  const capture = startCapture({
    window,
    frameKey: room,
    // Only what is always masked.
    masking: { mask: [], block: [] },
    isOwn: () => false,
    onFailure: (error) => {
      failure = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    },
  })
  const relay = openRelay(room, 'visitor', {
    onText: handleText,
    onFrame: (stream, _seq, bytes) => streamOf(stream)?.request(bytes),
  })

  function handleText(text: string): void {
    const [kind, stream, values] = text.split(' ')
    const target = streamOf(Number(stream))
    if (kind === 'ack') target?.acknowledge(Number(values))
    if (kind === 'repair') target?.repair((values ?? '').split(',').map(Number))
  }

  publish('conformanceVisitor', {
    open(number) {
      current?.stream.close()
      const stream = capture.openStream(
        ({ seq, bytes }) => relay.sendFrame(number, seq, bytes),
        (bytes) => relay.sendFrame(number, 0, bytes),
      )
      current = { number, stream }
    },
    isSettled() {
      return relay.isIdle() && current?.stream.isSettled() !== false
    },
    get failure() {
      return failure
    },
  })
}

const room = document.currentScript?.getAttribute('data-room') ?? null
if (room !== null && window.parent === window) start(room)
else if (room !== null) {
  // As the tag does in frames: waits to be asked by the page around it.
  addEventListener(
    'message',
    ({ source, data, ports: [port] }: MessageEvent<{ alongside?: unknown } | null>) => {
      if (source !== window.parent || data?.alongside !== room || port === undefined) return
      serveFrame(port, startCapture, { window, isOwn: () => false, frameKey: room })
    },
  )
}

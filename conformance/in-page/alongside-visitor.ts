import { type CaptureStream, startCapture } from '@alongside/mirror/capture'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** The tag's part in the page under test: capture begins at once, streams as viewers join. As the tag does, not in frames. */
function start(room: string): void {
  const streams = new Map<number, CaptureStream>()
  let failure: string | null = null
  const capture = startCapture({
    window,
    // Only what is always masked.
    masking: { mask: [], block: [] },
    isOwn: () => false,
    onFailure: (error) => {
      failure = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    },
  })
  const relay = openRelay(room, 'visitor', {
    onText: handleText,
    onFrame: (stream, _seq, bytes) => streams.get(stream)?.request(bytes),
  })

  function handleText(text: string): void {
    const [kind, stream, values] = text.split(' ')
    const target = streams.get(Number(stream))
    if (kind === 'ack') target?.acknowledge(Number(values))
    if (kind === 'repair') target?.repair((values ?? '').split(',').map(Number))
  }

  publish('conformanceVisitor', {
    open(number) {
      streams.forEach((stream) => stream.close())
      streams.clear()
      streams.set(
        number,
        capture.openStream(
          ({ seq, bytes }) => relay.sendFrame(number, seq, bytes),
          (bytes) => relay.sendFrame(number, 0, bytes),
        ),
      )
    },
    isSettled() {
      let isSettled = relay.isIdle()
      streams.forEach((stream) => {
        if (!stream.isSettled()) isSettled = false
      })
      return isSettled
    },
    get failure() {
      return failure
    },
  })
}

const room = document.currentScript?.getAttribute('data-room') ?? null
if (room !== null && window.parent === window) start(room)

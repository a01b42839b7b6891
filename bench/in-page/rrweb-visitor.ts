import { record } from 'rrweb'
import { openRelay } from '../../conformance/in-page/relay-socket.ts'

/**
 * rrweb as it comes, started when it is told to: `record` with its defaults, each event as JSON, deflated by the browser as
 * we do (its own packer would cost the page more).
 */
function start(room: string): void {
  const relay = openRelay(room, 'visitor', {})
  let last: Promise<void> = Promise.resolve()
  let seq = 0
  const send = (text: string) => {
    const packed = pack(text)
    last = last.then(async () => relay.sendFrame(1, ++seq, await packed))
  }
  Object.defineProperty(window, 'benchVisitor', {
    value: { start: () => void record({ emit: (event) => send(JSON.stringify(event)) }) },
    enumerable: false,
  })
}

async function pack(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const room = document.currentScript?.getAttribute('data-room') ?? null
if (room !== null && window.parent === window) start(room)

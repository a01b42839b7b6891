import { Replayer } from 'rrweb'
import { openRelay } from '../../conformance/in-page/relay-socket.ts'

type Event = Parameters<Replayer['addEvent']>[0]

/** rrweb's live mode with the least delay that it can be given: no buffer. */
function start(room: string): void {
  const replayer = new Replayer([], {
    root: document.body,
    liveMode: true,
    mouseTail: false,
    pauseAnimation: false,
    showWarning: false,
  })
  replayer.startLive(Date.now())
  let last: Promise<void> = Promise.resolve()
  openRelay(room, 'viewer', {
    onFrame(_stream, _seq, bytes) {
      const text = unpack(bytes)
      last = last.then(async () => replayer.addEvent(JSON.parse(await text) as Event))
    },
  })
}

function unpack(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(stream).text()
}

start(location.search.slice(1))

import { Replayer } from 'rrweb'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** rrweb's replayer in live mode, with a buffer that is the least its guide names. */
const BUFFER_MS = 100

type Event = Parameters<Replayer['addEvent']>[0]

function start(room: string): void {
  let replayer: Replayer | null = null
  let current = 0
  const relay = openRelay(room, 'viewer', {
    onText(text) {
      const space = text.indexOf(' ')
      if (Number(text.slice(0, space)) === current)
        replayer?.addEvent(JSON.parse(text.slice(space + 1)) as Event)
    },
  })

  publish('conformanceViewer', {
    open(stream) {
      replayer?.destroy()
      current = stream
      replayer = new Replayer([], {
        root: document.body,
        liveMode: true,
        mouseTail: false,
        pauseAnimation: false,
        showWarning: false,
        UNSAFE_replayCanvas: true,
      })
      replayer.startLive(Date.now() - BUFFER_MS)
    },
    // What waits in the replayer's timer is found by comparing again.
    isSettled: () => relay.isIdle(),
    failure: null,
    async look(times) {
      const mirror = replayer?.iframe.contentDocument
      if (mirror == null) return null
      const isOwn = (node: Node) => replayer !== null && replayer.getMirror().getId(node) === -1
      return conformanceLook.look(mirror, { peer: 'rrweb', isMirror: true, isOwn }, times)
    },
  })
}

start(location.search.slice(1))

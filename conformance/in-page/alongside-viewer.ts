import { createRebuild, type Rebuild } from '@alongside/mirror/rebuild'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** Builds the mirror of one stream at a time, and answers. */
function start(room: string): void {
  let current = 0
  let rebuild: Rebuild | null = null
  let pending = 0
  let failure: string | null = null
  const { describe, detail, hold, release } = globalThis.conformanceLook
  const relay = openRelay(room, 'viewer', { onFrame: (...frame) => void apply(...frame) })
  const ignore = () => undefined

  async function apply(stream: number, seq: number, bytes: Uint8Array): Promise<void> {
    if (stream !== current || rebuild === null) return
    if (seq === 0) return rebuild.handleResource(bytes)
    pending++
    try {
      await rebuild.apply(bytes)
      relay.sendText(`ack ${stream} ${seq}`)
    } catch (error) {
      failure = String(error)
    }
    pending--
  }

  function open(stream: number): void {
    rebuild?.destroy()
    current = stream
    rebuild = createRebuild({
      parent: document.body,
      onRepair: (_epoch, nodes) => relay.sendText(`repair ${stream} ${nodes.join(',')}`),
      // Frames begin with 1: 0 says that it is about resources.
      onRequest: (bytes) => relay.sendFrame(stream, 0, bytes),
      onProgress: ignore,
      onLocation: ignore,
      onViewport: ignore,
      onScroll: ignore,
      onFocus: ignore,
      onSelection: ignore,
      followsScroll: () => true,
    })
  }

  const mirror = () => {
    if (rebuild?.document == null) throw new Error('There is no mirror yet')
    return rebuild.document
  }
  publish('conformanceViewer', {
    open,
    isSettled: () => pending === 0 && relay.isIdle(),
    get failure() {
      return failure
    },
    describe: () =>
      describe(mirror(), {
        peer: 'alongside',
        isMirror: true,
        addressOf: (element, name) => rebuild?.addressOf(element, name),
        isOwn: (node) => rebuild?.id(node) === undefined,
      }),
    detail,
    hold: (times) => hold(mirror(), times),
    release,
  })
}

start(location.hash.slice(1))

import { createRebuild, type Rebuild } from '@alongside/mirror/rebuild'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** Builds the mirror of one stream at a time, and answers. */
function start(room: string): void {
  let current = 0
  let rebuild: Rebuild | null = null
  let pending = 0
  let failure: string | null = null
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

  publish('conformanceViewer', {
    open,
    isSettled: () => pending === 0 && relay.isIdle(),
    get failure() {
      return failure
    },
    async look(times) {
      const mirror = rebuild?.document
      if (mirror == null) return null
      const addressOf = (element: Element, name: string) => rebuild?.addressOf(element, name)
      const isOwn = (node: Node) => rebuild?.id(node) === undefined
      return conformanceLook.look(mirror, { peer: 'alongside', isMirror: true, isOwn, addressOf }, times)
    },
  })
}

start(location.search.slice(1))

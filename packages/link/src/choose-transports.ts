import type { Manager } from 'socket.io-client'

/**
 * WebSocket first. Where it is refused at once, `tryAllTransports` goes on to polling in the same attempt; where it hangs
 * (firewalls that swallow the upgrade), the short time limit ends the attempt and the next one begins with polling.
 * A limit this short would shut out slow networks, so polling gets a long one.
 */
const WEBSOCKET_FIRST = { transports: ['websocket', 'polling'], timeoutMs: 2500 }
/** Connects by polling and moves to WebSocket only when a probe beside it succeeds, so a blocked one costs nothing. */
const POLLING_FIRST = { transports: ['polling', 'websocket'], timeoutMs: 20_000 }

/** Keeps the manager on the order that works: remembered for its life, changed after each attempt that fails. */
export function chooseTransports(manager: Manager): void {
  let order = WEBSOCKET_FIRST
  const use = (next: typeof order) => {
    order = next
    manager.opts.transports = next.transports
    manager.timeout(next.timeoutMs)
  }
  use(WEBSOCKET_FIRST)
  let isOpening = true
  manager.on('open', () => {
    isOpening = false
    if (manager.engine.transport.name === 'polling') use(POLLING_FIRST)
    // After a move to WebSocket the next connection may begin with it.
    manager.engine.once('upgrade', () => use(WEBSOCKET_FIRST))
  })
  manager.on('close', () => (isOpening = true))
  // An error of an open connection says nothing about the order; `close` follows it.
  manager.on('error', () => {
    if (isOpening) use(order === WEBSOCKET_FIRST ? POLLING_FIRST : WEBSOCKET_FIRST)
  })
}

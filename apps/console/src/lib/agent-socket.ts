import { agentDownSchemas, type AgentDown, type AgentUp } from '@alongside/protocol'
import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'

export type ConnectionState = 'connecting' | 'connected' | 'lost'
type DownEvent = keyof AgentDown

/**
 * The connection to the namespace `/agent`: live changes for the signed-in agent. Every event is parsed before anybody
 * sees it; what does not parse is dropped, the next refetch repairs it.
 */
export type AgentSocket = {
  readonly state: () => ConnectionState
  /** Each `subscribe` and `on` returns the way to stop. */
  subscribe(changed: () => void): () => void
  on<E extends DownEvent>(event: E, handler: (value: AgentDown[E]) => void): () => void
  /** Each time a connection stands again: whatever was missed must be asked for. */
  onConnected(handler: () => void): () => void
  /** The server does not know this agent (any more). */
  onUnauthenticated(handler: () => void): () => void
  sendTyping(typing: AgentUp['typing']): void
  close(): void
}

const REFUSED_KINDS = new Set(['unauthenticated', 'account_disabled', 'token_expired'])

/** Connects to this page's own origin, by the sign-in cookie; WebSocket, or long polling where that is blocked. */
export function createAgentSocket(): AgentSocket {
  const socket: Socket = io('/agent', { reconnectionDelay: 500, reconnectionDelayMax: 5000 })
  let state: ConnectionState = 'connecting'
  const watchers = new Set<() => void>()
  const refusals = new Set<() => void>()
  const setState = (next: ConnectionState) => {
    state = next
    for (const changed of watchers) changed()
  }
  let retry: ReturnType<typeof setTimeout> | undefined
  socket.on('connect', () => setState('connected'))
  socket.on('disconnect', (reason) => {
    setState('lost')
    // Socket.IO does not come back by itself after the server closed the connection.
    if (reason === 'io server disconnect') retry = setTimeout(() => socket.connect(), 1000)
  })
  socket.on('connect_error', (error) => {
    setState('lost')
    if (REFUSED_KINDS.has(refusalKind(error))) for (const refused of refusals) refused()
    else if (!socket.active) retry = setTimeout(() => socket.connect(), 3000)
  })
  return {
    state: () => state,
    subscribe: (changed) => listen(watchers, changed),
    onUnauthenticated: (handler) => listen(refusals, handler),
    onConnected(handler) {
      socket.on('connect', handler)
      return () => socket.off('connect', handler)
    },
    on(event, handler) {
      const name: string = event
      const receive = (value: unknown) => {
        const parsed = v.safeParse<v.GenericSchema<unknown, unknown>>(agentDownSchemas[event], value)
        if (parsed.success) handler(parsed.output as AgentDown[typeof event])
      }
      socket.on(name, receive)
      return () => socket.off(name, receive)
    },
    sendTyping: (typing) => {
      if (socket.connected) socket.volatile.emit('typing', typing)
    },
    close() {
      clearTimeout(retry)
      socket.close()
    },
  }
}

function listen(set: Set<() => void>, handler: () => void): () => void {
  set.add(handler)
  return () => set.delete(handler)
}

/** A refused handshake carries an ErrorBody in `data`; older proxies leave only the message. */
function refusalKind(error: Error): string {
  const data = 'data' in error ? error.data : undefined
  if (typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string') {
    return data.kind
  }
  return error.message
}

import type { AgentDown } from '@alongside/protocol'
import { createContext, useContext, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { createAgentSocket, type AgentSocket, type ConnectionState } from './agent-socket.ts'

const Context = createContext<AgentSocket | null>(null)

/** Holds the connection open while a signed-in agent is here. */
export function AgentSocketProvider(props: { onUnauthenticated: () => void; children: ReactNode }) {
  const [socket, setSocket] = useState<AgentSocket | null>(null)
  const refused = useEffectEvent(() => props.onUnauthenticated())
  useEffect(() => {
    const created = createAgentSocket()
    created.onUnauthenticated(() => refused())
    setSocket(created)
    return () => created.close()
  }, [])
  return <Context value={socket}>{props.children}</Context>
}

export function useAgentSocket(): AgentSocket | null {
  return useContext(Context)
}

/** Calls `handler` with each event of that name. */
export function useAgentEvent<E extends keyof AgentDown>(
  event: E,
  handler: (value: AgentDown[E]) => void,
): void {
  const socket = useContext(Context)
  const latest = useEffectEvent(handler)
  useEffect(() => socket?.on(event, (value) => latest(value)), [socket, event])
}

/** Calls `handler` whenever a connection stands, first and again. */
export function useAgentConnected(handler: () => void): void {
  const socket = useContext(Context)
  const latest = useEffectEvent(handler)
  useEffect(() => socket?.onConnected(() => latest()), [socket])
}

export function useConnectionState(): ConnectionState {
  const socket = useContext(Context)
  return useSyncExternalStore(
    (changed) => socket?.subscribe(changed) ?? (() => undefined),
    () => socket?.state() ?? 'connecting',
  )
}

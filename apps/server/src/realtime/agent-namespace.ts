import { AlongsideError, agentUpSchemas } from '@alongside/protocol'
import type { Namespace, Socket } from 'socket.io'
import { webHeaders } from '../http/require-agent.ts'
import { parseInput } from '../parse-input.ts'
import type { Agent } from '../ports/accounts.ts'
import type { Services } from '../services.ts'
import { admitting, answerWith } from './edge.ts'
import { rooms } from './rooms.ts'

/** How often the sign-in of an open console is looked at again, for one that ran out or was ended elsewhere. */
export const RECHECK_MS = 3 * 60_000

/** Serves `/agent`: the consoles of signed-in agents. Returns the way to stop. */
export function serveAgents(namespace: Namespace, services: Services): () => void {
  const agents = new WeakMap<Socket, Agent>()

  const check = admitting(services.log, async (socket: Socket) => {
    mustBeSameOrigin(socket, services.publicUrl)
    const agent = await services.accounts.agentFrom(webHeaders(socket.handshake.headers))
    if (agent === null) throw new AlongsideError('unauthenticated')
    agents.set(socket, agent)
  })
  namespace.use((socket, next) => void check(socket, next))

  namespace.on('connection', (socket) => {
    const agent = agents.get(socket)
    if (agent === undefined) return
    void socket.join([rooms.organization(agent.organizationId), rooms.agent(agent.id)])
    socket.on('typing', (payload: unknown, answer: unknown) => {
      void answerWith(answer, services.log, () => handleTyping(agent, payload))
    })
  })

  async function handleTyping(agent: Agent, payload: unknown): Promise<object> {
    const { conversationId, typing } = parseInput(agentUpSchemas.typing, payload)
    await services.conversations.agentTyping(agent, conversationId, typing)
    return {}
  }

  const stopChanges = services.accounts.onChange(({ id, disabled }) => {
    const sockets = [...namespace.sockets.values()].filter((socket) => agents.get(socket)?.id === id)
    for (const socket of sockets)
      if (disabled) socket.disconnect()
      else void recheck(socket)
  })
  let cancelRecheck = services.clock.after(RECHECK_MS, recheckAll)
  return () => {
    stopChanges()
    cancelRecheck()
  }

  function recheckAll(): void {
    for (const socket of namespace.sockets.values()) void recheck(socket)
    cancelRecheck = services.clock.after(RECHECK_MS, recheckAll)
  }

  /** With a new role the console goes on; without a sign-in it does not. */
  async function recheck(socket: Socket): Promise<void> {
    try {
      const agent = await services.accounts.agentFrom(webHeaders(socket.handshake.headers), 'idle')
      if (agent === null) socket.disconnect()
      else agents.set(socket, agent)
    } catch (error) {
      services.log.error({ err: error }, 'an account was not checked')
    }
  }
}

/** The cookie alone must not do: another site's page can open a connection with it. */
function mustBeSameOrigin({ handshake }: Socket, publicUrl: string): void {
  const { origin, host } = handshake.headers
  if (origin === undefined || origin === publicUrl) return
  if (URL.canParse(origin) && new URL(origin).host === host) return
  throw new AlongsideError('forbidden', 'This connection came from another site.')
}

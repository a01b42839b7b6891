import { AlongsideError, agentUpSchemas } from '@alongside/protocol'
import type { Namespace, Socket } from 'socket.io'
import { webHeaders } from '../http/require-agent.ts'
import { parseInput } from '../parse-input.ts'
import type { Agent } from '../ports/accounts.ts'
import type { Services } from '../services.ts'
import { admitting, answerWith } from './edge.ts'
import { rooms } from './rooms.ts'

/** Serves `/agent`: the consoles of signed-in agents. Returns the way to stop listening to changes of accounts. */
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

  return services.accounts.onChange(({ id, disabled }) => {
    const sockets = [...namespace.sockets.values()].filter((socket) => agents.get(socket)?.id === id)
    for (const socket of sockets)
      if (disabled) socket.disconnect()
      else
        recheck(socket).catch((error: unknown) =>
          services.log.error({ err: error }, 'an account was not checked'),
        )
  })

  /** With a new role the console goes on; without a sign-in it does not. */
  async function recheck(socket: Socket): Promise<void> {
    const agent = await services.accounts.agentFrom(webHeaders(socket.handshake.headers))
    if (agent === null) socket.disconnect()
    else agents.set(socket, agent)
  }
}

/** The cookie alone must not do: another site's page can open a connection with it. */
function mustBeSameOrigin({ handshake }: Socket, publicUrl: string): void {
  const { origin, host } = handshake.headers
  if (origin === undefined || origin === publicUrl) return
  if (URL.canParse(origin) && new URL(origin).host === host) return
  throw new AlongsideError('forbidden', 'This connection came from another site.')
}

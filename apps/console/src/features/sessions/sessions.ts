import { agentSessionSchema, type AgentSession } from '@alongside/protocol'
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { useAgentConnected, useAgentEvent } from '#lib/agent-socket-context.tsx'
import { consolePath, request } from '#lib/api-client.ts'
import { mergeFetchedSessions, mergeSession } from './session-list-state.ts'

const schema = v.object({ sessions: v.array(agentSessionSchema) })
const SESSIONS_KEY = ['sessions'] as const
type List = readonly AgentSession[]

/** The agent's own sessions and open invitations, and the ended ones that were not dismissed yet. */
export function useSessions() {
  const client = useQueryClient()
  return useQuery({
    queryKey: SESSIONS_KEY,
    queryFn: async ({ signal }): Promise<List> => {
      const { sessions } = await request(schema, consolePath('/sessions'), { signal })
      return mergeFetchedSessions(client.getQueryData<List>(SESSIONS_KEY) ?? [], sessions)
    },
  })
}

export function changeSessions(client: QueryClient, change: (list: List) => List): void {
  client.setQueryData(SESSIONS_KEY, (list: List | undefined) => change(list ?? []))
}

/** Keeps the sessions up to date for as long as an agent is signed in. */
export function useLiveSessions(): void {
  const client = useQueryClient()
  useAgentEvent('session', (session) => changeSessions(client, (list) => mergeSession(list, session)))
  useAgentConnected(() => void client.invalidateQueries({ queryKey: SESSIONS_KEY }))
}

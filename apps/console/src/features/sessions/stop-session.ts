import { agentSessionSchema, type AgentSession } from '@alongside/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { isKind } from '#lib/error-message.ts'
import { mergeSession } from './session-list-state.ts'
import { changeSessions } from './sessions.ts'

const schema = v.object({ session: agentSessionSchema })

/** Withdraws an invitation that is open, ends a session that runs. Having ended meanwhile is as good. */
export function useStopSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (session: AgentSession) => {
      const action = session.state === 'active' ? 'end' : 'withdraw'
      try {
        return await stop(session, action)
      } catch (error) {
        // Accepted in this very moment: what was an invitation is a session now.
        if (action === 'withdraw' && isKind(error, 'conflict')) return stop(session, 'end')
        if (isKind(error, 'session_ended') || isKind(error, 'invitation_closed')) return null
        throw error
      }
    },
    onSuccess: (answer) => {
      if (answer !== null) changeSessions(client, (list) => mergeSession(list, answer.session))
      else void client.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
}

const stop = (session: AgentSession, action: 'end' | 'withdraw') =>
  request(schema, consolePath(`/sessions/${session.id}/${action}`), { method: 'POST' })

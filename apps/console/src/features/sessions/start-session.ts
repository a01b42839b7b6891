import {
  agentSessionSchema,
  conversationSummarySchema,
  type AgentSession,
  type ConversationId,
  type Mode,
} from '@alongside/protocol'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { mergeSession } from './session-list-state.ts'
import { changeSessions } from './sessions.ts'
import { storeViewerToken } from './viewer-token.ts'

const inviteSchema = v.object({ session: agentSessionSchema, viewerToken: v.string() })
const redeemSchema = v.object({ conversation: conversationSummarySchema, ...inviteSchema.entries })

function storeStarted(client: QueryClient, session: AgentSession, viewerToken: string): void {
  storeViewerToken(client, session.id, viewerToken)
  changeSessions(client, (list) => mergeSession(list, session))
}

/**
 * Invites the visitor of a conversation.
 * @throws {AlongsideError} `session_exists`, `not_connected`
 */
export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (invite: { conversationId: ConversationId; mode: Mode }) =>
      request(inviteSchema, consolePath(`/conversations/${invite.conversationId}/invitations`), {
        method: 'POST',
        body: { mode: invite.mode },
      }),
    onSuccess: ({ session, viewerToken }) => storeStarted(client, session, viewerToken),
  })
}

/**
 * Enters the code that a visitor read out on the phone.
 * @throws {AlongsideError} `code_invalid`, `rate_limited`, `session_exists`
 */
export function useRedeemCode() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { code: string; mode: Mode }) =>
      request(redeemSchema, consolePath('/codes/redeem'), { method: 'POST', body }),
    onSuccess: ({ session, viewerToken }) => storeStarted(client, session, viewerToken),
  })
}

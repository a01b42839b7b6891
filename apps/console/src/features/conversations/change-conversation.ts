import { conversationSummarySchema, type ConversationId, type UserId } from '@alongside/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { toasts } from '#lib/toasts.ts'
import { conversationsQuery, storeConversation } from './conversations.ts'
import { conversationKey } from './message-list-state.ts'

const schema = v.object({ conversation: conversationSummarySchema })

/** Takes, closes or marks as read. All three answer with the conversation's new state. */
export function useChangeConversation(agentId: UserId, change: 'take' | 'close' | 'read') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: ConversationId) =>
      request(schema, consolePath(`/conversations/${id}/${change}`), { method: 'POST' }),
    onSuccess: ({ conversation }) => storeConversation(client, conversation, agentId),
    onError: (error, id) => {
      // Being read is not worth a message; the next one tries again.
      if (change !== 'read') toasts.error(error)
      void client.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      void client.invalidateQueries({ queryKey: conversationKey(id) })
    },
  })
}

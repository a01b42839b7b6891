import { conversationSummarySchema, messageSchema, type ConversationId } from '@alongside/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { conversationKey, mergeFetched, type ConversationDetail } from './message-list-state.ts'

const schema = v.object({ conversation: conversationSummarySchema, messages: v.array(messageSchema) })

/** One conversation with its messages. */
export function useConversation(id: ConversationId) {
  const client = useQueryClient()
  return useQuery({
    queryKey: conversationKey(id),
    queryFn: async ({ signal }): Promise<ConversationDetail> => {
      const fetched = await request(schema, consolePath(`/conversations/${id}`), { signal })
      const cached = client.getQueryData<ConversationDetail>(conversationKey(id))
      return { ...fetched, messages: mergeFetched(cached?.messages ?? [], fetched.messages) }
    },
  })
}

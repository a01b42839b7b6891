import { conversationSummarySchema, type ConversationSummary, type UserId } from '@alongside/protocol'
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { compareConversations, mergeConversation } from './conversation-list-state.ts'
import { conversationKey, type ConversationDetail } from './message-list-state.ts'

const schema = v.object({ conversations: v.array(conversationSummarySchema) })

/** Waiting conversations and the agent's own, in the order of the list. */
export const conversationsQuery = queryOptions({
  queryKey: ['conversations'],
  queryFn: async ({ signal }): Promise<readonly ConversationSummary[]> => {
    const { conversations } = await request(schema, consolePath('/conversations'), { signal })
    return conversations.sort(compareConversations)
  },
})

export const useConversations = () => useQuery(conversationsQuery)

/** Puts a new state of a conversation wherever it is shown. */
export function storeConversation(client: QueryClient, summary: ConversationSummary, agentId: UserId): void {
  client.setQueryData(conversationsQuery.queryKey, (list: readonly ConversationSummary[] | undefined) =>
    list === undefined ? undefined : mergeConversation(list, summary, agentId),
  )
  client.setQueryData(conversationKey(summary.id), (detail: ConversationDetail | undefined) =>
    detail === undefined || detail.conversation.updatedAt > summary.updatedAt
      ? detail
      : { ...detail, conversation: summary },
  )
}

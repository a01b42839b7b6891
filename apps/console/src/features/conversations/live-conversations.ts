import type { ConversationSummary, UserId } from '@alongside/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAgentConnected, useAgentEvent } from '#lib/agent-socket-context.tsx'
import { beep } from '#lib/beep.ts'
import { badgeTitle, countAttention } from './conversation-list-state.ts'
import { conversationsQuery, storeConversation, useConversations } from './conversations.ts'
import { mergeMessage } from './message-list-state.ts'
import { changeMessages } from './send-message.ts'

/**
 * Keeps the conversations up to date for as long as an agent is signed in, whatever page is open: events, a refetch after
 * each reconnection, sound, and the badge in the tab's title.
 */
export function useLiveConversations(agentId: UserId, sound: boolean): void {
  const client = useQueryClient()
  const { data } = useConversations()
  const knownList = () => client.getQueryData<readonly ConversationSummary[]>(conversationsQuery.queryKey)

  useAgentEvent('conversation', (conversation) => {
    const isNew = knownList()?.every(({ id }) => id !== conversation.id) ?? false
    if (sound && isNew && conversation.state === 'waiting') beep('arrival')
    storeConversation(client, conversation, agentId)
  })
  useAgentEvent('message', ({ conversationId, message }) => {
    changeMessages(client, conversationId, (list) => mergeMessage(list, message))
    const own = knownList()?.some(({ id, state }) => id === conversationId && state === 'taken') ?? false
    if (sound && own && message.author === 'visitor') beep('message')
  })
  useAgentConnected(() => {
    void client.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    void client.invalidateQueries({ queryKey: ['conversation'] })
  })

  const count = countAttention(data ?? [])
  useEffect(() => {
    document.title = badgeTitle(count, 'Alongside')
  }, [count])
}

import { messageSchema, type ConversationId } from '@alongside/protocol'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'
import { serverClock } from '#lib/server-clock.ts'
import { toasts } from '#lib/toasts.ts'
import {
  conversationKey,
  draftMessage,
  markFailed,
  mergeMessage,
  type ChatMessage,
  type ConversationDetail,
} from './message-list-state.ts'

const schema = v.object({ message: messageSchema })
type Outgoing = { readonly clientId: string; readonly text: string }

/** Sends a message: it is shown at once, and marked if it did not arrive. Sending it again stores it once. */
export function useSendMessage(conversationId: ConversationId, authorName: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Outgoing) =>
      request(schema, consolePath(`/conversations/${conversationId}/messages`), { method: 'POST', body }),
    onMutate: ({ clientId, text }) =>
      changeMessages(client, conversationId, (list) =>
        mergeMessage(list, draftMessage(clientId, text, authorName, serverClock.now())),
      ),
    onSuccess: ({ message }, { clientId }) =>
      changeMessages(client, conversationId, (list) => mergeMessage(list, { ...message, clientId })),
    onError: (error, { clientId }) => {
      toasts.error(error)
      changeMessages(client, conversationId, (list) => markFailed(list, clientId))
    },
  })
}

/** Changes the messages of a conversation that is loaded; of another there is nothing to change. */
export function changeMessages(
  client: QueryClient,
  id: ConversationId,
  change: (list: readonly ChatMessage[]) => readonly ChatMessage[],
): void {
  client.setQueryData(conversationKey(id), (detail: ConversationDetail | undefined) =>
    detail === undefined ? undefined : { ...detail, messages: change(detail.messages) },
  )
}

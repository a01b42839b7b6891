import type { ConversationId, ConversationSummary, Message, MessageId } from '@alongside/protocol'

/** A message as the agent sees it: their own ones appear before the server has confirmed them. */
export type ChatMessage = Message & { readonly delivery?: 'sending' | 'failed' }
export type ConversationDetail = {
  readonly conversation: ConversationSummary
  readonly messages: readonly ChatMessage[]
}

/** Adds a message, or replaces the one it confirms (same id, or same id of the sender). Ordered by time sent. */
export function mergeMessage(list: readonly ChatMessage[], incoming: ChatMessage): readonly ChatMessage[] {
  const others = list.filter((message) => !isSame(message, incoming))
  return [...others, incoming].sort((a, b) => a.sentAt - b.sentAt)
}

/** An answer with all messages keeps what has not been confirmed yet. */
export function mergeFetched(
  cached: readonly ChatMessage[],
  fetched: readonly Message[],
): readonly ChatMessage[] {
  const open = cached.filter(
    (message) => message.delivery !== undefined && !fetched.some((known) => isSame(known, message)),
  )
  return open.reduce(mergeMessage, fetched)
}

function isSame(a: Message, b: Message): boolean {
  return a.id === b.id || (a.clientId !== undefined && a.clientId === b.clientId)
}

/** The agent's message until the server has answered. */
export function draftMessage(
  clientId: string,
  text: string,
  authorName: string,
  sentAt: number,
): ChatMessage {
  return {
    id: `draft-${clientId}` as MessageId,
    author: 'agent',
    authorName,
    text,
    sentAt,
    clientId,
    delivery: 'sending',
  }
}

export function markFailed(list: readonly ChatMessage[], clientId: string): readonly ChatMessage[] {
  return list.map((message) =>
    message.clientId === clientId && message.delivery === 'sending'
      ? { ...message, delivery: 'failed' as const }
      : message,
  )
}

/** Messages of one author in a row that share a heading. */
export type MessageGroup = { readonly first: ChatMessage; readonly messages: readonly ChatMessage[] }
const SAME_GROUP_MS = 5 * 60_000

export function groupMessages(list: readonly ChatMessage[]): readonly MessageGroup[] {
  const groups: { first: ChatMessage; messages: ChatMessage[] }[] = []
  for (const message of list) {
    const group = groups.at(-1)
    const last = group?.messages.at(-1)
    const follows =
      last !== undefined &&
      last.author === message.author &&
      last.authorName === message.authorName &&
      message.sentAt - last.sentAt < SAME_GROUP_MS
    if (group !== undefined && follows) group.messages.push(message)
    else groups.push({ first: message, messages: [message] })
  }
  return groups
}

export const conversationKey = (id: ConversationId) => ['conversation', id] as const

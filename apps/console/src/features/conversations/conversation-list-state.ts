import type { ConversationSummary, UserId } from '@alongside/protocol'

/** The list of an agent as plain functions: what belongs in it, in which order, and how live events change it. */

/** Waiting ones belong to everybody, taken ones to whoever took them; closed ones leave the list. */
function belongsTo(conversation: ConversationSummary, agentId: UserId): boolean {
  switch (conversation.state) {
    case 'waiting':
      return true
    case 'taken':
      return conversation.agent?.id === agentId
    case 'closed':
      return false
  }
}

/** Waiting ones first, longest wait on top; then own ones, last activity on top. */
export function compareConversations(a: ConversationSummary, b: ConversationSummary): number {
  if (a.state !== b.state) return a.state === 'waiting' ? -1 : 1
  return a.state === 'waiting' ? a.startedAt - b.startedAt : b.updatedAt - a.updatedAt
}

/**
 * The list after an event or an answer. One that is older than what is known (an answer that was overtaken by an event)
 * changes nothing.
 */
export function mergeConversation(
  list: readonly ConversationSummary[],
  incoming: ConversationSummary,
  agentId: UserId,
): readonly ConversationSummary[] {
  const known = list.find((conversation) => conversation.id === incoming.id)
  if (known !== undefined && known.updatedAt > incoming.updatedAt) return list
  const others = list.filter((conversation) => conversation.id !== incoming.id)
  return belongsTo(incoming, agentId) ? [...others, incoming].sort(compareConversations) : others
}

/** What asks for the agent's attention: waiting conversations, and unread messages in own ones. */
export function countAttention(list: readonly ConversationSummary[]): number {
  return list.reduce((sum, { state, unread }) => sum + (state === 'waiting' ? 1 : unread), 0)
}

/** `(3) Alongside` */
export function badgeTitle(count: number, title: string): string {
  return count === 0 ? title : `(${count > 99 ? '99+' : count}) ${title}`
}

import type { AgentSession, ConversationId, EndReason, SessionId } from '@alongside/protocol'

/** The agent's sessions as plain functions. Ended ones stay until they are dismissed: they say why it ended. */

export const isLive = (session: AgentSession): boolean => session.state !== 'ended'

const ORDER: readonly AgentSession['state'][] = ['pending', 'authorizing', 'active', 'ended']

/**
 * Adds or replaces a session. Its state never goes back: news by the socket may overtake the answer to a request. A new one
 * clears what was left of its conversation.
 */
export function mergeSession(list: readonly AgentSession[], incoming: AgentSession): readonly AgentSession[] {
  const known = list.find((session) => session.id === incoming.id)
  if (known !== undefined && ORDER.indexOf(incoming.state) < ORDER.indexOf(known.state)) return list
  if (known?.state === 'ended' && incoming.endReason === null) return list
  // An end that this console never saw the beginning of is no news.
  if (known === undefined && !isLive(incoming)) return list
  const others = list.filter(
    (session) =>
      session.id !== incoming.id &&
      (isLive(session) || !isLive(incoming) || session.conversationId !== incoming.conversationId),
  )
  return [...others, incoming].sort((a, b) => a.createdAt - b.createdAt)
}

/**
 * After a reload or a reconnection: the server lists what runs. What was live here and is not in its answer has ended
 * meanwhile, for a reason that nobody told us.
 */
export function mergeFetchedSessions(
  cached: readonly AgentSession[],
  fetched: readonly AgentSession[],
): readonly AgentSession[] {
  const isGone = (session: AgentSession) => isLive(session) && fetched.every(({ id }) => id !== session.id)
  const known = cached.map((session) =>
    isGone(session) ? { ...session, state: 'ended' as const, endReason: null } : session,
  )
  return fetched.filter(isLive).reduce(mergeSession, known)
}

export function markEnded(
  list: readonly AgentSession[],
  id: SessionId,
  reason: EndReason,
): readonly AgentSession[] {
  return list.map((session) =>
    session.id === id && isLive(session) ? { ...session, state: 'ended', endReason: reason } : session,
  )
}

export function dismissSession(list: readonly AgentSession[], id: SessionId): readonly AgentSession[] {
  return list.filter((session) => session.id !== id)
}

/** The newest session of a conversation, running or just ended. */
export function sessionOf(
  list: readonly AgentSession[],
  conversationId: ConversationId | null,
): AgentSession | null {
  if (conversationId === null) return null
  return list.findLast((session) => session.conversationId === conversationId) ?? null
}

/** Ended before it began: the invitation was not accepted. */
export function wasOnlyInvitation({ endReason }: AgentSession): boolean {
  return endReason === 'declined' || endReason === 'withdrawn' || endReason === 'expired'
}

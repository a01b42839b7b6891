import type { ConversationId, Message, VisitorId } from '@alongside/protocol'
import type {
  Conversation,
  ConversationListing,
  ConversationStore,
  Visitor,
} from '../ports/conversation-store.ts'

/** Visitors, conversations and messages in memory, for tests. */
export function createMemoryConversationStore(): ConversationStore {
  const visitors = new Map<VisitorId, Visitor>()
  const conversations = new Map<ConversationId, Conversation>()
  const messages = new Map<ConversationId, Message[]>()

  function change(id: ConversationId, part: Partial<Conversation>): Conversation | null {
    const current = conversations.get(id)
    if (current === undefined) return null
    const changed = { ...current, ...part }
    conversations.set(id, changed)
    return changed
  }

  function list(conversation: Conversation): ConversationListing {
    const visitor = visitors.get(conversation.visitorId)
    if (visitor === undefined) throw new Error('A conversation has no visitor.')
    return { conversation, visitor, lastMessage: messages.get(conversation.id)?.at(-1) ?? null }
  }

  const newestFirst = (a: ConversationListing, b: ConversationListing) =>
    b.conversation.updatedAt - a.conversation.updatedAt

  return {
    async saveVisitor(visitor) {
      visitors.set(visitor.id, visitor)
    },
    async visitor(id) {
      return visitors.get(id) ?? null
    },
    async save(conversation) {
      const old = conversations.get(conversation.id)
      const { unreadByAgent, unreadByVisitor } = old ?? conversation
      conversations.set(conversation.id, { ...conversation, unreadByAgent, unreadByVisitor })
    },
    async byId(id) {
      return conversations.get(id) ?? null
    },
    async latestOf(visitorId) {
      const own = [...conversations.values()].filter((conversation) => conversation.visitorId === visitorId)
      return own.reduce<Conversation | null>(
        (latest, one) => (latest === null || one.startedAt >= latest.startedAt ? one : latest),
        null,
      )
    },
    async take(id, agent, at) {
      if (conversations.get(id)?.state !== 'waiting') return null
      return change(id, { state: 'taken', agent, updatedAt: at })
    },
    async addMessage(id, message) {
      const all = messages.get(id) ?? []
      const old = all.find(
        (one) =>
          one.author === message.author && one.clientId !== undefined && one.clientId === message.clientId,
      )
      if (old !== undefined) return { message: old, added: false }
      messages.set(id, [...all, message])
      const current = conversations.get(id)
      change(id, {
        updatedAt: message.sentAt,
        unreadByAgent: (current?.unreadByAgent ?? 0) + (message.author === 'visitor' ? 1 : 0),
        unreadByVisitor: (current?.unreadByVisitor ?? 0) + (message.author === 'visitor' ? 0 : 1),
      })
      return { message, added: true }
    },
    async messages(id) {
      return messages.get(id) ?? []
    },
    async markRead(id, by) {
      change(id, by === 'agent' ? { unreadByAgent: 0 } : { unreadByVisitor: 0 })
    },
    async listing(id) {
      const conversation = conversations.get(id)
      return conversation === undefined ? null : list(conversation)
    },
    async openFor(organizationId, agentId) {
      return [...conversations.values()]
        .filter((one) => one.organizationId === organizationId)
        .filter((one) => one.state === 'waiting' || (one.state === 'taken' && one.agent?.id === agentId))
        .map(list)
        .sort(newestFirst)
    },
    async search(organizationId, { query, before, limit }) {
      const wanted = query.toLowerCase()
      return [...conversations.values()]
        .filter((one) => one.organizationId === organizationId && (before === null || one.updatedAt < before))
        .map(list)
        .filter((listing) => listing.lastMessage !== null)
        .filter(({ conversation, visitor }) =>
          [
            visitor.identity.name,
            conversation.agent?.name,
            ...(messages.get(conversation.id) ?? []).map((message) => message.text),
          ].some((text) => text?.toLowerCase().includes(wanted) ?? wanted === ''),
        )
        .sort(newestFirst)
        .slice(0, limit)
    },
  }
}

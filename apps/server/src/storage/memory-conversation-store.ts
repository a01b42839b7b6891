import type { ConversationId, Message, VisitorId } from '@alongside/protocol'
import type {
  Conversation,
  ConversationListing,
  ConversationStore,
  Visitor,
} from '../ports/conversation-store.ts'

/** Visitors, conversations and messages in memory, for tests. */
export class MemoryConversationStore implements ConversationStore {
  readonly #visitors = new Map<VisitorId, Visitor>()
  readonly #conversations = new Map<ConversationId, Conversation>()
  readonly #messages = new Map<ConversationId, Message[]>()

  async saveVisitor(visitor: Visitor): Promise<void> {
    this.#visitors.set(visitor.id, visitor)
  }

  async visitor(id: VisitorId): Promise<Visitor | null> {
    return this.#visitors.get(id) ?? null
  }

  async save(conversation: Conversation): Promise<void> {
    const { unreadByAgent, unreadByVisitor } = this.#conversations.get(conversation.id) ?? conversation
    this.#conversations.set(conversation.id, { ...conversation, unreadByAgent, unreadByVisitor })
  }

  async byId(id: ConversationId): Promise<Conversation | null> {
    return this.#conversations.get(id) ?? null
  }

  async latestOf(visitorId: VisitorId): Promise<Conversation | null> {
    const own = [...this.#conversations.values()].filter((one) => one.visitorId === visitorId)
    return own.toSorted((a, b) => a.startedAt - b.startedAt).at(-1) ?? null
  }

  async take(
    id: ConversationId,
    agent: NonNullable<Conversation['agent']>,
    at: number,
  ): Promise<Conversation | null> {
    if (this.#conversations.get(id)?.state !== 'waiting') return null
    return this.#change(id, { state: 'taken', agent, updatedAt: at })
  }

  async addMessage(id: ConversationId, message: Message): Promise<{ message: Message; added: boolean }> {
    const all = this.#messages.get(id) ?? []
    const isSame = (one: Message) =>
      one.author === message.author && one.clientId !== undefined && one.clientId === message.clientId
    const old = all.find(isSame)
    if (old !== undefined) return { message: old, added: false }
    this.#messages.set(id, [...all, message])
    const { unreadByAgent = 0, unreadByVisitor = 0 } = this.#conversations.get(id) ?? {}
    const unread =
      message.author === 'visitor'
        ? { unreadByAgent: unreadByAgent + 1 }
        : { unreadByVisitor: unreadByVisitor + 1 }
    this.#change(id, { ...unread, updatedAt: message.sentAt })
    return { message, added: true }
  }

  async messages(id: ConversationId): Promise<readonly Message[]> {
    return this.#messages.get(id) ?? []
  }

  async markRead(id: ConversationId, by: 'agent' | 'visitor'): Promise<void> {
    this.#change(id, by === 'agent' ? { unreadByAgent: 0 } : { unreadByVisitor: 0 })
  }

  async listing(id: ConversationId): Promise<ConversationListing | null> {
    const conversation = this.#conversations.get(id)
    return conversation === undefined ? null : this.#list(conversation)
  }

  async openFor(
    organizationId: Conversation['organizationId'],
    agentId: string,
  ): Promise<readonly ConversationListing[]> {
    return this.#newestFirst(
      (one) =>
        one.organizationId === organizationId &&
        (one.state === 'waiting' || (one.state === 'taken' && one.agent?.id === agentId)),
    )
  }

  async search(
    organizationId: Conversation['organizationId'],
    { query, before, limit }: Parameters<ConversationStore['search']>[1],
  ): Promise<readonly ConversationListing[]> {
    return this.#newestFirst(
      (one) => one.organizationId === organizationId && (before === null || one.updatedAt < before),
    )
      .filter((listing) => listing.lastMessage !== null && this.#mentions(listing, query.toLowerCase()))
      .slice(0, limit)
  }

  #mentions({ conversation, visitor }: ConversationListing, wanted: string): boolean {
    const texts = (this.#messages.get(conversation.id) ?? []).map((message) => message.text)
    return [visitor.identity.name ?? '', conversation.agent?.name ?? '', ...texts].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  }

  #newestFirst(isWanted: (one: Conversation) => boolean): ConversationListing[] {
    return [...this.#conversations.values()]
      .filter(isWanted)
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
      .map((one) => this.#list(one))
  }

  #list(conversation: Conversation): ConversationListing {
    const visitor = this.#visitors.get(conversation.visitorId)
    if (visitor === undefined) throw new Error('A conversation has no visitor.')
    return { conversation, visitor, lastMessage: this.#messages.get(conversation.id)?.at(-1) ?? null }
  }

  #change(id: ConversationId, part: Partial<Conversation>): Conversation | null {
    const current = this.#conversations.get(id)
    if (current === undefined) return null
    const changed = { ...current, ...part }
    this.#conversations.set(id, changed)
    return changed
  }
}

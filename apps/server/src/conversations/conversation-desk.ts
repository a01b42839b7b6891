import {
  AlongsideError,
  type ConversationId,
  type ConversationSummary,
  type Message,
  type MessageId,
  type NewMessage,
  type VisitorId,
} from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type {
  Conversation,
  ConversationListing,
  ConversationStore,
  Visitor,
} from '../ports/conversation-store.ts'
import type { Outbox } from '../ports/outbox.ts'
import { newId } from '../sessions/ids.ts'
import type { Presence } from './presence.ts'
import { agentOf, summaryOf } from './views.ts'

export type ConversationDeps = {
  readonly clock: Clock
  readonly store: ConversationStore
  readonly outbox: Outbox
  readonly presence: Presence
}

/** How long after its end a conversation is taken up again by the visitor's next message; later a new one begins. */
export const REOPEN_MS = 30 * 60_000

/** What both sides of a conversation need: opening it, writing into it, telling who must know. */
export class ConversationDesk {
  readonly #deps: ConversationDeps
  readonly #turns = new Map<VisitorId, Promise<unknown>>()

  constructor(deps: ConversationDeps) {
    this.#deps = deps
  }

  /** Tells the consoles how the conversation stands now. */
  async announce(id: ConversationId): Promise<ConversationSummary> {
    const listing = await this.#mustList(id)
    const summary = summaryOf(listing, this.#deps.presence)
    this.#deps.outbox.send([
      {
        to: 'agents',
        organizationId: listing.conversation.organizationId,
        event: 'conversation',
        data: summary,
      },
    ])
    return summary
  }

  /** Tells the consoles that something about the visitor changed, if a conversation is open. */
  async announceVisitor(visitorId: VisitorId): Promise<void> {
    const conversation = await this.#deps.store.latestOf(visitorId)
    if (conversation !== null && conversation.state !== 'closed') await this.announce(conversation.id)
  }

  /** The visitor's open conversation; else the one closed lately, waiting again; else a new one. */
  async open(visitor: Visitor): Promise<Conversation> {
    const latest = await this.#deps.store.latestOf(visitor.id)
    if (latest !== null && latest.state !== 'closed') return latest
    const now = this.#deps.clock.now()
    if (latest !== null && latest.closedAt !== null && now - latest.closedAt < REOPEN_MS) {
      const reopened: Conversation = {
        ...latest,
        state: 'waiting',
        agent: null,
        closedAt: null,
        updatedAt: now,
      }
      await this.#deps.store.save(reopened)
      return reopened
    }
    const conversation: Conversation = {
      id: newId<ConversationId>('con'),
      organizationId: visitor.organizationId,
      siteId: visitor.siteId,
      visitorId: visitor.id,
      state: 'waiting',
      agent: null,
      unreadByAgent: 0,
      unreadByVisitor: 0,
      startedAt: now,
      updatedAt: now,
      closedAt: null,
    }
    await this.#deps.store.save(conversation)
    return conversation
  }

  /** One after the other for each visitor: two first messages at a time must not open two conversations. */
  async inTurn<T>(visitorId: VisitorId, work: () => Promise<T>): Promise<T> {
    const previous = this.#turns.get(visitorId) ?? Promise.resolve()
    const turn = previous.then(work, work)
    this.#turns.set(visitorId, turn)
    try {
      return await turn
    } finally {
      if (this.#turns.get(visitorId) === turn) this.#turns.delete(visitorId)
    }
  }

  /** Tells the visitor who helps now. */
  tellAgent(conversation: Conversation): void {
    const { visitorId } = conversation
    this.#deps.outbox.send([{ to: 'visitor', visitorId, event: 'agent', data: agentOf(conversation) }])
  }

  async #mustList(id: ConversationId): Promise<ConversationListing> {
    const listing = await this.#deps.store.listing(id)
    if (listing === null) throw new AlongsideError('not_found')
    return listing
  }

  async summary(id: ConversationId): Promise<ConversationSummary> {
    return summaryOf(await this.#mustList(id), this.#deps.presence)
  }

  async withMessages(
    id: ConversationId,
  ): Promise<{ conversation: ConversationSummary; messages: Message[] }> {
    const [conversation, messages] = await Promise.all([this.summary(id), this.#deps.store.messages(id)])
    return { conversation, messages: [...messages] }
  }
}

export function newMessage(
  author: 'visitor' | 'agent',
  authorName: string,
  input: NewMessage,
  sentAt: number,
): Message {
  return {
    id: newId<MessageId>('msg'),
    author,
    authorName,
    text: input.text,
    sentAt,
    clientId: input.clientId,
  }
}

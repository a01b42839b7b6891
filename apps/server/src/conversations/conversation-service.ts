import {
  AlongsideError,
  type ConversationId,
  type ConversationSummary,
  type Identity,
  LIMITS,
  type Message,
  type MessageId,
  type NewMessage,
  type Page,
  type VisitorId,
  type VisitorState,
} from '@alongside/protocol'
import type { Agent } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import type {
  Conversation,
  ConversationListing,
  ConversationStore,
  Visitor,
} from '../ports/conversation-store.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { SiteRecord } from '../ports/sites.ts'
import { newId } from '../sessions/ids.ts'
import type { Presence } from './presence.ts'
import { summaryOf, visitorName, withoutQuery } from './views.ts'

export type ConversationServiceDeps = {
  readonly clock: Clock
  readonly store: ConversationStore
  readonly outbox: Outbox
  readonly presence: Presence
}

/** How long after its end a conversation is taken up again by the visitor's next message; later a new one begins. */
export const REOPEN_MS = 30 * 60_000

/** A page of transcripts. */
const TRANSCRIPTS_PER_PAGE = 50

/**
 * Conversations of visitors and agents. What belongs to another organisation does not exist (`not_found`); what another
 * agent has taken cannot be changed (`conversation_taken`).
 */
export class ConversationService {
  readonly #deps: ConversationServiceDeps
  readonly #turns = new Map<VisitorId, Promise<unknown>>()

  constructor(deps: ConversationServiceDeps) {
    this.#deps = deps
  }

  // the visitor's side

  /** The visitor known under this id on this site, or a new one. */
  async openVisitor(site: SiteRecord, known: VisitorId | null): Promise<Visitor> {
    const old = known === null ? null : await this.#deps.store.visitor(known)
    if (old !== null && old.siteId === site.id) return old
    const visitor: Visitor = {
      id: newId<VisitorId>('vis'),
      organizationId: site.organizationId,
      siteId: site.id,
      identity: {},
      createdAt: this.#deps.clock.now(),
    }
    await this.#deps.store.saveVisitor(visitor)
    return visitor
  }

  async visitor(id: VisitorId): Promise<Visitor | null> {
    return this.#deps.store.visitor(id)
  }

  /** What the chat window shows, but for the invitation. */
  async stateFor(visitorId: VisitorId): Promise<Omit<VisitorState, 'invitation'>> {
    const conversation = await this.#deps.store.latestOf(visitorId)
    if (conversation === null) return { agent: null, messages: [], unread: 0 }
    return {
      agent: agentOf(conversation),
      messages: [...(await this.#deps.store.messages(conversation.id))],
      unread: conversation.unreadByVisitor,
    }
  }

  /** @throws AlongsideError `too_large` */
  async identify(visitor: Visitor, identity: Identity): Promise<void> {
    const bytes = Buffer.byteLength(JSON.stringify(identity.data ?? {}))
    if (bytes > LIMITS.identityDataBytes)
      throw new AlongsideError('too_large', `data has ${bytes} bytes as JSON.`, {
        limitBytes: LIMITS.identityDataBytes,
      })
    const current = (await this.#deps.store.visitor(visitor.id)) ?? visitor
    await this.#deps.store.saveVisitor({ ...current, identity: { ...current.identity, ...identity } })
    await this.announceVisitor(visitor.id)
  }

  setPage(visitorId: VisitorId, page: Page): void {
    const clean = withoutQuery(page)
    if (clean !== null) this.#deps.presence.setPage(visitorId, clean)
  }

  /** Adds the visitor's message; opens or reopens the conversation when none is open. `connection`: where it came from. */
  async visitorMessage(visitor: Visitor, input: NewMessage, connection: string): Promise<Message> {
    return this.#inTurn(visitor.id, () => this.#addVisitorMessage(visitor, input, connection))
  }

  async #addVisitorMessage(visitor: Visitor, input: NewMessage, connection: string): Promise<Message> {
    const current = (await this.#deps.store.visitor(visitor.id)) ?? visitor
    const conversation = await this.#openConversation(current)
    const { message, added } = await this.#deps.store.addMessage(
      conversation.id,
      this.#message('visitor', visitorName(current.identity, current.id), input),
    )
    if (!added) return message
    // The summary first: a console must know the conversation before its message.
    await this.announce(conversation.id)
    this.#deps.outbox.send([
      {
        to: 'agents',
        organizationId: conversation.organizationId,
        ...(conversation.agent === null ? {} : { agentId: conversation.agent.id }),
        event: 'message',
        data: { conversationId: conversation.id, message },
      },
      { to: 'visitor', visitorId: visitor.id, event: 'message', data: message, except: connection },
    ])
    return message
  }

  async visitorTyping(visitorId: VisitorId, typing: boolean): Promise<void> {
    const conversation = await this.#deps.store.latestOf(visitorId)
    if (conversation === null || conversation.state === 'closed') return
    this.#deps.outbox.send([
      {
        to: 'agents',
        organizationId: conversation.organizationId,
        ...(conversation.agent === null ? {} : { agentId: conversation.agent.id }),
        event: 'typing',
        data: { conversationId: conversation.id, typing },
      },
    ])
  }

  async visitorRead(visitorId: VisitorId): Promise<void> {
    const conversation = await this.#deps.store.latestOf(visitorId)
    if (conversation !== null && conversation.unreadByVisitor > 0)
      await this.#deps.store.markRead(conversation.id, 'visitor')
  }

  // the agent's side

  async list(agent: Agent): Promise<ConversationSummary[]> {
    const listings = await this.#deps.store.openFor(agent.organizationId, agent.id)
    return listings.map((listing) => summaryOf(listing, this.#deps.presence))
  }

  /**
   * One's own or a waiting conversation.
   * @throws AlongsideError `not_found`, `conversation_taken`
   */
  async read(
    agent: Agent,
    id: ConversationId,
  ): Promise<{ conversation: ConversationSummary; messages: Message[] }> {
    const conversation = await this.#mustFind(agent, id)
    mustNotBeTakenByAnother(agent, conversation)
    return this.#withMessages(id)
  }

  /**
   * Takes a waiting conversation; the first agent gets it.
   * @throws AlongsideError `not_found`, `conversation_taken`, `conflict` when it was closed
   */
  async take(agent: Agent, id: ConversationId): Promise<ConversationSummary> {
    const conversation = await this.#mustFind(agent, id)
    mustNotBeTakenByAnother(agent, conversation)
    if (conversation.state === 'closed') throw new AlongsideError('conflict', 'The conversation was closed.')
    if (conversation.state === 'waiting') {
      const person = { id: agent.id, name: agent.name }
      const taken = await this.#deps.store.take(id, person, this.#deps.clock.now())
      if (taken === null) throw new AlongsideError('conversation_taken')
      this.#tellAgent(taken)
    }
    return this.announce(id)
  }

  /** @throws AlongsideError `not_found`, `conversation_taken`, `conflict` when it is not one's own and open */
  async agentMessage(agent: Agent, id: ConversationId, input: NewMessage): Promise<Message> {
    const conversation = await this.mustOwn(agent, id)
    const { message, added } = await this.#deps.store.addMessage(
      id,
      this.#message('agent', agent.name, input),
    )
    if (!added) return message
    await this.announce(id)
    this.#deps.outbox.send([
      { to: 'visitor', visitorId: conversation.visitorId, event: 'message', data: message },
      {
        to: 'agents',
        organizationId: agent.organizationId,
        agentId: agent.id,
        event: 'message',
        data: { conversationId: id, message },
      },
    ])
    return message
  }

  /** @throws AlongsideError `not_found`, `conversation_taken` */
  async agentRead(agent: Agent, id: ConversationId): Promise<ConversationSummary> {
    const conversation = await this.#mustFind(agent, id)
    mustNotBeTakenByAnother(agent, conversation)
    // Who only looks at a waiting conversation has not read it for whoever takes it.
    if (conversation.state === 'waiting') return this.#summary(id)
    await this.#deps.store.markRead(id, 'agent')
    return this.announce(id)
  }

  /** @throws AlongsideError `not_found`, `conversation_taken`, `conflict` */
  async close(agent: Agent, id: ConversationId): Promise<ConversationSummary> {
    const conversation = await this.mustOwn(agent, id)
    const now = this.#deps.clock.now()
    const closed: Conversation = { ...conversation, state: 'closed', closedAt: now, updatedAt: now }
    await this.#deps.store.save(closed)
    this.#tellAgent(closed)
    return this.announce(id)
  }

  async agentTyping(agent: Agent, id: ConversationId, typing: boolean): Promise<void> {
    const { visitorId } = await this.mustOwn(agent, id)
    this.#deps.outbox.send([{ to: 'visitor', visitorId, event: 'typing', data: { typing } }])
  }

  /** The conversation with a visitor whose code the agent has: made, taken, or taken over, since the visitor gave the code. */
  async takeByCode(agent: Agent, visitorId: VisitorId): Promise<ConversationSummary> {
    const visitor = await this.#deps.store.visitor(visitorId)
    if (visitor === null || visitor.organizationId !== agent.organizationId)
      throw new AlongsideError('not_found')
    const conversation = await this.#inTurn(visitorId, () => this.#openConversation(visitor))
    const taken: Conversation = {
      ...conversation,
      state: 'taken',
      agent: { id: agent.id, name: agent.name },
      updatedAt: this.#deps.clock.now(),
    }
    await this.#deps.store.save(taken)
    this.#tellAgent(taken)
    return this.announce(taken.id)
  }

  /**
   * The agent's own open conversation.
   * @throws AlongsideError `not_found`, `conversation_taken`, `conflict`
   */
  async mustOwn(agent: Agent, id: ConversationId): Promise<Conversation> {
    const conversation = await this.#mustFind(agent, id)
    mustNotBeTakenByAnother(agent, conversation)
    if (conversation.state === 'waiting') throw new AlongsideError('conflict', 'Take the conversation first.')
    if (conversation.state === 'closed') throw new AlongsideError('conflict', 'The conversation was closed.')
    return conversation
  }

  // transcripts: the caller checks the role

  async transcripts(agent: Agent, query: string, before: number | null): Promise<ConversationSummary[]> {
    const options = { query, before, limit: TRANSCRIPTS_PER_PAGE }
    const listings = await this.#deps.store.search(agent.organizationId, options)
    return listings.map((listing) => summaryOf(listing, this.#deps.presence))
  }

  async transcript(
    agent: Agent,
    id: ConversationId,
  ): Promise<{ conversation: ConversationSummary; messages: Message[] }> {
    await this.#mustFind(agent, id)
    return this.#withMessages(id)
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

  async #openConversation(visitor: Visitor): Promise<Conversation> {
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
  async #inTurn<T>(visitorId: VisitorId, work: () => Promise<T>): Promise<T> {
    const previous = this.#turns.get(visitorId) ?? Promise.resolve()
    const turn = previous.then(work, work)
    this.#turns.set(visitorId, turn)
    try {
      return await turn
    } finally {
      if (this.#turns.get(visitorId) === turn) this.#turns.delete(visitorId)
    }
  }

  #message(author: 'visitor' | 'agent', authorName: string, input: NewMessage): Message {
    return {
      id: newId<MessageId>('msg'),
      author,
      authorName,
      text: input.text,
      sentAt: this.#deps.clock.now(),
      clientId: input.clientId,
    }
  }

  #tellAgent(conversation: Conversation): void {
    const { visitorId } = conversation
    this.#deps.outbox.send([{ to: 'visitor', visitorId, event: 'agent', data: agentOf(conversation) }])
  }

  async #mustFind(agent: Agent, id: ConversationId): Promise<Conversation> {
    const conversation = await this.#deps.store.byId(id)
    if (conversation === null || conversation.organizationId !== agent.organizationId)
      throw new AlongsideError('not_found')
    return conversation
  }

  async #mustList(id: ConversationId): Promise<ConversationListing> {
    const listing = await this.#deps.store.listing(id)
    if (listing === null) throw new AlongsideError('not_found')
    return listing
  }

  async #summary(id: ConversationId): Promise<ConversationSummary> {
    return summaryOf(await this.#mustList(id), this.#deps.presence)
  }

  async #withMessages(
    id: ConversationId,
  ): Promise<{ conversation: ConversationSummary; messages: Message[] }> {
    const [conversation, messages] = await Promise.all([this.#summary(id), this.#deps.store.messages(id)])
    return { conversation, messages: [...messages] }
  }
}

/** What the visitor is told of the agent: nobody, once the conversation is closed. */
function agentOf(conversation: Conversation): { name: string } | null {
  return conversation.state !== 'taken' || conversation.agent === null
    ? null
    : { name: conversation.agent.name }
}

function mustNotBeTakenByAnother(agent: Agent, conversation: Conversation): void {
  if (conversation.state === 'taken' && conversation.agent?.id !== agent.id)
    throw new AlongsideError('conversation_taken')
}

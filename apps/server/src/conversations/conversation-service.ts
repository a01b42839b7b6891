import {
  AlongsideError,
  type ConversationId,
  type ConversationSummary,
  type Message,
  type NewMessage,
  type VisitorId,
} from '@alongside/protocol'
import type { Agent } from '../ports/accounts.ts'
import type { Conversation } from '../ports/conversation-store.ts'
import { type ConversationDeps, type ConversationDesk, newMessage } from './conversation-desk.ts'
import { summaryOf } from './views.ts'

/** A page of transcripts. */
const TRANSCRIPTS_PER_PAGE = 50

/**
 * The agents' side of conversations. What belongs to another organisation does not exist (`not_found`); what another
 * agent has taken cannot be changed (`conversation_taken`).
 */
export class ConversationService {
  readonly #deps: ConversationDeps
  readonly #desk: ConversationDesk

  constructor(deps: ConversationDeps, desk: ConversationDesk) {
    this.#deps = deps
    this.#desk = desk
  }

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
    return this.#desk.withMessages(id)
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
      this.#desk.tellAgent(taken)
    }
    return this.#desk.announce(id)
  }

  /** @throws AlongsideError `not_found`, `conversation_taken`, `conflict` when it is not one's own and open */
  async agentMessage(agent: Agent, id: ConversationId, input: NewMessage): Promise<Message> {
    const conversation = await this.mustOwn(agent, id)
    const { message, added } = await this.#deps.store.addMessage(
      id,
      newMessage('agent', agent.name, input, this.#deps.clock.now()),
    )
    if (!added) return message
    await this.#desk.announce(id)
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
    if (conversation.state === 'waiting') return this.#desk.summary(id)
    await this.#deps.store.markRead(id, 'agent')
    return this.#desk.announce(id)
  }

  /** @throws AlongsideError `not_found`, `conversation_taken`, `conflict` */
  async close(agent: Agent, id: ConversationId): Promise<ConversationSummary> {
    const conversation = await this.mustOwn(agent, id)
    const now = this.#deps.clock.now()
    const closed: Conversation = { ...conversation, state: 'closed', closedAt: now, updatedAt: now }
    await this.#deps.store.save(closed)
    this.#desk.tellAgent(closed)
    return this.#desk.announce(id)
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
    const conversation = await this.#desk.inTurn(visitorId, () => this.#desk.open(visitor))
    const taken: Conversation = {
      ...conversation,
      state: 'taken',
      agent: { id: agent.id, name: agent.name },
      updatedAt: this.#deps.clock.now(),
    }
    await this.#deps.store.save(taken)
    this.#desk.tellAgent(taken)
    return this.#desk.announce(taken.id)
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
    return this.#desk.withMessages(id)
  }

  async #mustFind(agent: Agent, id: ConversationId): Promise<Conversation> {
    const conversation = await this.#deps.store.byId(id)
    if (conversation === null || conversation.organizationId !== agent.organizationId)
      throw new AlongsideError('not_found')
    return conversation
  }
}

function mustNotBeTakenByAnother(agent: Agent, conversation: Conversation): void {
  if (conversation.state === 'taken' && conversation.agent?.id !== agent.id)
    throw new AlongsideError('conversation_taken')
}

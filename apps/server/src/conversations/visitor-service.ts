import { isDeepStrictEqual } from 'node:util'
import {
  AlongsideError,
  type GivenVisitor,
  type Identity,
  LIMITS,
  type Message,
  type NewMessage,
  type Page,
  type VisitorId,
  type VisitorState,
} from '@alongside/protocol'
import type { Visitor } from '../ports/conversation-store.ts'
import type { SiteRecord } from '../ports/sites.ts'
import { newId } from '../sessions/ids.ts'
import { type ConversationDeps, type ConversationDesk, newMessage } from './conversation-desk.ts'
import { agentOf, visitorName, withoutQuery } from './views.ts'

/** The visitor's side of conversations, and who the visitor is. */
export class VisitorService {
  readonly #deps: ConversationDeps
  readonly #desk: ConversationDesk

  constructor(deps: ConversationDeps, desk: ConversationDesk) {
    this.#deps = deps
    this.#desk = desk
  }

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
    await this.#desk.announceVisitor(visitor.id)
  }

  /** Completes who the visitor is with what an integrator said; what the visitor's page said goes before. */
  async introduce(visitor: Visitor, given: GivenVisitor): Promise<void> {
    const current = (await this.#deps.store.visitor(visitor.id)) ?? visitor
    const identity = completed(current.identity, given)
    if (isDeepStrictEqual(identity, current.identity)) return
    await this.#deps.store.saveVisitor({ ...current, identity })
    await this.#desk.announceVisitor(visitor.id)
  }

  setPage(visitorId: VisitorId, page: Page): void {
    const clean = withoutQuery(page)
    if (clean !== null) this.#deps.presence.setPage(visitorId, clean)
  }

  /** Adds the visitor's message; opens or reopens the conversation when none is open. `connection`: where it came from. */
  async message(visitor: Visitor, input: NewMessage, connection: string): Promise<Message> {
    return this.#desk.inTurn(visitor.id, () => this.#addMessage(visitor, input, connection))
  }

  async #addMessage(visitor: Visitor, input: NewMessage, connection: string): Promise<Message> {
    const current = (await this.#deps.store.visitor(visitor.id)) ?? visitor
    const conversation = await this.#desk.open(current)
    const { message, added } = await this.#deps.store.addMessage(
      conversation.id,
      newMessage('visitor', visitorName(current.identity, current.id), input, this.#deps.clock.now()),
    )
    if (!added) return message
    // The summary first: a console must know the conversation before its message.
    await this.#desk.announce(conversation.id)
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

  async typing(visitorId: VisitorId, typing: boolean): Promise<void> {
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

  async read(visitorId: VisitorId): Promise<void> {
    const conversation = await this.#deps.store.latestOf(visitorId)
    if (conversation !== null && conversation.unreadByVisitor > 0)
      await this.#deps.store.markRead(conversation.id, 'visitor')
  }
}

/** Data of both that is too large together stays the visitor's own. */
function completed(own: Identity, { data, ...given }: GivenVisitor): Identity {
  const identity = { ...given, ...own }
  if (data === undefined) return identity
  const both = { ...flat(data), ...own.data }
  const fits = Buffer.byteLength(JSON.stringify(both)) <= LIMITS.identityDataBytes
  return fits ? { ...identity, data: both } : identity
}

/** An identity holds plain values; what is nested is shown as JSON. */
function flat(data: NonNullable<GivenVisitor['data']>): NonNullable<Identity['data']> {
  const entries = Object.entries(data).map(([name, value]) => [
    name,
    isPlain(value) ? value : JSON.stringify(value),
  ])
  return Object.fromEntries(entries) as NonNullable<Identity['data']>
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

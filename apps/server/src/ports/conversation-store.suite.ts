import type {
  ConversationId,
  Message,
  MessageId,
  OrganizationId,
  SiteId,
  UserId,
  VisitorId,
} from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Conversation, ConversationStore, Visitor } from './conversation-store.ts'

const ORGANIZATION = 'org' as OrganizationId
const VISITOR = 'vis' as VisitorId
const ONE = 'con1' as ConversationId
const TWO = 'con2' as ConversationId
const BEN = { id: 'ben' as UserId, name: 'Ben' }
const CLEO = { id: 'cleo' as UserId, name: 'Cleo' }

/** Made anew before each test. */
let store: ConversationStore

/** What every ConversationStore does. The organisations `org` and `other` must exist where the adapter requires it. */
export function conversationStoreSuite(name: string, create: () => Promise<ConversationStore>): void {
  describe(name, () => {
    beforeEach(async () => {
      store = await create()
      await store.saveVisitor(visitor())
    })
    describe('visitors', visitorsSuite)
    describe('conversations', conversationsSuite)
    describe('messages', messagesSuite)
    describe('lists', listsSuite)
  })
}

function visitorsSuite(): void {
  it('gives back what a visitor said of themselves, the newest', async () => {
    await store.saveVisitor(visitor({ identity: { name: 'Ada', data: { plan: 'pro', seats: 3 } } }))
    expect(await store.visitor(VISITOR)).toEqual(
      visitor({ identity: { name: 'Ada', data: { plan: 'pro', seats: 3 } } }),
    )
    expect(await store.visitor('other' as VisitorId)).toBeNull()
  })
}

function conversationsSuite(): void {
  it('gives back a conversation, and the visitor’s newest one', async () => {
    await store.save(conversation())
    await store.save(conversation({ id: TWO, startedAt: 20 }))
    expect(await store.byId(ONE)).toEqual(conversation())
    expect((await store.latestOf(VISITOR))?.id).toBe(TWO)
    expect(await store.latestOf('other' as VisitorId)).toBeNull()
  })

  it('lets one of two agents take a waiting conversation', async () => {
    await store.save(conversation())
    const results = await Promise.all([store.take(ONE, BEN, 30), store.take(ONE, CLEO, 30)])
    const taken = results.filter((result) => result !== null)
    expect(taken).toHaveLength(1)
    expect(await store.byId(ONE)).toEqual(taken[0])
    expect(taken[0]).toMatchObject({ state: 'taken', updatedAt: 30 })
  })

  it('does not touch the counters when a conversation is saved again', async () => {
    await store.save(conversation())
    await store.addMessage(ONE, message('visitor', 'Hello'))
    await store.save(conversation({ state: 'closed', agent: BEN, closedAt: 40 }))
    expect(await store.byId(ONE)).toMatchObject({ state: 'closed', agent: BEN, unreadByAgent: 1 })
  })
}

function messagesSuite(): void {
  beforeEach(() => store.save(conversation()))

  it('keeps messages in order, counts them for the other side and forgets the count when read', async () => {
    await store.addMessage(ONE, message('visitor', 'one', { sentAt: 50 }))
    await store.addMessage(ONE, message('visitor', 'two', { sentAt: 50 }))
    await store.addMessage(ONE, message('agent', 'three', { sentAt: 51 }))
    expect((await store.messages(ONE)).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    const counted = { unreadByAgent: 2, unreadByVisitor: 1, updatedAt: 51 }
    expect(await store.byId(ONE)).toMatchObject(counted)
    await store.markRead(ONE, 'agent')
    expect(await store.byId(ONE)).toMatchObject({ ...counted, unreadByAgent: 0 })
    await store.markRead(ONE, 'visitor')
    expect(await store.byId(ONE)).toMatchObject({ unreadByVisitor: 0 })
  })

  it('stores a repeated send once and answers with the first', async () => {
    const first = message('visitor', 'Hello', { clientId: 'c1' })
    expect(await store.addMessage(ONE, first)).toEqual({ message: first, added: true })
    const again = message('visitor', 'Hello', { clientId: 'c1', sentAt: 99 })
    expect(await store.addMessage(ONE, again)).toEqual({ message: first, added: false })
    expect(await store.messages(ONE)).toEqual([first])
    expect(await store.byId(ONE)).toMatchObject({ unreadByAgent: 1 })
  })

  it('takes the same client id from the other side and in another conversation', async () => {
    await store.save(conversation({ id: TWO }))
    await store.addMessage(ONE, message('visitor', 'a', { clientId: 'c1' }))
    expect((await store.addMessage(ONE, message('agent', 'b', { clientId: 'c1' }))).added).toBe(true)
    expect((await store.addMessage(TWO, message('visitor', 'c', { clientId: 'c1' }))).added).toBe(true)
  })
}

function listsSuite(): void {
  beforeEach(async () => {
    await store.save(conversation({ updatedAt: 1 }))
    await store.save(conversation({ id: TWO, state: 'taken', agent: BEN, updatedAt: 2 }))
  })

  it('shows waiting conversations to all agents and a taken one to its own', async () => {
    const idsFor = async (agent: UserId, organization = ORGANIZATION) =>
      (await store.openFor(organization, agent)).map(({ conversation }) => conversation.id)
    expect(await idsFor(BEN.id)).toEqual([TWO, ONE])
    expect(await idsFor(CLEO.id)).toEqual([ONE])
    expect(await idsFor(BEN.id, 'other' as OrganizationId)).toEqual([])
  })

  it('shows the visitor and the last message', async () => {
    const last = message('agent', 'Bye')
    await store.addMessage(ONE, message('visitor', 'Hello'))
    await store.addMessage(ONE, last)
    expect(await store.listing(ONE)).toMatchObject({ visitor: visitor(), lastMessage: last })
    expect(await store.listing(TWO)).toMatchObject({ lastMessage: null })
    expect(await store.listing('other' as ConversationId)).toBeNull()
  })

  it('finds conversations by text, visitor and agent, newest first, and pages through them', async () => {
    await store.saveVisitor(visitor({ identity: { name: 'Ada Lovelace' } }))
    await store.addMessage(ONE, message('visitor', '100% sure', { sentAt: 60 }))
    await store.addMessage(TWO, message('visitor', 'The Suitcase', { sentAt: 70 }))
    const find = async (query: string, before: number | null = null, organization = ORGANIZATION) =>
      (await store.search(organization, { query, before, limit: 10 })).map((one) => one.conversation.id)
    expect(await find('')).toEqual([TWO, ONE])
    expect(await find('suitcase')).toEqual([TWO])
    expect(await find('lovelace')).toEqual([TWO, ONE])
    expect(await find('ben')).toEqual([TWO])
    expect(await find('%')).toEqual([ONE])
    expect(await find('_')).toEqual([])
    expect(await find('', 70)).toEqual([ONE])
    expect(await find('', null, 'other' as OrganizationId)).toEqual([])
    expect(await store.search(ORGANIZATION, { query: '', before: null, limit: 1 })).toHaveLength(1)
  })

  it('does not find conversations in which nothing was said', async () => {
    expect(await store.search(ORGANIZATION, { query: '', before: null, limit: 10 })).toEqual([])
  })
}

function visitor(over: Partial<Visitor> = {}): Visitor {
  const siteId = 'site' as SiteId
  return { id: VISITOR, organizationId: ORGANIZATION, siteId, identity: {}, createdAt: 1, ...over }
}

function conversation(over: Partial<Conversation> = {}): Conversation {
  return {
    id: ONE,
    organizationId: ORGANIZATION,
    siteId: 'site' as SiteId,
    visitorId: VISITOR,
    state: 'waiting',
    agent: null,
    unreadByAgent: 0,
    unreadByVisitor: 0,
    startedAt: 10,
    updatedAt: 10,
    closedAt: null,
    ...over,
  }
}

let count = 0
function message(author: 'visitor' | 'agent', text: string, over: Partial<Message> = {}): Message {
  count += 1
  return { id: `msg${count}` as MessageId, author, authorName: 'Name', text, sentAt: 50, ...over }
}

import type { OrganizationId, SiteId, UserId } from '@alongside/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, openVisitor, visitorHello } from '../testing/clients.ts'
import { agentRecord, SITE_ORIGIN, siteRecord } from '../testing/fake-people.ts'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

const OTHER = 'other' as OrganizationId
const OTHER_ORIGIN = 'https://other.example'

let server: RealtimeServer
let story: Story

beforeEach(async () => {
  server = await startRealtimeServer({
    sites: [
      siteRecord(),
      siteRecord({
        id: 'site2' as SiteId,
        organizationId: OTHER,
        key: 'key2',
        allowedOrigins: [OTHER_ORIGIN],
      }),
    ],
    agents: [
      agentRecord(),
      agentRecord({ id: 'cleo' as UserId, name: 'Cleo', role: 'manager' }),
      agentRecord({ id: 'olga' as UserId, name: 'Olga', role: 'admin', organizationId: OTHER }),
    ],
  })
  story = new Story(server.url)
})
afterEach(async () => {
  story.close()
  await server.close()
})

const texts = (messages: readonly { text: string }[] | undefined) => messages?.map(({ text }) => text)
type Messages = { messages: { text: string }[]; unread: number }

describe('opening the chat', () => {
  it('needs a known key and an allowed origin, and says which is missing', async () => {
    expect((await openVisitor(server.url, { siteKey: 'none' })).body.error?.kind).toBe('site_unknown')
    const elsewhere = await openVisitor(server.url, { origin: OTHER_ORIGIN })
    expect([elsewhere.status, elsewhere.body.error?.kind]).toEqual([403, 'origin_not_allowed'])
    const { body } = await openVisitor(server.url)
    const socket = story.connect('/visitor', visitorHello(body.visitorToken), { origin: OTHER_ORIGIN })
    await until(() => expect(socket.refusal).toMatchObject({ kind: 'origin_not_allowed' }))
  })

  it('knows the browser again by its identity, but not on another site', async () => {
    const first = (await openVisitor(server.url)).body
    const { identity } = first
    expect((await openVisitor(server.url, { identity })).body.visitorId).toBe(first.visitorId)
    const other = await openVisitor(server.url, { identity, siteKey: 'key2', origin: OTHER_ORIGIN })
    expect(other.status).toBe(200)
    expect(other.body.visitorId).not.toBe(first.visitorId)
  })

  it('answers a page of another origin in a way that it can read', async () => {
    const answer = await fetch(`${server.url}/tag/v1/visitors`, { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

describe('a conversation', () => {
  it('goes both ways, with names, typing, unread counts and the page without its query', async () => {
    const agent = await story.agent()
    const visitor = await story.visitor()
    await visitor.ask('identify', { name: 'Ada', email: 'ada@example.org' })
    await visitor.ask('page', { url: 'https://shop.example/cart?card=4111#x', title: 'Cart' })
    const id = await story.conversation(visitor)
    await until(() =>
      expect(agent.last('conversation')).toMatchObject({
        id,
        state: 'taken',
        visitor: { name: 'Ada', online: true },
        page: { url: 'https://shop.example/cart', title: 'Cart' },
        unread: 1,
      }),
    )
    expect(visitor.last('agent')).toEqual({ name: 'Ben' })
    await story.console('POST', `/conversations/${id}/read`)
    await until(() => expect(agent.last('conversation')).toMatchObject({ unread: 0 }))

    await agent.ask('typing', { conversationId: id, typing: true })
    await until(() => expect(visitor.last('typing')).toEqual({ typing: true }))
    await visitor.ask('typing', { typing: true })
    await until(() => expect(agent.last('typing')).toEqual({ conversationId: id, typing: true }))

    await story.console('POST', `/conversations/${id}/messages`, { clientId: 'a', text: ' Hi Ada ' })
    await until(() =>
      expect(visitor.last('message')).toMatchObject({ author: 'agent', authorName: 'Ben', text: 'Hi Ada' }),
    )
    const { body } = await story.console<Messages>('GET', `/conversations/${id}`)
    expect(texts(body.messages)).toEqual(['Hello', 'Hi Ada'])
  })

  it('survives the visitor’s page: the next one gets all of it, and what was not read', async () => {
    const { body } = await openVisitor(server.url)
    const hello = visitorHello(body.visitorToken)
    const first = story.connect('/visitor', hello, { origin: SITE_ORIGIN })
    await until(() => expect(first.last('state')).toBeDefined())
    const id = await story.conversation(first)
    first.socket.disconnect()
    await story.console('POST', `/conversations/${id}/messages`, { clientId: 'a', text: 'Still there?' })
    const next = story.connect('/visitor', hello, { origin: SITE_ORIGIN })
    await until(() =>
      expect(texts(next.last<Messages>('state')?.messages)).toEqual(['Hello', 'Still there?']),
    )
    expect(next.last('state')).toMatchObject({ unread: 1, agent: { name: 'Ben' } })
    await next.ask('read', {})
    const third = story.connect('/visitor', hello, { origin: SITE_ORIGIN })
    await until(() => expect(third.last('state')).toMatchObject({ unread: 0 }))
  })

  it('stores a repeated message once, and two first ones in one conversation', async () => {
    const visitor = await story.visitor()
    const send = (clientId: string) => visitor.ask('message', { clientId, text: clientId })
    await Promise.all([send('one'), send('two'), send('one')])
    const { body } = await story.console<{ conversations: { id: string; unread: number }[] }>(
      'GET',
      '/conversations',
    )
    expect(body.conversations).toMatchObject([{ unread: 2 }])
  })

  it('belongs to the agent who took it first', async () => {
    const id = await story.conversation(await story.visitor())
    const taken = await story.console('POST', `/conversations/${id}/take`, undefined, 'cleo')
    expect([taken.status, taken.body.error?.kind]).toEqual([409, 'conversation_taken'])
    const message = { clientId: 'x', text: 'mine' }
    const written = await story.console('POST', `/conversations/${id}/messages`, message, 'cleo')
    expect(written.body.error?.kind).toBe('conversation_taken')
    expect((await story.console('POST', `/conversations/${id}/take`)).status).toBe(200)
  })

  it('does not exist for another organisation', async () => {
    const visitor = await story.visitor()
    const { sessionId, conversationId } = await story.invitation(visitor)
    const calls = [
      ['GET', `/conversations/${conversationId}`],
      ['POST', `/conversations/${conversationId}/take`],
      ['GET', `/transcripts/${conversationId}`],
      ['POST', `/sessions/${sessionId}/token`],
      ['POST', `/sessions/${sessionId}/end`],
    ] as const
    for (const [method, path] of calls)
      expect((await story.console(method, path, undefined, 'olga')).body.error?.kind).toBe('not_found')
    expect((await story.console('GET', '/conversations', undefined, 'olga')).body).toEqual({
      conversations: [],
    })
  })

  it('needs a sign-in, over HTTP and over the socket', async () => {
    expect((await story.console('GET', '/conversations', undefined, 'nobody')).status).toBe(401)
    const stranger = story.connect('/agent', {}, { cookie: 'agent=nobody' })
    await until(() => expect(stranger.refusal).toMatchObject({ kind: 'unauthenticated' }))
    const foreign = story.connect('/agent', {}, { cookie: 'agent=ben', origin: 'https://evil.example' })
    await until(() => expect(foreign.refusal).toMatchObject({ kind: 'forbidden' }))
  })

  it('names the field that is wrong', async () => {
    const visitor = await story.visitor()
    const empty = await visitor.ask('message', { clientId: 'a', text: '  ' })
    expect(empty).toMatchObject({ ok: false, error: { kind: 'invalid_input', details: { field: 'text' } } })
    const big = await visitor.ask('identify', { data: { notes: 'x'.repeat(5000) } })
    expect(big.error?.kind).toBe('too_large')
    expect((await visitor.ask('surprise', {})).error?.kind).toBe('invalid_input')
  })
})

describe('transcripts', () => {
  it('are for managers, and hold the messages without the invitation', async () => {
    const visitor = await story.visitor()
    const { sessionId, conversationId } = await story.invitation(visitor)
    await story.accept(visitor, sessionId)
    expect((await story.console('GET', '/transcripts')).body.error?.kind).toBe('forbidden')
    const list = await story.console<{ transcripts: { id: string }[] }>(
      'GET',
      '/transcripts?query=hello',
      undefined,
      'cleo',
    )
    expect(list.body.transcripts.map(({ id }) => id)).toEqual([conversationId])
    const { body } = await story.console<Messages>('GET', `/transcripts/${conversationId}`, undefined, 'cleo')
    expect(texts(body.messages)).toEqual(['Hello'])
  })
})

describe('a disabled agent', () => {
  it('E3 loses the sessions also when no console is connected, and both sides are told', async () => {
    const { viewer, host, conversationId } = await story.session()
    server.accounts.disable('ben' as UserId)
    for (const side of [viewer, host]) {
      await until(() => expect(side.view).toMatchObject({ state: 'ended', reason: 'agent_ended' }))
      await until(() => expect(side.socket.connected).toBe(false))
    }
    const invited = await story.console('POST', `/conversations/${conversationId}/invitations`, {
      mode: 'view',
    })
    expect(invited.status).toBe(401)
  })

  it('E3 takes back an invitation that is open', async () => {
    const visitor = await story.visitor()
    await story.invitation(visitor)
    server.accounts.disable('ben' as UserId)
    await until(() => expect(visitor.last('invitation')).toEqual({ invitation: null, closed: 'withdrawn' }))
  })

  it('loses the console and the sessions', async () => {
    const agent = await story.agent()
    const { viewer, host } = await story.session()
    server.accounts.disable('ben' as UserId)
    await until(() => expect(agent.socket.connected).toBe(false))
    await until(() => expect(viewer.view).toMatchObject({ state: 'ended', reason: 'agent_ended' }))
    await until(() => expect(host.socket.connected).toBe(false))
  })
})

it('HTTP errors of unknown bodies have our form', async () => {
  const answer = await call(server.url, 'POST', '/tag/v1/visitors', { body: { protocol: 99 } })
  expect([answer.status, answer.body.error?.kind]).toEqual([426, 'protocol_mismatch'])
})

it('tells a frame whether the page around it may mirror it: both must be of the site', async () => {
  const ask = async (origin: string, from = SITE_ORIGIN, site = siteRecord().key) => {
    const query = new URLSearchParams({ site, origin })
    return (await fetch(`${server.url}/tag/v1/frames?${query.toString()}`, { headers: { origin: from } }))
      .status
  }
  expect(await ask(SITE_ORIGIN)).toBe(204)
  expect(await ask(OTHER_ORIGIN)).toBe(403)
  expect(await ask(SITE_ORIGIN, OTHER_ORIGIN)).toBe(403)
  expect(await ask('null')).toBe(403)
  expect(await ask(SITE_ORIGIN, SITE_ORIGIN, 'none')).toBe(404)
})

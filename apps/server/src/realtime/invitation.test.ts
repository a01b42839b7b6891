import {
  type ConversationSummary,
  LIMITS,
  type OrganizationId,
  type SiteId,
  type UserId,
} from '@alongside/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InvitationEvent } from '../testing/clients.ts'
import { agentRecord, siteRecord } from '../testing/fake-people.ts'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

const OTHER_ORIGIN = 'https://other.example'

let server: RealtimeServer
let story: Story

beforeEach(async () => {
  const organizationId = 'other' as OrganizationId
  server = await startRealtimeServer({
    sites: [
      siteRecord(),
      siteRecord({ id: 'site2' as SiteId, organizationId, key: 'key2', allowedOrigins: [OTHER_ORIGIN] }),
    ],
    agents: [agentRecord(), agentRecord({ id: 'olga' as UserId, name: 'Olga', organizationId })],
  })
  story = new Story(server.url)
})
afterEach(async () => {
  story.close()
  await server.close()
})

type Created = { id: string; state: string; code: string; visitorToken: string; agentToken: string }
const create = (over: object = {}, siteKey = 'key') =>
  story.api<Created>(
    'POST',
    '/sessions',
    { mode: 'shared', agent: { id: 'x', name: 'Xena' }, ...over },
    siteKey,
  )
const resource = (id: string, siteKey = 'key') =>
  story.api<{ state: string; endReason: string | null }>('GET', `/sessions/${id}`, undefined, siteKey)

describe('invitations', () => {
  it('reach all pages of the visitor, and close in all when one accepts', async () => {
    const agent = await story.agent()
    const visitor = await story.visitor()
    const other = story.connect('/visitor', visitor.socket.auth, { origin: 'https://shop.example' })
    await until(() => expect(other.last('state')).toBeDefined())
    const { sessionId } = await story.invitation(visitor, 'view')
    await until(() =>
      expect(other.last('invitation')).toMatchObject({ invitation: { from: 'Ben', mode: 'view' } }),
    )
    await story.accept(visitor, sessionId)
    await until(() => expect(other.last('invitation')).toEqual({ invitation: null }))
    expect(other.last('session')).toEqual({ id: sessionId, mode: 'view', state: 'active' })
    expect(agent.last('session')).toMatchObject({ id: sessionId, state: 'active' })
    const elsewhere = await other.ask('accept', { sessionId, tabId: 'other tab' })
    expect(elsewhere.error?.kind).toBe('host_elsewhere')
  })

  it('are still there on the visitor’s next page, which can accept', async () => {
    const visitor = await story.visitor()
    const { sessionId } = await story.invitation(visitor)
    await story.accept(visitor, sessionId)
    visitor.socket.disconnect()
    const next = story.connect('/visitor', visitor.socket.auth, { origin: 'https://shop.example' })
    await until(() => expect(next.last('session')).toMatchObject({ id: sessionId, state: 'active' }))
    await story.host(await story.accept(next, sessionId), 'next page')
  })

  it('tell the agent of a decline and the visitor of a withdrawal', async () => {
    const agent = await story.agent()
    const visitor = await story.visitor()
    const first = await story.invitation(visitor)
    await visitor.ask('decline', { sessionId: first.sessionId })
    await until(() => expect(agent.last('session')).toMatchObject({ endReason: 'declined' }))
    const again = await story.console<{ session: { id: string } }>(
      'POST',
      `/conversations/${first.conversationId}/invitations`,
      { mode: 'shared' },
    )
    await story.console('POST', `/sessions/${again.body.session.id}/withdraw`)
    await until(() => expect(visitor.last<InvitationEvent>('invitation')?.closed).toBe('withdrawn'))
    const late = await visitor.ask('accept', { sessionId: again.body.session.id, tabId: 'tab' })
    expect(late.error?.kind).toBe('invitation_closed')
  })

  it('O1 are refused while a session runs, O2 but not when the agent’s browser is gone', async () => {
    const { conversationId, viewer, host, sessionId } = await story.session()
    const invite = () =>
      story.console<{ session: { id: string } }>('POST', `/conversations/${conversationId}/invitations`, {
        mode: 'view',
      })
    expect((await invite()).body.error).toMatchObject({ kind: 'session_exists', details: { sessionId } })
    viewer.socket.disconnect()
    await until(() =>
      expect(host.view?.participants.find(({ role }) => role === 'viewer')?.connected).toBe(false),
    )
    expect((await invite()).body.session).toMatchObject({ state: 'authorizing' })
    await until(() => expect(host.view).toMatchObject({ state: 'ended', reason: 'replaced' }))
  })
})

describe('codes', () => {
  it('bring an agent to the visitor who read one out', async () => {
    const visitor = await story.visitor()
    const { code } = await visitor.ask<{ code: string }>('create-code', { tabId: 'tab' })
    const redeemed = await story.console<{ conversation: object; session: object }>('POST', '/codes/redeem', {
      code,
      mode: 'view',
    })
    expect(redeemed.body).toMatchObject({
      conversation: { state: 'taken', agent: { name: 'Ben' } },
      session: { state: 'authorizing', mode: 'view' },
    })
    await until(() => expect(visitor.last('invitation')).toMatchObject({ invitation: { from: 'Ben' } }))
  })

  it('C2 are nothing to another organisation’s agents', async () => {
    const visitor = await story.visitor()
    const { code } = await visitor.ask<{ code: string }>('create-code', { tabId: 'tab' })
    const body = { code, mode: 'view' }
    const foreign = await story.console('POST', '/codes/redeem', body, 'olga')
    expect(foreign.body.error?.kind).toBe('code_invalid')
    expect((await story.console('POST', '/codes/redeem', body)).status).toBe(200)
  })

  it('C4 are called wrong also by an agent in a session, and a right one is kept for after it', async () => {
    const { sessionId } = await story.session()
    const visitor = await story.visitor()
    const { code } = await visitor.ask<{ code: string }>('create-code', { tabId: 'tab' })
    const redeem = (digits: string) =>
      story.console<{ session: object }>('POST', '/codes/redeem', { code: digits, mode: 'view' })
    const wrong = code === '000000' ? '000001' : '000000'
    expect((await redeem(wrong)).body.error?.kind).toBe('code_invalid')
    expect((await redeem(code)).body.error?.kind).toBe('session_exists')
    await story.console('POST', `/sessions/${sessionId}/end`)
    expect((await redeem(code)).body.session).toMatchObject({ state: 'authorizing' })
    expect((await redeem(code)).body.error?.kind).toBe('code_invalid')
  })

  it('C3 cannot be guessed by an agent', async () => {
    const guess = () => story.console('POST', '/codes/redeem', { code: '000000', mode: 'view' })
    for (let n = 0; n < 5; n += 1) expect((await guess()).body.error?.kind).toBe('code_invalid')
    const refused = await guess()
    expect([refused.status, refused.body.error?.kind]).toEqual([429, 'rate_limited'])
    expect(refused.body.error?.details?.['retryAfterSeconds']).toBeGreaterThan(500)
  })

  it('C3 cannot be guessed by a visitor, whose own session code works before', async () => {
    const { body } = await create()
    const visitor = await story.visitor()
    const enter = (code: string) => visitor.ask('enter-code', { code, tabId: 'tab' })
    const wrong = body.code === '000000' ? '000001' : '000000'
    expect((await enter(body.code)).ok).toBe(true)
    await until(() => expect(visitor.last('invitation')).toMatchObject({ invitation: { from: 'Xena' } }))
    for (let n = 0; n < 5; n += 1) expect((await enter(wrong)).error?.kind).toBe('code_invalid')
    expect((await enter(wrong)).error?.kind).toBe('rate_limited')
  })
})

describe('sessions of integrators', () => {
  it('start on the page that joins, with the agent’s token in a viewer', async () => {
    const { status, body } = await create({ visitor: { name: 'Ada' } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'pending', code: expect.stringMatching(/^\d{6}$/) })
    const viewer = await story.viewer(body.agentToken)
    expect(viewer.view).toMatchObject({ state: 'pending' })
    const visitor = await story.visitor()
    const join = () => visitor.ask('join', { token: body.visitorToken, tabId: 'tab' })
    expect(await join()).toMatchObject({ ok: true })
    expect(await join()).toMatchObject({ ok: true })
    await until(() => expect(visitor.all('invitation')).toHaveLength(1))
    expect((await resource(body.id)).body.state).toBe('authorizing')
    const host = await story.host(await story.accept(visitor, body.id as never))
    await until(() => expect(viewer.view).toMatchObject({ state: 'active', host: 'present' }))
    expect(viewer.view?.participants[0]).toMatchObject({ role: 'host', name: 'Ada' })
    await story.api('POST', `/sessions/${body.id}/end`)
    await until(() => expect(host.view).toMatchObject({ state: 'ended', reason: 'api_ended' }))
    expect((await resource(body.id)).body).toMatchObject({ state: 'ended', endReason: 'api_ended' })
  })

  it('cannot reach a visitor of another site, nor be seen with its key', async () => {
    const { body } = await create()
    const foreign = await story.visitor('key2', OTHER_ORIGIN)
    const joined = await foreign.ask('join', { token: body.visitorToken, tabId: 'tab' })
    expect(joined.error?.kind).toBe('not_found')
    const entered = await foreign.ask('enter-code', { code: body.code, tabId: 'tab' })
    expect(entered.error?.kind).toBe('code_invalid')
    expect((await resource(body.id, 'key2')).status).toBe(404)
    expect((await story.api('POST', `/sessions/${body.id}/end`, undefined, 'key2')).status).toBe(404)
    expect((await resource(body.id)).body.state).toBe('pending')
  })

  it('give back what was said of the visitor, and complete the visitor’s own words with it on consent', async () => {
    const given = { id: 'c-7', name: 'Ada L.', data: { plan: 'gold', seats: [1, 2], tier: 1 } }
    const { body } = await create({ visitor: given })
    expect(body).toMatchObject({ visitor: given })
    expect((await resource(body.id)).body).toMatchObject({ visitor: given })
    const agent = await story.agent()
    const visitor = await story.visitor()
    await visitor.ask('identify', { name: 'Ada', data: { tier: 2 } })
    await visitor.ask('message', { clientId: 'm', text: 'Hello' })
    await visitor.ask('join', { token: body.visitorToken, tabId: 'tab' })
    const shown = () => agent.last<ConversationSummary>('conversation')?.visitor.identity
    await until(() => expect(shown()).toEqual({ name: 'Ada', data: { tier: 2 } }))
    await story.accept(visitor, body.id as never)
    const data = { plan: 'gold', seats: '[1,2]', tier: 2 }
    await until(() => expect(shown()).toEqual({ id: 'c-7', name: 'Ada', data }))
  })

  it('refuse more about the visitor than agents may be shown', async () => {
    const { status, body } = await create({
      visitor: { data: { note: 'x'.repeat(LIMITS.identityDataBytes) } },
    })
    expect([status, body.error]).toMatchObject([413, { kind: 'too_large' }])
    expect((await create()).body).toMatchObject({ visitor: null })
  })

  it('refuse bad input by its field, and unknown keys', async () => {
    const bad = await create({ mode: 'watch' })
    expect([bad.status, bad.body.error]).toMatchObject([
      400,
      { kind: 'invalid_input', details: { field: 'mode' } },
    ])
    expect((await create({}, 'none')).status).toBe(401)
    const visitor = await story.visitor()
    const joined = await visitor.ask('join', { token: 'made up', tabId: 'tab' })
    expect(joined.error?.kind).toBe('unauthenticated')
  })
})

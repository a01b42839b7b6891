import { LIMITS, type ParticipantId, type SiteId, type VisitorId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Effect } from '../ports/outbox.ts'
import type { SessionStore } from '../ports/session-store.ts'
import { createMemorySessionStore } from '../storage/memory-session-store.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createFakeSites, siteRecord } from '../testing/fake-people.ts'
import { Attendance } from './attendance.ts'
import { NAVIGATING_MS } from './leases.ts'
import { LiveSessions } from './live-sessions.ts'
import type { NewSession } from './new-session.ts'
import type { Session } from './session.ts'
import { SessionService } from './session-service.ts'

const ADA = 'ada' as VisitorId
const BOB = 'bob' as VisitorId
const SITE = siteRecord()
const OTHER_SITE = siteRecord({ id: 'site2' as SiteId, key: 'key2' })
const TAB = 'tab'

let clock: FakeClock
let store: SessionStore
let sites: ReturnType<typeof createFakeSites>
let effects: Effect[]
let online: Set<VisitorId>
let invitationMs: number
let live: LiveSessions
let attendance: Attendance
let service: SessionService

beforeEach(() => {
  clock = createFakeClock()
  store = createMemorySessionStore()
  sites = createFakeSites(SITE, OTHER_SITE)
  effects = []
  online = new Set([ADA, BOB])
  invitationMs = LIMITS.invitationMs
  start()
})

function start(): void {
  const onError = (error: unknown) => expect.unreachable(String(error))
  const outbox = { send: (some: readonly Effect[]) => void effects.push(...some) }
  live = new LiveSessions({ clock, store, sites, outbox, onError })
  attendance = new Attendance(live)
  service = new SessionService({
    clock,
    live,
    invitationMs,
    isVisitorOnline: (id) => online.has(id),
    isVisitorConnected: (id) => online.has(id),
    onError,
  })
}

function request(over: Partial<NewSession> & { visitorId?: VisitorId } = {}) {
  const agent = { origin: 'console', id: 'ben', name: 'Ben' } as const
  return { agent, conversationId: null, visitorId: ADA, visitorName: 'Ada', mode: 'shared', ...over } as const
}

const invite = (over: Parameters<typeof request>[0] = {}, site = SITE) => service.invite(site, request(over))
const create = (over: Partial<NewSession> = {}) =>
  service.create(SITE, {
    ...request(),
    agent: { origin: 'api', id: 'x', name: 'Xena' },
    visitorId: null,
    ...over,
  })
const accept = (id: Session['id'], tabId = TAB, visitorId = ADA) => service.accept(id, { visitorId, tabId })

/** A session with the host page and the agent's viewer connected. */
async function running(over: Parameters<typeof request>[0] = {}) {
  const session = await invite(over)
  const viewer = session.agent.participantId
  attendance.viewerConnected(session.id, viewer)
  await accept(session.id, TAB, over.visitorId ?? ADA)
  attendance.hostConnected(session.id, 'page')
  return { id: session.id, viewer }
}

const now = async (id: Session['id']) => service.mustFind(id)
const toVisitor = () =>
  effects.filter((effect) => effect.to === 'visitor').map(({ event, data }) => [event, data])

describe('invitations', () => {
  it('I1 asks a visitor who is connected, and tells the visitor and the agent', async () => {
    const session = await invite()
    expect(session).toMatchObject({ state: 'authorizing', expiresAt: clock.now() + LIMITS.invitationMs })
    const invitation = { sessionId: session.id, from: 'Ben', mode: 'shared', expiresAt: session.expiresAt }
    expect(toVisitor()).toEqual([['invitation', { invitation, sentAt: clock.now() }]])
    expect(effects).toContainEqual(
      expect.objectContaining({ to: 'agents', agentId: 'ben', event: 'session' }),
    )
    expect(service.invitationFor(ADA)).toEqual(invitation)
  })

  it('I1 refuses to invite a visitor who is not there', async () => {
    online.delete(ADA)
    await expect(invite()).rejects.toMatchObject({ kind: 'not_connected' })
  })

  it('I2 expires an invitation after two minutes, not before', async () => {
    const { id } = await invite()
    clock.advance(LIMITS.invitationMs - 1)
    expect(await now(id)).toMatchObject({ state: 'authorizing' })
    clock.advance(1)
    expect(await now(id)).toMatchObject({ state: 'ended', reason: 'expired' })
    expect(toVisitor().at(-1)).toEqual(['invitation', { invitation: null, closed: 'expired' }])
    await expect(accept(id)).rejects.toMatchObject({ kind: 'invitation_closed' })
  })

  it('I2 keeps an invitation open as long as the setting says, one by a code too', async () => {
    invitationMs = 3000
    start()
    const { id } = await invite()
    clock.advance(3000)
    expect(await now(id)).toMatchObject({ reason: 'expired' })
    const byCode = await create()
    await service.ask(byCode.id, { id: ADA, siteId: SITE.id, name: null })
    clock.advance(2999)
    expect(await now(byCode.id)).toMatchObject({ state: 'authorizing' })
    clock.advance(1)
    expect(await now(byCode.id)).toMatchObject({ reason: 'expired' })
  })

  it('I3 lets the visitor decline and the agent withdraw, and tells why', async () => {
    const declined = await invite()
    await service.decline(declined.id, ADA)
    expect(await now(declined.id)).toMatchObject({ reason: 'declined' })
    const withdrawn = await invite()
    await service.withdraw(withdrawn.id)
    expect(toVisitor().at(-1)).toEqual(['invitation', { invitation: null, closed: 'withdrawn' }])
    expect(service.invitationFor(ADA)).toBeNull()
  })

  it('I3 refuses declining and withdrawing after the acceptance', async () => {
    const { id } = await running()
    await expect(service.decline(id, ADA)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(service.withdraw(id)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('I4 may be accepted again from the same tab, which changes nothing', async () => {
    const { id } = await invite()
    const first = await accept(id)
    effects.length = 0
    expect(await accept(id)).toBe(first)
    expect(effects).toEqual([])
    await expect(accept(id, 'another tab')).rejects.toMatchObject({ kind: 'host_elsewhere' })
  })

  it('I4 gives the session to one of two tabs that accept at the same time', async () => {
    const { id } = await invite()
    const results = await Promise.allSettled([accept(id, 'one'), accept(id, 'two')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('I5 does not exist for another visitor', async () => {
    const { id } = await invite()
    await expect(accept(id, TAB, BOB)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(service.decline(id, BOB)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('I5 cannot be accepted while a decline is still being stored', async () => {
    const { id } = await invite()
    const declining = service.decline(id, ADA)
    await expect(accept(id)).rejects.toMatchObject({ kind: 'invitation_closed' })
    await declining
  })

  it('I5 tells a session that has run apart from an invitation that was closed', async () => {
    const { id } = await running()
    await service.end(id, 'agent_ended')
    await expect(accept(id)).rejects.toMatchObject({ kind: 'session_ended' })
  })

  it('I6 waits ten minutes for the page of a REST session and then asks once', async () => {
    const { id } = await create()
    clock.advance(LIMITS.codeMs - 1)
    await service.ask(id, { id: ADA, siteId: SITE.id, name: null })
    expect(await now(id)).toMatchObject({ state: 'authorizing', visitorId: ADA })
    effects.length = 0
    await service.ask(id, { id: ADA, siteId: SITE.id, name: null })
    expect(effects).toEqual([])
    await expect(service.ask(id, { id: BOB, siteId: SITE.id, name: null })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('I6 expires when no page comes, and does not exist on another site', async () => {
    const { id } = await create()
    const elsewhere = { id: ADA, siteId: OTHER_SITE.id, name: null }
    await expect(service.ask(id, elsewhere)).rejects.toMatchObject({ kind: 'not_found' })
    clock.advance(LIMITS.codeMs)
    expect(await now(id)).toMatchObject({ reason: 'expired' })
    await expect(service.ask(id, { ...elsewhere, siteId: SITE.id })).rejects.toMatchObject({
      kind: 'invitation_closed',
    })
  })
})

describe('one session for each agent', () => {
  it.each(['invitation', 'session'])('O1 refuses a second one beside an open %s', async (what) => {
    const { id } = what === 'session' ? await running() : await invite()
    await expect(invite({ visitorId: BOB })).rejects.toMatchObject({
      kind: 'session_exists',
      details: { sessionId: id },
    })
    expect((await now(id)).state).not.toBe('ended')
  })

  it('O1 refuses one of two invitations made at the same time', async () => {
    const results = await Promise.allSettled([invite(), invite({ visitorId: BOB })])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('O1 allows more where the site says so, and to another agent', async () => {
    await invite()
    const other = { origin: 'api', id: 'ben', name: 'Ben' } as const
    await invite({ visitorId: BOB, agent: other })
    const many = siteRecord({ oneSessionPerAgent: false })
    online.add('cleo' as VisitorId)
    await invite({ visitorId: 'cleo' as VisitorId }, many)
    expect(service.openSessions()).toHaveLength(3)
  })

  it('O2 replaces a session whose viewer is gone, at once', async () => {
    const { id, viewer } = await running()
    attendance.viewerDisconnected(id, viewer)
    await invite({ visitorId: BOB })
    expect(await now(id)).toMatchObject({ reason: 'replaced' })
  })

  it('O2 replaces a session whose host page is gone, at once, but not one that is there', async () => {
    const { id } = await running()
    await expect(invite({ visitorId: BOB })).rejects.toMatchObject({ kind: 'session_exists' })
    attendance.hostDisconnected(id, 'page')
    await invite({ visitorId: BOB })
    expect(await now(id)).toMatchObject({ reason: 'replaced' })
  })

  it('O3 replaces an invitation whose visitor is gone and a REST session that nobody joined', async () => {
    const invited = await invite()
    online.delete(ADA)
    await invite({ visitorId: BOB })
    expect(await now(invited.id)).toMatchObject({ reason: 'replaced' })
    const first = await create()
    await create()
    expect(await now(first.id)).toMatchObject({ reason: 'replaced' })
  })

  it('O4 keeps a visitor in one running session, and lets the visitor choose between invitations', async () => {
    const invited = await invite()
    const other = await create()
    await service.ask(other.id, { id: ADA, siteId: SITE.id, name: null })
    expect(await now(invited.id)).toMatchObject({ reason: 'replaced' })
    await service.end(other.id, 'api_ended')
    await running()
    const third = await create()
    await expect(service.ask(third.id, { id: ADA, siteId: SITE.id, name: null })).rejects.toMatchObject({
      kind: 'session_exists',
    })
  })
})

describe('presence and leases', () => {
  it('L1 shows the host as present, navigating, then away', async () => {
    const { id } = await running()
    const status = async () => (await now(id)) as Session & { host: { status: string } }
    expect((await status()).host.status).toBe('present')
    attendance.hostDisconnected(id, 'page')
    expect((await status()).host.status).toBe('navigating')
    clock.advance(NAVIGATING_MS)
    expect((await status()).host.status).toBe('away')
  })

  it('L2 ends a session whose host stays away as long as the site allows', async () => {
    const { id } = await running()
    attendance.hostDisconnected(id, 'page')
    clock.advance(SITE.hostAwaySeconds * 1000 - 1)
    expect(await now(id)).toMatchObject({ state: 'active' })
    clock.advance(1)
    expect(await now(id)).toMatchObject({ reason: 'visitor_gone' })
    expect(toVisitor().at(-1)).toEqual(['session', { id, mode: 'shared', state: 'ended' }])
  })

  it('L3 ends a session whose viewers stay away, counted from the acceptance if none was there', async () => {
    const { id } = await invite()
    clock.advance(1000)
    await accept(id)
    attendance.hostConnected(id, 'page')
    clock.advance(LIMITS.viewerAwayMs - 1)
    expect(await now(id)).toMatchObject({ state: 'active' })
    clock.advance(1)
    expect(await now(id)).toMatchObject({ reason: 'agent_gone' })
  })

  it('L4 goes on when both come back in time', async () => {
    const { id, viewer } = await running()
    attendance.viewerDisconnected(id, viewer)
    attendance.hostDisconnected(id, 'page')
    clock.advance(LIMITS.viewerAwayMs - 1)
    attendance.viewerConnected(id, viewer)
    attendance.hostConnected(id, 'next page')
    clock.advance(LIMITS.viewerAwayMs * 10)
    expect(await now(id)).toMatchObject({ state: 'active', viewersAwaySince: null })
  })

  it('L5 takes up open sessions after a restart, everybody away, with fresh leases', async () => {
    const { id } = await running()
    await live.stop()
    clock.advance(LIMITS.viewerAwayMs * 3)
    start()
    await live.restore()
    expect(await now(id)).toMatchObject({
      state: 'active',
      tabId: TAB,
      host: { status: 'away' },
      viewers: [{ connected: false }],
    })
    clock.advance(60_000)
    attendance.hostConnected(id, 'page')
    attendance.viewerConnected(id, (await now(id)).agent.participantId)
    clock.advance(LIMITS.viewerAwayMs * 3)
    expect(await now(id)).toMatchObject({ state: 'active' })
  })

  it('L5 expires invitations whose time ended while the server was down', async () => {
    const { id } = await invite()
    await live.stop()
    clock.advance(LIMITS.invitationMs * 2)
    start()
    await live.restore()
    clock.advance(0)
    expect(await now(id)).toMatchObject({ reason: 'expired' })
  })

  it('L6 takes up a new setting in a running session', async () => {
    const { id } = await running()
    attendance.hostDisconnected(id, 'page')
    sites.change(SITE.id, { hostAwaySeconds: 10 })
    clock.advance(10_000)
    expect(await now(id)).toMatchObject({ reason: 'visitor_gone' })
  })
})

describe('the host page', () => {
  const page = (pageId: string, tabId = TAB) => ({ tabId, pageId })

  it('H1 is only in the tab that accepted', async () => {
    const { id } = await running()
    await expect(attendance.admitHost(id, page('two', 'other'))).rejects.toMatchObject({
      kind: 'host_elsewhere',
    })
  })

  it('H2 is taken over when the page before leaves or is gone', async () => {
    const { id } = await running()
    attendance.hostLeaving(id, 'page')
    expect(await attendance.admitHost(id, page('two'))).toBe('admit')
    attendance.hostConnected(id, 'two')
    attendance.hostDisconnected(id, 'two')
    expect(await attendance.admitHost(id, page('three'))).toBe('admit')
  })

  it('H2 stays when the page before is gone only after it was replaced', async () => {
    const { id } = await running()
    attendance.hostLeaving(id, 'page')
    attendance.hostConnected(id, 'two')
    attendance.hostDisconnected(id, 'page')
    expect(await now(id)).toMatchObject({ host: { status: 'present', pageId: 'two' } })
  })

  it('H3 is asked before another page with its tab id may follow, H4 unless it is the same page', async () => {
    const { id } = await running()
    expect(await attendance.admitHost(id, page('two'))).toBe('probe')
    expect(await attendance.admitHost(id, page('page'))).toBe('admit')
  })
})

describe('viewers', () => {
  const viewersOf = async (id: Session['id']) =>
    (await now(id)).viewers.map((viewer) => [viewer.id, viewer.connected])

  it('V1 take a place that is free, else a new one, at most twenty', async () => {
    const { id, viewer } = await running()
    for (let n = 1; n < LIMITS.viewersPerSession; n += 1) {
      const place = attendance.placeFor(service.current(id)!)
      expect(place).not.toBe(viewer)
      attendance.viewerConnected(id, place)
    }
    expect(() => attendance.placeFor(service.current(id)!)).toThrow(/at most 20/)
    attendance.viewerDisconnected(id, viewer)
    expect(attendance.placeFor(service.current(id)!)).toMatch(/^par_/)
  })

  it('V2 give up their place when another is there, but for the last', async () => {
    const { id, viewer } = await running()
    const second = 'second' as ParticipantId
    attendance.viewerConnected(id, second)
    attendance.viewerDisconnected(id, viewer)
    expect(await viewersOf(id)).toEqual([[second, true]])
    attendance.viewerDisconnected(id, second)
    expect(await viewersOf(id)).toEqual([[second, false]])
    expect(attendance.placeFor(service.current(id)!)).toBe(second)
  })
})

describe('the end', () => {
  it('E1 keeps its first reason', async () => {
    const { id } = await running()
    await service.endBy(id, 'visitor')
    await service.endBy(id, 'agent')
    expect(await service.end(id, 'api_ended')).toMatchObject({ state: 'ended', reason: 'visitor_ended' })
  })

  it('E1 is a withdrawal when the agent ends what nobody has accepted', async () => {
    const { id } = await invite()
    expect(await service.endBy(id, 'agent')).toMatchObject({ reason: 'withdrawn' })
  })

  it('E2 stores each state before the answer', async () => {
    const { id } = await invite()
    expect(await store.byId(id)).toMatchObject({ state: 'authorizing' })
    await accept(id)
    expect(await store.byId(id)).toMatchObject({ state: 'active', tabId: TAB })
    await service.endBy(id, 'agent')
    expect(await store.byId(id)).toMatchObject({ state: 'ended', reason: 'agent_ended' })
  })
})

import type { Invitation, SessionId } from '@alongside/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { type Kernel, KEYS } from '../kernel.ts'
import { createTestKernel, loadOnly } from '../test-kernel.ts'
import { Invitations } from './invitations.ts'
import { createServerClock, formatRemaining } from './server-clock.ts'
import { TestVisitorLink } from './test-visitor-link.ts'

const invitation: Invitation = {
  sessionId: 'ses1' as SessionId,
  from: 'Ana',
  mode: 'shared',
  expiresAt: 120_000,
}

afterEach(() => void vi.useRealTimers())

function setUp(overrides: Partial<Kernel> = {}) {
  let begun = 0
  const link = new TestVisitorLink()
  const session = { begin: () => void begun++ }
  const kernel = createTestKernel({ load: loadOnly({ session }), ...overrides })
  const clock = createServerClock(() => 0)
  const invitations = new Invitations(kernel, link, clock)
  const ended: unknown[] = []
  kernel.events.on('session.ended', (event) => void ended.push(event))
  return { link, kernel, clock, invitations, ended, begun: () => begun }
}

test('an invitation asks, and alongside.session shows that it waits for consent', () => {
  const { link, kernel, invitations } = setUp()
  link.connect()
  link.receive('invitation', { invitation })
  expect(invitations.state.value).toEqual({ step: 'asked', invitation })
  expect(kernel.session).toMatchObject({ id: 'ses1', state: 'authorizing', mode: 'shared' })
})

test('the time left is told by the server’s clock, however long invitations last', () => {
  const { link, clock } = setUp()
  link.connect()
  link.receive('invitation', { invitation: { ...invitation, expiresAt: 9_300_000 }, sentAt: 9_000_000 })
  expect(formatRemaining(9_300_000, clock.now())).toBe('5:00')
})

test('the code of the session is fetched while the visitor reads the invitation', () => {
  const loaded: string[] = []
  const { link, begun } = setUp({
    load: (name) => {
      loaded.push(name)
      return Promise.reject(new Error('offline'))
    },
  })
  link.connect()
  link.receive('invitation', { invitation })
  expect(loaded).toEqual(['session'])
  expect(begun()).toBe(0)
})

test('accepting stores the session for this tab and begins it', async () => {
  const { link, kernel, invitations, begun } = setUp()
  link.connect({ invitation })
  invitations.accept()
  await link.answer('accept', { hostToken: 'host' })
  expect(JSON.parse(kernel.tab.get(KEYS.session) ?? '')).toEqual({
    sessionId: 'ses1',
    mode: 'shared',
    from: 'Ana',
    token: 'host',
  })
  expect(kernel.tab.get(KEYS.accepting)).toBeNull()
  expect(begun()).toBe(1)
})

test('a page that goes away while accepting is continued by the next page of the tab', async () => {
  const first = setUp()
  first.link.connect({ invitation })
  first.invitations.accept()
  first.invitations.stop()

  const next = setUp({ tab: first.kernel.tab })
  expect(next.invitations.state.value.step).toBe('accepting')
  // The server has closed the invitation meanwhile: it was accepted.
  next.link.connect({ invitation: null })
  expect(next.link.asked.map(({ event, payload }) => [event, payload])).toEqual([
    ['accept', { sessionId: 'ses1', tabId: 'tab-1' }],
  ])
  await next.link.answer('accept', { hostToken: 'host' })
  expect(next.begun()).toBe(1)
})

test('accepting without a connection goes on when it is back', async () => {
  const { link, invitations, begun } = setUp()
  link.connect({ invitation })
  invitations.accept()
  link.lose()
  await link.refuse('accept', 'not_connected')
  expect(invitations.state.value.step).toBe('accepting')
  link.connect()
  await link.answer('accept', { hostToken: 'host' })
  expect(begun()).toBe(1)
})

test('an acceptance that the server refuses is closed in words and not repeated by the next page', async () => {
  const { link, kernel, invitations, begun } = setUp()
  link.connect({ invitation })
  invitations.accept()
  await link.refuse('accept', 'invitation_closed')
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'The invitation is no longer open.' })
  expect(kernel.tab.get(KEYS.accepting)).toBeNull()
  expect(begun()).toBe(0)
})

test('a withdrawn and an expired invitation say so', () => {
  const { link, invitations, ended } = setUp()
  link.connect({ invitation })
  link.receive('invitation', { invitation: null, closed: 'withdrawn' })
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'Ana has withdrawn the invitation.' })
  link.receive('invitation', { invitation })
  link.receive('invitation', { invitation: null, closed: 'expired' })
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'The invitation has expired.' })
  expect(ended).toEqual([
    { id: 'ses1', reason: 'withdrawn' },
    { id: 'ses1', reason: 'expired' },
  ])
})

test('an invitation accepted in another tab closes in this one', () => {
  const { link, kernel, invitations } = setUp()
  link.connect({ invitation })
  link.receive('session', { id: invitation.sessionId, mode: 'shared', state: 'active' })
  expect(invitations.state.value).toMatchObject({ step: 'closed' })
  expect(kernel.session).toBeNull()
})

const activeElsewhere = { id: invitation.sessionId, mode: 'shared', state: 'active' } as const

test('after a reconnection, an invitation accepted in another tab has not expired: its session goes on there', () => {
  vi.useFakeTimers()
  const { link, kernel, invitations, ended } = setUp()
  link.connect({ invitation })
  link.lose()
  link.connect({ invitation: null })
  link.receive('session', activeElsewhere)
  vi.runAllTimers()
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'You share your page in another tab.' })
  expect(kernel.session).toBeNull()
  expect(ended).toEqual([])
})

test('after a reconnection, an invitation that is gone and lives nowhere has expired', () => {
  vi.useFakeTimers()
  const { link, invitations, ended } = setUp()
  link.connect({ invitation })
  link.lose()
  link.connect({ invitation: null })
  vi.runAllTimers()
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'The invitation is no longer open.' })
  expect(ended).toEqual([{ id: 'ses1', reason: 'expired' }])
})

test('an invitation that comes again after it was gone stays open', () => {
  vi.useFakeTimers()
  const { link, invitations, ended } = setUp()
  link.connect({ invitation })
  link.connect({ invitation: null })
  link.connect({ invitation })
  vi.runAllTimers()
  expect(invitations.state.value.step).toBe('asked')
  expect(ended).toEqual([])
})

test('join rejects when the visitor accepts in another tab, and nothing is said to have ended', async () => {
  vi.useFakeTimers()
  const { link, invitations, ended } = setUp()
  link.connect()
  const joined = expect(invitations.join('token')).rejects.toMatchObject({ kind: 'host_elsewhere' })
  link.receive('invitation', { invitation })
  const answered = link.answer('join', {})
  await vi.runAllTimersAsync()
  await answered
  // In the order of the server: the invitation goes before the session is told.
  link.receive('invitation', { invitation: null })
  link.receive('session', activeElsewhere)
  vi.runAllTimers()
  await joined
  expect(ended).toEqual([])
})

test('an acceptance that comes later than the one of another tab leaves the session there', async () => {
  const { link, kernel, invitations, ended } = setUp()
  link.connect()
  const joined = expect(invitations.join('token')).rejects.toMatchObject({ kind: 'host_elsewhere' })
  await link.answer('join', {})
  link.receive('invitation', { invitation })
  invitations.accept()
  await link.refuse('accept', 'host_elsewhere')
  await joined
  expect(invitations.state.value).toEqual({ step: 'closed', text: 'You share your page in another tab.' })
  expect([kernel.session, kernel.tab.get(KEYS.accepting)]).toEqual([null, null])
  expect(ended).toEqual([])
})

test('join resolves when the session is active', async () => {
  const { link, kernel, invitations } = setUp()
  link.connect()
  const joined = invitations.join('token')
  await link.answer('join', {})
  kernel.events.emit('session.active', { id: 'ses1', mode: 'view' })
  await expect(joined).resolves.toBeUndefined()
})

test('join rejects with a kind when the visitor declines, and when the server refuses the token', async () => {
  const { link, invitations } = setUp()
  link.connect()
  const declined = expect(invitations.join('token')).rejects.toMatchObject({
    kind: 'invitation_closed',
    message: 'You have declined the invitation.',
  })
  await link.answer('join', {})
  link.receive('invitation', { invitation })
  invitations.decline()
  await declined
  expect(link.asked.map(({ event }) => event)).toEqual(['decline'])

  const refused = expect(invitations.join('old')).rejects.toMatchObject({ kind: 'token_expired' })
  await link.refuse('join', 'token_expired')
  await refused
})

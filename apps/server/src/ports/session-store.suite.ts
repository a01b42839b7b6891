import type { OrganizationId, ParticipantId, SessionId, SiteId, VisitorId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../sessions/session.ts'
import { end } from '../sessions/transitions.ts'
import type { Code, SessionStore } from './session-store.ts'

const ORGANIZATION = 'org' as OrganizationId
const SITE = 'site' as SiteId
const VISITOR = 'vis' as VisitorId

/** What every SessionStore does. The organisation `org` must exist where the adapter requires it. */
export function sessionStoreSuite(name: string, create: () => Promise<SessionStore>): void {
  describe(`${name}: sessions`, () => {
    let store: SessionStore
    beforeEach(async () => {
      store = await create()
    })

    it.each(['pending', 'authorizing', 'active'] as const)(
      'gives back a session that is %s',
      async (state) => {
        await store.save(session(state))
        const found = await store.byId(session(state).id)
        expect(found).toMatchObject(durable(session(state)))
        expect(await store.open()).toEqual([found])
      },
    )

    it('replaces a session that is saved again', async () => {
      await store.save(session('pending'))
      await store.save(session('authorizing'))
      expect(await store.byId(session('pending').id)).toMatchObject({ state: 'authorizing' })
      expect(await store.open()).toHaveLength(1)
    })

    it('keeps an ended session with its reason, but not among the open ones', async () => {
      await store.save(end(session('active'), 'visitor_gone', 9))
      expect(await store.byId(session('active').id)).toMatchObject({
        state: 'ended',
        reason: 'visitor_gone',
        startedAt: 5,
        endedAt: 9,
      })
      expect(await store.open()).toEqual([])
    })

    it('knows nothing of other ids', async () => {
      expect(await store.byId('other' as SessionId)).toBeNull()
    })
  })

  describe(`${name}: codes`, () => {
    let store: SessionStore
    beforeEach(async () => {
      store = await create()
    })

    it('C1 gives a code once', async () => {
      expect(await store.addCode(code(), 0)).toBe(true)
      const [one, other] = await Promise.all([
        store.useCode('123456', 'visitor', SITE, 1),
        store.useCode('123456', 'visitor', SITE, 1),
      ])
      expect([one, other].filter((used) => used !== null)).toEqual([code()])
    })

    it('C4 shows an open code without using it up', async () => {
      await store.addCode(code(), 0)
      expect(await store.findCode('123456', 'visitor', SITE, 1)).toEqual(code())
      expect(await store.findCode('123456', 'session', SITE, 1)).toBeNull()
      expect(await store.findCode('123456', 'visitor', SITE, 100)).toBeNull()
      expect(await store.useCode('123456', 'visitor', SITE, 1)).toEqual(code())
      expect(await store.findCode('123456', 'visitor', SITE, 1)).toBeNull()
    })

    it('C1 gives no code after its time', async () => {
      await store.addCode(code(), 0)
      expect(await store.useCode('123456', 'visitor', SITE, 100)).toBeNull()
    })

    it('C1 makes the old code of a visitor void', async () => {
      await store.addCode(code(), 0)
      await store.addCode(code({ id: 'two', code: '654321' }), 0)
      expect(await store.useCode('123456', 'visitor', SITE, 1)).toBeNull()
      expect(await store.useCode('654321', 'visitor', SITE, 1)).toMatchObject({ id: 'two' })
    })

    it('C2 gives no code to another site or in the other direction', async () => {
      await store.addCode(code(), 0)
      expect(await store.useCode('123456', 'visitor', 'other' as SiteId, 1)).toBeNull()
      expect(await store.useCode('123456', 'session', SITE, 1)).toBeNull()
    })

    it('refuses digits that are open, and takes them again later', async () => {
      await store.addCode(code(), 0)
      const same: Code = { ...base('two'), kind: 'session', sessionId: 'ses' as SessionId, expiresAt: 300 }
      expect(await store.addCode(same, 50)).toBe(false)
      expect(await store.addCode(same, 100)).toBe(true)
      expect(await store.useCode('123456', 'session', SITE, 101)).toEqual(same)
    })
  })
}

function base(id: string) {
  return { id, code: '123456', organizationId: ORGANIZATION, siteId: SITE, expiresAt: 100 }
}

function code(over: Partial<Code> = {}): Code {
  return { ...base('one'), kind: 'visitor', visitorId: VISITOR, ...over } as Code
}

function session(state: 'pending' | 'authorizing' | 'active'): Exclude<Session, { state: 'ended' }> {
  const participantId = 'par_agent' as ParticipantId
  const common = {
    id: 'ses' as SessionId,
    organizationId: ORGANIZATION,
    siteId: SITE,
    conversationId: null,
    visitorId: VISITOR,
    visitorName: 'Ada',
    givenVisitor: { id: 'c-7', data: { plan: { name: 'gold' } } },
    agent: { origin: 'console', id: 'usr', name: 'Ben', participantId },
    hostId: 'par_host' as ParticipantId,
    mode: 'shared',
    createdAt: 1,
    viewers: [{ id: participantId, name: 'Ben', connected: true }],
  } as const
  if (state !== 'active') return { ...common, state, expiresAt: 77 }
  const host = { status: 'present', pageId: 'page', leaving: false } as const
  return { ...common, state, tabId: 'tab', startedAt: 5, host, viewersAwaySince: null }
}

/** Who is connected is not stored. */
function durable(session: Session): object {
  const { viewers: _, ...rest } = session
  if (!('host' in rest)) return rest
  const { host: _h, viewersAwaySince: _v, ...active } = rest
  return active
}

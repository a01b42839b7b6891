import type { SessionId } from '@alongside/protocol'
import { describe, expect, it } from 'vitest'
import { buildSession, conversationId } from '../../testing/builders.ts'
import {
  markEnded,
  mergeFetchedSessions,
  mergeSession,
  sessionOf,
  wasOnlyInvitation,
} from './session-list-state.ts'

const ended = { state: 'ended', endReason: 'declined' } as const

describe('sessions', () => {
  it('follow their live states', () => {
    const list = mergeSession([buildSession('s1')], buildSession('s1', { state: 'active' }))
    expect(list.map(({ state }) => state)).toEqual(['active'])
  })

  it('do not come back to life by an answer that was overtaken', () => {
    const list = [buildSession('s1', ended)]
    expect(mergeSession(list, buildSession('s1', { state: 'active' }))).toBe(list)
  })

  it('that were accepted at once do not wait again when the answer to the invitation comes', () => {
    const list = mergeSession([], buildSession('s1', { state: 'active' }))
    expect(mergeSession(list, buildSession('s1'))).toBe(list)
    expect(mergeFetchedSessions(list, [buildSession('s1')])).toEqual(list)
  })

  it('that ended before this console knew them are no news', () => {
    expect(mergeSession([], buildSession('s1', ended))).toEqual([])
  })

  it('clear what was left of the conversation when a new one begins, and leave others alone', () => {
    const elsewhere = buildSession('s2', { ...ended, conversationId: conversationId('c2') })
    const list = mergeSession([buildSession('s1', ended), elsewhere], buildSession('s3', { createdAt: 2000 }))
    expect(list.map(({ id }) => id)).toEqual(['s2', 's3'])
  })

  it('that the server no longer lists have ended, for a reason unknown', () => {
    const list = mergeFetchedSessions([buildSession('s1', { state: 'active' })], [])
    expect(list).toMatchObject([{ id: 's1', state: 'ended', endReason: null }])
  })

  it('keep their reason through a refetch', () => {
    expect(mergeFetchedSessions([buildSession('s1', ended)], [])).toMatchObject([{ endReason: 'declined' }])
  })

  it('learn the reason that arrives after the end', () => {
    const [unknown] = mergeFetchedSessions([buildSession('s1')], [])
    expect(mergeSession([unknown!], buildSession('s1', ended))).toMatchObject([{ endReason: 'declined' }])
  })

  it('are ended by what the widget says, once', () => {
    const list = markEnded([buildSession('s1', { state: 'active' })], 's1' as SessionId, 'visitor_ended')
    expect(markEnded(list, 's1' as SessionId, 'failed')).toMatchObject([{ endReason: 'visitor_ended' }])
  })

  it('belong to their conversation, the newest first in line', () => {
    const list = [buildSession('s1', ended), buildSession('s2', { createdAt: 2000 })]
    expect(sessionOf(list, conversationId('c1'))?.id).toBe('s2')
    expect(sessionOf(list, conversationId('c2'))).toBeNull()
    expect(sessionOf(list, null)).toBeNull()
  })

  it('that were never accepted were only invitations', () => {
    expect(wasOnlyInvitation(buildSession('s1', ended))).toBe(true)
    expect(wasOnlyInvitation(buildSession('s1', { state: 'ended', endReason: 'visitor_ended' }))).toBe(false)
  })
})

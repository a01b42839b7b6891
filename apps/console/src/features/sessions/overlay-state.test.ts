import type { SessionView } from '@alongside/protocol'
import { describe, expect, it } from 'vitest'
import { buildViewerState } from '../../testing/builders.ts'
import { overlayFor, qualityOf } from './overlay-state.ts'

const active = buildViewerState().session as Extract<SessionView, { state: 'active' }>
const end: SessionView = { ...active, state: 'ended', reason: 'visitor_ended' }

describe('what lies over the page', () => {
  it('is nothing while it is live', () => expect(overlayFor(buildViewerState())).toBeNull())

  it.each(['navigating', 'away'] as const)('says that the visitor is %s', (host) => {
    expect(overlayFor(buildViewerState({ session: { ...active, host } }))).toEqual({ kind: host })
  })

  it('says why a page that is there cannot be shown', () => {
    const trouble = 'It is larger than what can be shown.'
    expect(overlayFor(buildViewerState({ trouble }))).toEqual({ kind: 'trouble', text: trouble })
    const session = { ...active, host: 'away' } as const
    expect(overlayFor(buildViewerState({ trouble, session }))).toEqual({ kind: 'away' })
  })

  it('says that the connection is being restored rather than blaming the visitor', () => {
    const state = buildViewerState({ connection: 'reconnecting', session: { ...active, host: 'away' } })
    expect(overlayFor(state)).toEqual({ kind: 'reconnecting' })
  })

  it('says that it is connecting until it knows the session', () => {
    expect(overlayFor(buildViewerState({ session: null }))).toEqual({ kind: 'connecting' })
  })

  it('asks for nothing from the agent when only the token is too old', () => {
    const error = { kind: 'token_expired', message: '' } as const
    const state = buildViewerState({ connection: 'refused', error })
    expect(overlayFor(state)).toEqual({ kind: 'reconnecting' })
  })

  it('says why the server refused', () => {
    const error = { kind: 'protocol_mismatch', message: '' } as const
    expect(overlayFor(buildViewerState({ connection: 'refused', error }))).toEqual({
      kind: 'refused',
      error: 'protocol_mismatch',
    })
  })

  it('is the end when the server knows no such session any more', () => {
    const error = { kind: 'session_ended', message: '' } as const
    expect(overlayFor(buildViewerState({ connection: 'refused', error }))).toEqual({
      kind: 'ended',
      reason: null,
    })
  })

  it('says why it ended, whatever the connection', () => {
    expect(overlayFor(buildViewerState({ connection: 'reconnecting', session: end }))).toEqual({
      kind: 'ended',
      reason: 'visitor_ended',
    })
  })
})

it.each([
  [null, 'unknown'],
  [0, 'good'],
  [199, 'good'],
  [200, 'fair'],
  [500, 'poor'],
] as const)('a round trip of %s ms is %s', (ms, quality) => expect(qualityOf(ms)).toBe(quality))

import { LIMITS, type SessionId, type SiteId, type VisitorId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createTokens, type Tokens, type TokenKind } from './tokens.ts'

const visitor = { visitorId: 'ada' as VisitorId, siteId: 'site' as SiteId }
const host = { sessionId: 'ses' as SessionId, tabId: 'tab' }

let clock: FakeClock
let tokens: Tokens
beforeEach(() => {
  clock = createFakeClock()
  tokens = createTokens({ secret: new Uint8Array(32).fill(1), clock })
})

describe('tokens', () => {
  it('give back what was signed', async () => {
    expect(await tokens.verify('host', await tokens.sign('host', host))).toEqual(host)
  })

  it('never stand for another kind, even with the same claims', async () => {
    const identity = await tokens.sign('identity', visitor)
    const kinds: readonly TokenKind[] = ['visitor', 'join', 'host', 'viewer']
    for (const kind of kinds)
      await expect(tokens.verify(kind, identity)).rejects.toMatchObject({ kind: 'unauthenticated' })
  })

  it('expire, each kind in its time', async () => {
    const [short, long] = [await tokens.sign('visitor', visitor), await tokens.sign('identity', visitor)]
    clock.advance(LIMITS.visitorTokenMs - 1000)
    expect(await tokens.verify('visitor', short)).toEqual(visitor)
    clock.advance(2000)
    await expect(tokens.verify('visitor', short)).rejects.toMatchObject({ kind: 'token_expired' })
    expect(await tokens.verify('identity', long)).toEqual(visitor)
  })

  it('are refused when changed, unsigned or signed by somebody else', async () => {
    const [header, , signature] = (await tokens.sign('visitor', visitor)).split('.')
    const claims = { ...visitor, visitorId: 'bob', iss: 'alongside', aud: 'visitor', exp: 9e9 }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const stranger = createTokens({ secret: new Uint8Array(32).fill(2), clock })
    for (const token of [
      `${header}.${payload}.${signature}`,
      `${none}.${payload}.`,
      await stranger.sign('visitor', visitor),
      '',
    ])
      await expect(tokens.verify('visitor', token)).rejects.toMatchObject({ kind: 'unauthenticated' })
  })

  it('need a secret that nobody guesses', () => {
    expect(() => createTokens({ secret: new Uint8Array(16), clock })).toThrow(/32 bytes/)
  })
})

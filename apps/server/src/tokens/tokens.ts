import {
  AlongsideError,
  idSchema,
  LIMITS,
  type ParticipantId,
  type SessionId,
  type SiteId,
  type VisitorId,
} from '@alongside/protocol'
import { errors, jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Clock } from '../ports/clock.ts'

/**
 * Every token of the server. Each kind has an audience of its own, so that one can never stand for another:
 *
 *   identity  that a browser is the same visitor as last time; kept by the tag
 *   visitor   opens `/visitor`
 *   join      `alongside.join`: names a session that an integrator opened
 *   host      opens `/session` as the host, from one tab
 *   viewer    opens `/session` as a viewer; `participantId` null until it has a place
 */
export type TokenClaims = {
  identity: { visitorId: VisitorId; siteId: SiteId }
  visitor: { visitorId: VisitorId; siteId: SiteId }
  join: { sessionId: SessionId }
  host: { sessionId: SessionId; tabId: string }
  viewer: { sessionId: SessionId; participantId: ParticipantId | null }
}
export type TokenKind = keyof TokenClaims

const IDENTITY_MS = 30 * 24 * 60 * 60_000
/** Integrators embed these for the length of a session; the session's own end is checked besides. */
export const INTEGRATOR_TOKEN_MS = 2 * 60 * 60_000

const LIFETIME_MS: Readonly<Record<TokenKind, number>> = {
  identity: IDENTITY_MS,
  visitor: LIMITS.visitorTokenMs,
  join: INTEGRATOR_TOKEN_MS,
  host: LIMITS.sessionTokenMs,
  viewer: LIMITS.sessionTokenMs,
}

const ISSUER = 'alongside'
const ALGORITHM = 'HS256'

const claimSchemas: { readonly [K in TokenKind]: v.GenericSchema<unknown, unknown> } = {
  identity: v.object({ visitorId: idSchema, siteId: idSchema }),
  visitor: v.object({ visitorId: idSchema, siteId: idSchema }),
  join: v.object({ sessionId: idSchema }),
  host: v.object({ sessionId: idSchema, tabId: v.string() }),
  viewer: v.object({ sessionId: idSchema, participantId: v.nullable(idSchema) }),
}

export type Tokens = {
  /** `lifetimeMs` replaces the kind's own lifetime. */
  sign<K extends TokenKind>(kind: K, claims: TokenClaims[K], lifetimeMs?: number): Promise<string>
  /** @throws AlongsideError `token_expired`, `unauthenticated` */
  verify<K extends TokenKind>(kind: K, token: string): Promise<TokenClaims[K]>
}

/** Signs with HMAC SHA-256. The secret must have at least 32 bytes. */
export function createTokens(deps: { readonly secret: Uint8Array; readonly clock: Clock }): Tokens {
  const { secret, clock } = deps
  if (secret.byteLength < 32) throw new Error('The token secret needs at least 32 bytes.')
  return {
    sign(kind, claims, lifetimeMs = LIFETIME_MS[kind]) {
      const now = clock.now()
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(kind)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.ceil((now + lifetimeMs) / 1000))
        .sign(secret)
    },
    async verify<K extends TokenKind>(kind: K, token: string) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: kind,
          currentDate: new Date(clock.now()),
        })
        return v.parse(claimSchemas[kind], payload) as TokenClaims[K]
      } catch (error) {
        throw new AlongsideError(
          error instanceof errors.JWTExpired ? 'token_expired' : 'unauthenticated',
          error instanceof errors.JWTExpired ? undefined : 'The token is not valid for this.',
        )
      }
    },
  }
}

import * as v from 'valibot'
import { LIMITS } from './limits.ts'
import { endReasonSchema, modeSchema } from './session.ts'

/** The REST calls for integrators, under `/api/v1`, with `Authorization: Bearer API_KEY`. */

const short = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.nameLength))

/** What the integrator knows of the visitor. As JSON at most LIMITS.identityDataBytes. */
const givenVisitorSchema = v.object({
  id: v.optional(short),
  name: v.optional(short),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  data: v.optional(v.record(v.string(), v.unknown())),
})
export type GivenVisitor = v.InferOutput<typeof givenVisitorSchema>

export const createSessionSchema = v.object({
  mode: modeSchema,
  visitor: v.optional(givenVisitorSchema),
  agent: v.object({ id: short, name: short }),
})
export type CreateSession = v.InferOutput<typeof createSessionSchema>

export const sessionResourceSchema = v.object({
  id: v.string(),
  state: v.picklist(['pending', 'authorizing', 'active', 'ended']),
  mode: modeSchema,
  agent: v.object({ id: v.string(), name: v.string() }),
  /** As it was given when the session was opened; null when it was not. */
  visitor: v.nullable(givenVisitorSchema),
  createdAt: v.string(),
  expiresAt: v.nullable(v.string()),
  endReason: v.nullable(endReasonSchema),
})
export type SessionResource = v.InferOutput<typeof sessionResourceSchema>

/** 201 of `POST /api/v1/sessions`. Times are ISO 8601. The visitor's page calls `alongside.join(visitorToken)`, or the visitor types the code. */
export const createdSessionSchema = v.object({
  ...sessionResourceSchema.entries,
  visitorToken: v.string(),
  agentToken: v.string(),
  code: v.string(),
  expiresAt: v.string(),
})
export type CreatedSession = v.InferOutput<typeof createdSessionSchema>

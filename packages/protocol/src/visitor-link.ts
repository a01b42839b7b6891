import * as v from 'valibot'
import {
  identitySchema,
  invitationSchema,
  messageSchema,
  newMessageSchema,
  pageSchema,
} from './conversation.ts'
import { sessionIdSchema, visitorIdSchema } from './ids.ts'
import { maskingRulesSchema } from './masking-rules.ts'
import { endReasonSchema, modeSchema } from './session.ts'

/**
 * The visitor's side of a conversation: the namespace `/visitor`, and the HTTP call that opens it.
 *
 * Sequence: tag `POST /tag/v1/visitors` (site key, and the identity kept from last time) -> visitorToken ->
 * connects `/visitor` with it -> `state` (whole) -> later changes by event. Accepting an invitation answers with the token
 * with which this tab becomes the host in `/session`.
 */

export const openVisitorSchema = v.object({
  protocol: v.number(),
  siteKey: v.pipe(v.string(), v.maxLength(64)),
  /** What the last call returned as `identity`, from first-party storage. */
  identity: v.optional(v.pipe(v.string(), v.maxLength(4096))),
})
export const openVisitorReplySchema = v.object({
  visitorId: visitorIdSchema,
  /** Proves next time that it is the same browser. Signed, 30 days. */
  identity: v.string(),
  /** Opens `/visitor`. Short-lived. */
  visitorToken: v.string(),
  site: v.object({ name: v.string() }),
  masking: maskingRulesSchema,
})
export type OpenVisitorReply = v.InferOutput<typeof openVisitorReplySchema>

export const visitorHelloSchema = v.object({
  protocol: v.number(),
  visitorToken: v.string(),
  tabId: v.pipe(v.string(), v.maxLength(64)),
})
export type VisitorHello = v.InferOutput<typeof visitorHelloSchema>

const tabId = v.pipe(v.string(), v.maxLength(64))
const code = v.pipe(v.string(), v.regex(/^\d{6}$/, 'a code has six digits'))

/** Every event is answered through the acknowledgement callback with `{ok: true, ...} | {ok: false, error: ErrorBody}`. */
export const visitorUpSchemas = {
  identify: identitySchema,
  page: pageSchema,
  message: newMessageSchema,
  typing: v.object({ typing: v.boolean() }),
  /** All messages up to now have been seen. */
  read: v.object({}),
  /** Safe to repeat from the same tab: the answer is the same. */
  accept: v.object({ sessionId: sessionIdSchema, tabId }),
  decline: v.object({ sessionId: sessionIdSchema }),
  /** A code for an agent to enter: six digits, ten minutes, one use. */
  'create-code': v.object({ tabId }),
  /** A code that the agent read out (from the REST call): opens its invitation here. */
  'enter-code': v.object({ code, tabId }),
  /** The token given to `alongside.join`: opens its invitation here. */
  join: v.object({ token: v.string(), tabId }),
} as const
export type VisitorUp = { [K in keyof typeof visitorUpSchemas]: v.InferOutput<(typeof visitorUpSchemas)[K]> }

export type VisitorReplies = {
  identify: object
  page: object
  message: { message: v.InferOutput<typeof messageSchema> }
  typing: object
  read: object
  /** `hostToken` opens `/session` as the host. */
  accept: { hostToken: string }
  decline: object
  'create-code': { code: string; expiresAt: number }
  'enter-code': object
  join: object
}
export type Reply<T> = ({ ok: true } & T) | { ok: false; error: { kind: string; message: string } }

/** The server's clock when it sent this: visitors' clocks are often wrong. */
const sentAt = v.optional(v.number())

export const visitorStateSchema = v.object({
  agent: v.nullable(v.object({ name: v.string() })),
  messages: v.array(messageSchema),
  /** Messages of the agent that the visitor has not read. */
  unread: v.number(),
  invitation: v.nullable(invitationSchema),
  sentAt,
})
export type VisitorState = v.InferOutput<typeof visitorStateSchema>

export const visitorDownSchemas = {
  state: visitorStateSchema,
  message: messageSchema,
  typing: v.object({ typing: v.boolean() }),
  agent: v.nullable(v.object({ name: v.string() })),
  /** null: no invitation is open any more; `closed` says why. */
  invitation: v.object({
    invitation: v.nullable(invitationSchema),
    closed: v.optional(endReasonSchema),
    sentAt,
  }),
  /** The invitation was accepted in another tab, or the session runs there. */
  session: v.object({ id: sessionIdSchema, mode: modeSchema, state: v.picklist(['active', 'ended']) }),
  masking: maskingRulesSchema,
} as const
export type VisitorDown = {
  [K in keyof typeof visitorDownSchemas]: v.InferOutput<(typeof visitorDownSchemas)[K]>
}

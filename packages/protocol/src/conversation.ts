import * as v from 'valibot'
import {
  conversationIdSchema,
  messageIdSchema,
  sessionIdSchema,
  userIdSchema,
  visitorIdSchema,
} from './ids.ts'
import { LIMITS } from './limits.ts'
import { endReasonSchema, modeSchema } from './session.ts'

/** A conversation between a visitor and an agent, as both sides see it. Times are milliseconds since the epoch, by the server's clock. */

const chatText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LIMITS.chatTextLength))

export const messageSchema = v.object({
  id: messageIdSchema,
  author: v.picklist(['visitor', 'agent', 'system']),
  authorName: v.string(),
  text: v.string(),
  sentAt: v.number(),
  /** The sender's own id for it, so that a repeated send is stored once and the sender can match it. */
  clientId: v.optional(v.string()),
})
export type Message = v.InferOutput<typeof messageSchema>

export const newMessageSchema = v.object({
  clientId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  text: chatText,
})
export type NewMessage = v.InferOutput<typeof newMessageSchema>

export const pageSchema = v.object({
  /** Without query and fragment: they may hold what is private. */
  url: v.pipe(v.string(), v.maxLength(LIMITS.urlLength)),
  title: v.pipe(v.string(), v.maxLength(500)),
})
export type Page = v.InferOutput<typeof pageSchema>

export const identitySchema = v.object({
  id: v.optional(v.pipe(v.string(), v.maxLength(LIMITS.nameLength))),
  name: v.optional(v.pipe(v.string(), v.maxLength(LIMITS.nameLength))),
  email: v.optional(v.pipe(v.string(), v.maxLength(254))),
  data: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]))),
})
export type Identity = v.InferOutput<typeof identitySchema>

/** An open invitation, as the visitor's chat window shows it. `from` is the agent's name. */
export const invitationSchema = v.object({
  sessionId: sessionIdSchema,
  from: v.string(),
  mode: modeSchema,
  expiresAt: v.number(),
})
export type Invitation = v.InferOutput<typeof invitationSchema>

/** An agent's session, as the console shows it. */
export const agentSessionSchema = v.object({
  id: sessionIdSchema,
  conversationId: v.nullable(conversationIdSchema),
  agentId: v.string(),
  state: v.picklist(['pending', 'authorizing', 'active', 'ended']),
  mode: modeSchema,
  createdAt: v.number(),
  expiresAt: v.nullable(v.number()),
  endReason: v.nullable(endReasonSchema),
})
export type AgentSession = v.InferOutput<typeof agentSessionSchema>

export const conversationSummarySchema = v.object({
  id: conversationIdSchema,
  state: v.picklist(['waiting', 'taken', 'closed']),
  visitor: v.object({ id: visitorIdSchema, name: v.string(), identity: identitySchema, online: v.boolean() }),
  page: v.nullable(pageSchema),
  agent: v.nullable(v.object({ id: userIdSchema, name: v.string() })),
  lastMessage: v.nullable(messageSchema),
  /** Messages of the visitor that the agent has not read. */
  unread: v.number(),
  startedAt: v.number(),
  updatedAt: v.number(),
})
export type ConversationSummary = v.InferOutput<typeof conversationSummarySchema>

import * as v from 'valibot'

/** Opaque ids: url-safe text of 1 to 64 characters. Branded so that one cannot stand for another. */
export const idSchema = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

export type SessionId = string & { readonly __brand: 'SessionId' }
export type ParticipantId = string & { readonly __brand: 'ParticipantId' }
export type ConversationId = string & { readonly __brand: 'ConversationId' }
export type MessageId = string & { readonly __brand: 'MessageId' }
export type VisitorId = string & { readonly __brand: 'VisitorId' }
export type SiteId = string & { readonly __brand: 'SiteId' }
export type UserId = string & { readonly __brand: 'UserId' }
export type OrganizationId = string & { readonly __brand: 'OrganizationId' }

const branded = <T extends string>() =>
  v.pipe(
    idSchema,
    v.transform((id) => id as T),
  )

export const sessionIdSchema = branded<SessionId>()
export const participantIdSchema = branded<ParticipantId>()
export const conversationIdSchema = branded<ConversationId>()
export const messageIdSchema = branded<MessageId>()
export const visitorIdSchema = branded<VisitorId>()
export const siteIdSchema = branded<SiteId>()
export const userIdSchema = branded<UserId>()

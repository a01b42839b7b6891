import type {
  ConversationId,
  Message,
  MessageId,
  OrganizationId,
  SiteId,
  UserId,
  VisitorId,
} from '@alongside/protocol'
import type { Conversation, Visitor } from '../ports/conversation-store.ts'
import type { conversations, messages, visitors } from './schema/conversations.ts'

/** Rows of the tables as the domain's values, and back: ids get their brands, and an agent is one value, not two columns. */

export type ConversationRow = typeof conversations.$inferSelect
export type VisitorRow = typeof visitors.$inferSelect
type MessageRow = typeof messages.$inferSelect

export function visitorFromRow(row: VisitorRow): Visitor {
  return {
    id: row.id as VisitorId,
    organizationId: row.organizationId as OrganizationId,
    siteId: row.siteId as SiteId,
    identity: row.identity,
    createdAt: row.createdAt,
  }
}

export function messageFromRow(row: MessageRow): Message {
  return {
    id: row.id as MessageId,
    author: row.author,
    authorName: row.authorName,
    text: row.text,
    sentAt: row.sentAt,
    ...(row.clientId === null ? {} : { clientId: row.clientId }),
  }
}

export function rowFromConversation(conversation: Conversation): ConversationRow {
  const { agent, ...rest } = conversation
  return { ...rest, agentId: agent?.id ?? null, agentName: agent?.name ?? null }
}

export function conversationFromRow(row: ConversationRow): Conversation {
  const { agentId, agentName, ...rest } = row
  return {
    ...rest,
    id: row.id as ConversationId,
    organizationId: row.organizationId as OrganizationId,
    siteId: row.siteId as SiteId,
    visitorId: row.visitorId as VisitorId,
    agent: agentId === null ? null : { id: agentId as UserId, name: agentName ?? '' },
  }
}

import type { ConversationSummary, Identity, Page, VisitorId } from '@alongside/protocol'
import type { Conversation, ConversationListing } from '../ports/conversation-store.ts'
import type { Presence } from './presence.ts'

/** The name that agents see: what the site or the visitor gave, or a stable short name. */
export function visitorName(identity: Identity, id: VisitorId): string {
  const name = identity.name?.trim()
  if (name !== undefined && name !== '') return name
  return `Visitor ${id.slice(-4).replaceAll(/[-_]/g, '0').toUpperCase()}`
}

export function summaryOf(listing: ConversationListing, presence: Presence): ConversationSummary {
  const { conversation, visitor, lastMessage } = listing
  return {
    id: conversation.id,
    state: conversation.state,
    visitor: {
      id: visitor.id,
      name: visitorName(visitor.identity, visitor.id),
      identity: visitor.identity,
      online: presence.isOnline(visitor.id),
    },
    page: presence.pageOf(visitor.id),
    agent: conversation.agent,
    lastMessage,
    unread: conversation.unreadByAgent,
    startedAt: conversation.startedAt,
    updatedAt: conversation.updatedAt,
  }
}

/** The page without query and fragment: they may hold what is private. Null when it is no web address. */
export function withoutQuery(page: Page): Page | null {
  if (!URL.canParse(page.url)) return null
  const url = new URL(page.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  return { url: `${url.origin}${url.pathname}`, title: page.title }
}

/** What the visitor is told of the agent: nobody, once the conversation is closed. */
export function agentOf(conversation: Conversation): { name: string } | null {
  return conversation.state !== 'taken' || conversation.agent === null
    ? null
    : { name: conversation.agent.name }
}

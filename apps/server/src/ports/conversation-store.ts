import type {
  ConversationId,
  Identity,
  Message,
  OrganizationId,
  SiteId,
  UserId,
  VisitorId,
} from '@alongside/protocol'

/** A browser on a site. */
export type Visitor = {
  readonly id: VisitorId
  readonly organizationId: OrganizationId
  readonly siteId: SiteId
  readonly identity: Identity
  readonly createdAt: number
}

/** A conversation without its messages. `agent` is set while it is taken, and stays when it is closed. */
export type Conversation = {
  readonly id: ConversationId
  readonly organizationId: OrganizationId
  readonly siteId: SiteId
  readonly visitorId: VisitorId
  readonly state: 'waiting' | 'taken' | 'closed'
  readonly agent: { readonly id: UserId; readonly name: string } | null
  readonly unreadByAgent: number
  readonly unreadByVisitor: number
  readonly startedAt: number
  readonly updatedAt: number
  readonly closedAt: number | null
}

/** What the lists show of a conversation. */
export type ConversationListing = {
  readonly conversation: Conversation
  readonly visitor: Visitor
  readonly lastMessage: Message | null
}

/** Visitors, conversations and their messages. Invitations are events and are never stored here. */
export type ConversationStore = {
  saveVisitor(visitor: Visitor): Promise<void>
  visitor(id: VisitorId): Promise<Visitor | null>
  /** Inserts, or replaces everything but the counters and the messages. */
  save(conversation: Conversation): Promise<void>
  byId(id: ConversationId): Promise<Conversation | null>
  /** The visitor's newest conversation, open or closed. */
  latestOf(visitorId: VisitorId): Promise<Conversation | null>
  /** Takes a waiting conversation; null when it is not waiting any more. The first of two wins, whatever the timing. */
  take(
    id: ConversationId,
    agent: { readonly id: UserId; readonly name: string },
    at: number,
  ): Promise<Conversation | null>
  /**
   * Adds a message, raises the other side's unread counter and `updatedAt`. A message with a `clientId` that its author
   * has already sent here is not added again: the stored one is returned, with `added` false.
   */
  addMessage(id: ConversationId, message: Message): Promise<{ message: Message; added: boolean }>
  /** In the order they were added. */
  messages(id: ConversationId): Promise<readonly Message[]>
  /** Sets one side's unread counter to 0. */
  markRead(id: ConversationId, by: 'agent' | 'visitor'): Promise<void>
  listing(id: ConversationId): Promise<ConversationListing | null>
  /** Waiting ones of the organisation and those that the agent has taken, the latest change first. */
  openFor(organizationId: OrganizationId, agentId: UserId): Promise<readonly ConversationListing[]>
  /**
   * Conversations of the organisation with at least one message, the latest change first. `query` is looked for in messages, and in the
   * visitor's and agent's names, without regard to case; `before` is an `updatedAt`.
   */
  search(
    organizationId: OrganizationId,
    options: { readonly query: string; readonly before: number | null; readonly limit: number },
  ): Promise<readonly ConversationListing[]>
}

import type {
  AgentSession,
  ConversationId,
  ConversationSummary,
  MessageId,
  SessionId,
  UserId,
  VisitorId,
} from '@alongside/protocol'
import type { ChatMessage } from '#features/conversations/message-list-state.ts'
import type { ViewerState } from '@alongside/viewer'

/** Small objects of the protocol, with overrides. */

export const ME = 'agent-1' as UserId
export const conversationId = (id: string) => id as ConversationId

export function buildConversation(
  id: string,
  overrides: Partial<ConversationSummary> = {},
): ConversationSummary {
  return {
    id: conversationId(id),
    state: 'waiting',
    visitor: { id: `v-${id}` as VisitorId, name: `Visitor ${id}`, identity: {}, online: true },
    page: null,
    agent: null,
    lastMessage: null,
    unread: 0,
    startedAt: 1000,
    updatedAt: 1000,
    ...overrides,
  }
}

export const takenBy = (agent: UserId) => ({ state: 'taken' as const, agent: { id: agent, name: 'Kim' } })

export function buildMessage(id: string, overrides: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: id as MessageId,
    author: 'visitor',
    authorName: 'Ana',
    text: `text of ${id}`,
    sentAt: 1000,
    ...overrides,
  }
}

export function buildSession(id: string, overrides: Partial<AgentSession> = {}): AgentSession {
  return {
    id: id as SessionId,
    conversationId: conversationId('c1'),
    agentId: ME,
    state: 'authorizing',
    mode: 'view',
    createdAt: 1000,
    expiresAt: 121_000,
    endReason: null,
    ...overrides,
  }
}

export function buildViewerState(overrides: Partial<ViewerState> = {}): ViewerState {
  return {
    connection: 'connected',
    session: {
      state: 'active',
      id: 's1' as SessionId,
      mode: 'shared',
      participants: [],
      startedAt: 1000,
      host: 'present',
    },
    progress: 1,
    roundTripMs: 40,
    url: 'https://shop.example/',
    title: 'Shop',
    viewport: { width: 1280, height: 800 },
    following: true,
    trouble: null,
    ...overrides,
  }
}

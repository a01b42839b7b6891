import type { ConversationId, Me } from '@alongside/protocol'
import { MessagesSquare } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { SkeletonRows } from '#components/skeleton.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { randomId } from '#lib/random-id.ts'
import { useChangeConversation } from './change-conversation.ts'
import { Composer } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { useConversation } from './conversation.ts'
import type { ConversationDetail } from './message-list-state.ts'
import { MessageLog } from './message-log.tsx'
import { useSendMessage } from './send-message.ts'
import { TakeBar } from './take-bar.tsx'
import { useVisitorTyping } from './typing.ts'
import { VisitorDetails } from './visitor-details.tsx'

type ViewProps = {
  readonly id: ConversationId
  readonly me: Me
  /** Whether the agent can see it now: only then are messages read. */
  readonly visible: boolean
  readonly actions: ReactNode
  /** Between header and messages: what the co-browsing has to say. */
  readonly notice: ReactNode
}

/** One conversation: who, what was said, and where to answer. */
export function ConversationView(props: ViewProps) {
  const { data, error, isPending, refetch } = useConversation(props.id)
  if (isPending) return <SkeletonRows count={3} label="Loading conversation" />
  if (data === undefined) {
    return (
      <EmptyState
        icon={MessagesSquare}
        title="This conversation cannot be shown"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {errorMessage(error)}
      </EmptyState>
    )
  }
  return <Loaded {...props} detail={data} />
}

function Loaded(props: ViewProps & { readonly detail: ConversationDetail }) {
  const { conversation, messages } = props.detail
  const { user } = props.me
  const typing = useVisitorTyping(conversation.id)
  const sender = useSendMessage(conversation.id, user.name)
  const close = useChangeConversation(user.id, 'close')
  const { mutate: markRead } = useChangeConversation(user.id, 'read')
  const mine = conversation.state === 'taken' && conversation.agent?.id === user.id
  const unread = mine && props.visible ? conversation.unread : 0
  useEffect(() => {
    if (unread === 0) return undefined
    const read = () => {
      if (document.visibilityState === 'visible') markRead(conversation.id)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [unread, markRead, conversation.id])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ConversationHeader
        conversation={conversation}
        actions={mine ? props.actions : null}
        onClose={() => close.mutate(conversation.id)}
      />
      {props.notice}
      {conversation.state === 'waiting' && (
        <div className="border-b border-line px-4 py-3">
          <VisitorDetails conversation={conversation} />
        </div>
      )}
      <MessageLog
        visitorName={conversation.visitor.name}
        messages={messages}
        typing={typing}
        onRetry={({ clientId, text }) => clientId !== undefined && sender.mutate({ clientId, text })}
      />
      {mine ? (
        <Composer
          key={conversation.id}
          conversationId={conversation.id}
          visitorName={conversation.visitor.name}
          onSend={(text) => sender.mutate({ clientId: randomId(), text })}
        />
      ) : (
        <TakeBar conversation={conversation} agentId={user.id} />
      )}
    </div>
  )
}

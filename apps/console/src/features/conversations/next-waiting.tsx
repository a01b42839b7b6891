import type { ConversationId, UserId } from '@alongside/protocol'
import { MessageSquareText } from 'lucide-react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { formatWait } from '#lib/format-time.ts'
import { useNow } from '#lib/use-now.ts'
import { useChangeConversation } from './change-conversation.ts'
import { useConversations } from './conversations.ts'

/** With no conversation open: the one that has waited longest, to be taken with one press. */
export function NextWaiting(props: {
  readonly agentId: UserId
  readonly onTaken: (id: ConversationId) => void
}) {
  const { data } = useConversations()
  const now = useNow(5000)
  const take = useChangeConversation(props.agentId, 'take')
  const next = data?.find(({ state }) => state === 'waiting')
  if (next === undefined) {
    return (
      <EmptyState icon={MessageSquareText} title="Nobody is waiting">
        New conversations show up on the left, with a sound if you have it switched on.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={MessageSquareText}
      title={`${next.visitor.name} is waiting`}
      actions={
        <Button
          variant="primary"
          busy={take.isPending}
          onClick={() => take.mutate(next.id, { onSuccess: () => props.onTaken(next.id) })}
        >
          Take conversation
        </Button>
      }
    >
      For {formatWait(now - next.startedAt)}
      {next.lastMessage !== null && <>: “{next.lastMessage.text.slice(0, 140)}”</>}
    </EmptyState>
  )
}

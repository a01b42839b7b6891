import type { ConversationSummary, UserId } from '@alongside/protocol'
import { Button } from '#components/button.tsx'
import { useChangeConversation } from './change-conversation.ts'

/** Stands where one would write: takes a waiting conversation, or says why there is nothing to write. */
export function TakeBar(props: { readonly conversation: ConversationSummary; readonly agentId: UserId }) {
  const { conversation } = props
  const take = useChangeConversation(props.agentId, 'take')
  if (conversation.state !== 'waiting') {
    return (
      <p className="border-t border-line px-4 py-4 text-center text-sm text-muted">
        {conversation.state === 'closed'
          ? 'This conversation is closed.'
          : `${conversation.agent?.name ?? 'Another agent'} has this conversation.`}
      </p>
    )
  }
  return (
    <div className="border-t border-line p-3">
      <Button
        variant="primary"
        className="h-10 w-full"
        busy={take.isPending}
        onClick={() => take.mutate(conversation.id)}
      >
        Take conversation
      </Button>
    </div>
  )
}

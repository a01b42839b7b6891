import type { AgentSession, ConversationId, Me } from '@alongside/protocol'
import { useConversations } from '#features/conversations/conversations.ts'
import { ConversationView } from '#features/conversations/conversation-view.tsx'
import { NextWaiting } from '#features/conversations/next-waiting.tsx'
import { CoBrowseButton } from '#features/sessions/cobrowse-button.tsx'
import { InvitationNotice } from '#features/sessions/invitation-notice.tsx'

/** Puts what the co-browsing has to say into the conversation: the two features do not know each other. */
export function ConversationPane(props: {
  readonly me: Me
  readonly selectedId: ConversationId | null
  readonly visible: boolean
  readonly session: AgentSession | null
  readonly onSelect: (id: ConversationId) => void
}) {
  const { me, selectedId, session } = props
  const { data } = useConversations()
  const visitor = data?.find(({ id }) => id === selectedId)?.visitor
  return (
    <section aria-label="Conversation" className="flex min-h-0 flex-col">
      {selectedId === null ? (
        <NextWaiting agentId={me.user.id} onTaken={props.onSelect} />
      ) : (
        <ConversationView
          key={selectedId}
          id={selectedId}
          me={me}
          visible={props.visible}
          actions={
            <CoBrowseButton conversationId={selectedId} session={session} online={visitor?.online ?? false} />
          }
          notice={<InvitationNotice session={session} visitorName={visitor?.name ?? 'the visitor'} />}
        />
      )}
    </section>
  )
}

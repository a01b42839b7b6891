import type { AgentSession, ConversationId } from '@alongside/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { CircleStop, Hourglass, ScreenShare } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Notice } from '#components/notice.tsx'
import { Skeleton } from '#components/skeleton.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { endReasonWords } from './end-reason-words.ts'
import { dismissSession, isLive, sessionOf, wasOnlyInvitation } from './session-list-state.ts'
import { changeSessions, useSessions } from './sessions.ts'
import { useViewerToken } from './viewer-token.ts'
import { ViewerWidget } from './viewer-widget.tsx'

/**
 * The third pane. The widgets of all running sessions stay mounted, so that looking at another conversation for a moment
 * does not end the connection; only the one of the selected conversation is shown.
 */
export function CoBrowsePane(props: {
  readonly conversationId: ConversationId | null
  readonly onShow: (id: ConversationId) => void
}) {
  const { data = [] } = useSessions()
  const current = sessionOf(data, props.conversationId)
  const active = data.filter(({ state }) => state === 'active')
  return (
    <div className="relative h-full">
      {active.map((session) => (
        <Layer key={session.id} shown={session.id === current?.id}>
          <ActiveSession session={session} />
        </Layer>
      ))}
      {current?.state !== 'active' && <Idle {...props} current={current} others={active} />}
    </div>
  )
}

/** Hidden without `display: none`: the mirrored page keeps its size. */
function Layer(props: { readonly shown: boolean; readonly children: ReactNode }) {
  return (
    <div inert={!props.shown} className={props.shown ? 'absolute inset-0' : 'invisible absolute inset-0'}>
      {props.children}
    </div>
  )
}

function ActiveSession({ session }: { readonly session: AgentSession }) {
  const token = useViewerToken(session.id)
  if (token.data !== undefined) {
    return <ViewerWidget session={session} token={token.data} onTokenExpired={() => void token.refetch()} />
  }
  if (token.error === null) return <Skeleton className="m-4 h-[calc(100%-2rem)]" />
  return (
    <Notice
      tone="danger"
      className="m-4"
      actions={
        <Button size="sm" onClick={() => void token.refetch()}>
          Retry
        </Button>
      }
    >
      {errorMessage(token.error)}
    </Notice>
  )
}

function Idle(props: {
  readonly current: AgentSession | null
  readonly others: readonly AgentSession[]
  readonly onShow: (id: ConversationId) => void
}) {
  const client = useQueryClient()
  const { current } = props
  if (current !== null && isLive(current)) {
    return (
      <Centre>
        <EmptyState icon={Hourglass} title="Invitation sent">
          As soon as the visitor accepts, their page opens here, just as they see it.
        </EmptyState>
      </Centre>
    )
  }
  if (current !== null && !wasOnlyInvitation(current)) {
    const dismiss = () => changeSessions(client, (list) => dismissSession(list, current.id))
    return (
      <Centre>
        <EmptyState icon={CircleStop} title="Session ended" actions={<Button onClick={dismiss}>Done</Button>}>
          <span role="status">{endReasonWords(current.endReason)}</span>
        </EmptyState>
      </Centre>
    )
  }
  const elsewhere = props.others.find((session) => session.conversationId !== null)?.conversationId ?? null
  return (
    <Centre>
      <EmptyState
        icon={ScreenShare}
        title={elsewhere === null ? 'See what they see' : 'A session is running elsewhere'}
        actions={elsewhere !== null && <Button onClick={() => props.onShow(elsewhere)}>Show it</Button>}
      >
        {elsewhere === null
          ? 'Press CoBrowse in a conversation you have taken, or enter the code of a visitor on the phone.'
          : 'Your visitor’s page is still open in another conversation.'}
      </EmptyState>
    </Centre>
  )
}

function Centre({ children }: { readonly children: ReactNode }) {
  return <div className="grid h-full overflow-auto bg-canvas">{children}</div>
}

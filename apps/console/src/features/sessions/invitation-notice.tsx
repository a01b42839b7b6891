import type { AgentSession } from '@alongside/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { Button } from '#components/button.tsx'
import { Notice } from '#components/notice.tsx'
import { formatCountdown } from '#lib/format-time.ts'
import { toasts } from '#lib/toasts.ts'
import { useNow } from '#lib/use-now.ts'
import { endReasonWords } from './end-reason-words.ts'
import { MODE_WORDS } from './mode-words.ts'
import { dismissSession, isLive, wasOnlyInvitation } from './session-list-state.ts'
import { changeSessions } from './sessions.ts'
import { useStopSession } from './stop-session.ts'

/** The open invitation of a conversation with the time it has left, or what became of it. */
export function InvitationNotice(props: {
  readonly session: AgentSession | null
  readonly visitorName: string
}) {
  const { session } = props
  const client = useQueryClient()
  if (session === null || session.state === 'active') return null
  if (isLive(session)) return <OpenInvitation session={session} visitorName={props.visitorName} />
  if (!wasOnlyInvitation(session)) return null
  return (
    <Notice
      tone={session.endReason === 'withdrawn' ? 'info' : 'warn'}
      className="mx-3 mt-3"
      actions={
        <Button
          variant="quiet"
          size="icon"
          aria-label="Dismiss"
          className="-my-1.5 -mr-1 !text-current"
          onClick={() => changeSessions(client, (list) => dismissSession(list, session.id))}
        >
          <X aria-hidden className="size-4" />
        </Button>
      }
    >
      {endReasonWords(session.endReason)}
    </Notice>
  )
}

function OpenInvitation(props: { readonly session: AgentSession; readonly visitorName: string }) {
  const { session } = props
  const now = useNow(500)
  const withdraw = useStopSession()
  const left = session.expiresAt === null ? null : formatCountdown(session.expiresAt - now)
  return (
    <div
      role="status"
      className="mx-3 mt-3 flex animate-rise items-center gap-3 rounded-lg bg-accent-soft px-3 py-2 text-sm text-accent-text"
    >
      <p className="min-w-0 flex-1 text-pretty">
        Waiting for {props.visitorName} to accept{' '}
        <span className="font-semibold">{MODE_WORDS[session.mode].title.toLowerCase()}</span>
        {left !== null && (
          <>
            {' · '}
            {/* Not announced: a timer read out twice a second would drown everything else. */}
            <span role="timer" aria-live="off" className="font-semibold tabular-nums">
              {left}
            </span>
          </>
        )}
      </p>
      <Button
        size="sm"
        busy={withdraw.isPending}
        onClick={() => withdraw.mutate(session, { onError: (error) => toasts.error(error) })}
      >
        Withdraw
      </Button>
    </div>
  )
}

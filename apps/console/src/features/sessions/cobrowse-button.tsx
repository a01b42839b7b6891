import { MODES, type AgentSession, type ConversationId, type Mode } from '@alongside/protocol'
import { ScreenShare } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useId, useState } from 'react'
import { Button } from '#components/button.tsx'
import { isKind } from '#lib/error-message.ts'
import { toasts } from '#lib/toasts.ts'
import { MODE_WORDS } from './mode-words.ts'
import { SessionExistsDialog } from './session-exists-dialog.tsx'
import { isLive } from './session-list-state.ts'
import { useInvite } from './start-session.ts'

/** Asks for the mode, then invites. */
export function CoBrowseButton(props: {
  readonly conversationId: ConversationId
  readonly session: AgentSession | null
  readonly online: boolean
}) {
  const [open, setOpen] = useState(false)
  const [blocked, setBlocked] = useState<Mode | null>(null)
  const invite = useInvite()
  const start = (mode: Mode) => {
    setOpen(false)
    setBlocked(null)
    invite.mutate(
      { conversationId: props.conversationId, mode },
      { onError: (error) => (isKind(error, 'session_exists') ? setBlocked(mode) : toasts.error(error)) },
    )
  }
  const running = props.session !== null && isLive(props.session)
  if (props.session?.state === 'active') return null
  return (
    <>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger asChild>
          <Button
            variant="primary"
            size="sm"
            busy={invite.isPending}
            disabled={running || !props.online}
            title={props.online ? undefined : 'The visitor is not on the site at the moment'}
          >
            <ScreenShare aria-hidden className="size-4" />
            CoBrowse
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={8}
            collisionPadding={12}
            aria-label="How do you want to co-browse?"
            className="z-40 flex w-80 animate-rise flex-col gap-1 rounded-2xl border border-line bg-raised p-2 shadow-pop"
          >
            {MODES.map((mode) => (
              <ModeCard key={mode} mode={mode} onChoose={() => start(mode)} />
            ))}
            <p className="px-3 pt-1.5 pb-2 text-xs text-pretty text-muted">
              The visitor is asked first. Masked fields stay hidden from you.
            </p>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <SessionExistsDialog
        open={blocked !== null}
        onClose={() => setBlocked(null)}
        onEnded={() => blocked !== null && start(blocked)}
      />
    </>
  )
}

function ModeCard({ mode, onChoose }: { readonly mode: Mode; readonly onChoose: () => void }) {
  const { title, explanation, Icon } = MODE_WORDS[mode]
  const id = useId()
  return (
    <button
      type="button"
      aria-label={title}
      aria-describedby={id}
      onClick={onChoose}
      className="flex gap-3 rounded-xl p-3 text-left transition-colors hover:bg-hover"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <span>
        <span className="block font-semibold">{title}</span>
        <span id={id} className="mt-0.5 block text-sm text-pretty text-muted">
          {explanation}
        </span>
      </span>
    </button>
  )
}

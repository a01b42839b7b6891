import type { ConversationSummary } from '@alongside/protocol'
import { ChevronDown, CircleX } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Avatar } from '#components/avatar.tsx'
import { Button } from '#components/button.tsx'
import { Tooltip } from '#components/tooltip.tsx'
import { classNames } from '#lib/class-names.ts'
import { VisitorDetails } from './visitor-details.tsx'

const STATE_WORDS = { waiting: 'Waiting', taken: 'Yours', closed: 'Closed' } as const

export function ConversationHeader(props: {
  readonly conversation: ConversationSummary
  /** Buttons of other features: co-browsing. */
  readonly actions: ReactNode
  readonly onClose: () => void
}) {
  const { conversation } = props
  const [open, setOpen] = useState(false)
  const detailsId = useId()
  return (
    <header className="border-b border-line">
      <div className="flex min-h-14 items-center gap-2 px-3">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 items-center gap-2.5 rounded-lg px-1.5 py-1 text-left hover:bg-hover"
        >
          <Avatar name={conversation.visitor.name} online={conversation.visitor.online} size="sm" />
          <span className="min-w-0">
            <span className="flex items-center gap-1">
              <span className="truncate leading-5 font-semibold">{conversation.visitor.name}</span>
              <ChevronDown
                aria-hidden
                className={classNames(
                  'size-3.5 shrink-0 text-muted transition-transform',
                  open && 'rotate-180',
                )}
              />
            </span>
            <span className="block truncate text-xs leading-4 text-muted">
              {conversation.visitor.online ? 'Online' : 'Not on the site'} · {STATE_WORDS[conversation.state]}
            </span>
          </span>
        </button>
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          {conversation.state === 'taken' && (
            <>
              {props.actions}
              <Tooltip text="Close conversation">
                <Button variant="quiet" size="icon" aria-label="Close conversation" onClick={props.onClose}>
                  <CircleX aria-hidden className="size-4" />
                </Button>
              </Tooltip>
            </>
          )}
        </div>
      </div>
      <div id={detailsId} hidden={!open} className="border-t border-line bg-sunken px-4 py-3">
        <VisitorDetails conversation={conversation} />
      </div>
    </header>
  )
}

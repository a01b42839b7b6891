import type { ConversationSummary } from '@alongside/protocol'
import { Link } from '@tanstack/react-router'
import { classNames } from '#lib/class-names.ts'
import { formatDay } from '#lib/format-time.ts'

export function TranscriptRow(props: {
  readonly conversation: ConversationSummary
  readonly query: string
  readonly selected: boolean
}) {
  const { conversation } = props
  return (
    <li>
      <Link
        to="/transcripts/$id"
        params={{ id: conversation.id }}
        search={props.query === '' ? {} : { query: props.query }}
        aria-current={props.selected || undefined}
        className={classNames(
          'block rounded-xl px-3 py-2.5 -outline-offset-2 transition-colors',
          props.selected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="truncate font-semibold">{conversation.visitor.name}</span>
          <span className="ml-auto shrink-0 text-xs text-muted">{formatDay(conversation.startedAt)}</span>
        </span>
        <span className="block truncate text-sm text-muted">
          {conversation.lastMessage?.text ?? 'Nothing was written'}
        </span>
        <span className="block truncate text-xs text-muted">
          {conversation.agent === null ? 'Nobody took it' : `with ${conversation.agent.name}`}
        </span>
      </Link>
    </li>
  )
}

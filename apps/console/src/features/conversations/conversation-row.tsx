import type { ConversationSummary } from '@alongside/protocol'
import { Avatar } from '#components/avatar.tsx'
import { classNames } from '#lib/class-names.ts'
import { formatWait } from '#lib/format-time.ts'
import { shortUrl } from '#lib/short-url.ts'

type RowProps = {
  readonly conversation: ConversationSummary
  readonly now: number
  readonly selected: boolean
  readonly compact: boolean
  readonly onSelect: () => void
}

export function ConversationRow(props: RowProps) {
  const { conversation, selected, compact } = props
  const { visitor } = conversation
  return (
    <li>
      <button
        type="button"
        aria-current={selected || undefined}
        aria-label={compact ? visitor.name : undefined}
        title={compact ? visitor.name : undefined}
        onClick={props.onSelect}
        className={classNames(
          'relative flex w-full gap-3 rounded-xl text-left transition-colors -outline-offset-2',
          compact ? 'justify-center p-2' : 'p-2.5',
          selected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="relative h-fit">
          <Avatar name={visitor.name} online={visitor.online} />
          {compact && conversation.unread > 0 && (
            <UnreadBadge count={conversation.unread} className="absolute -top-1 -right-1.5" />
          )}
        </span>
        {!compact && <RowText {...props} />}
      </button>
    </li>
  )
}

function RowText({ conversation, now }: RowProps) {
  const { visitor, page, lastMessage, unread } = conversation
  const waiting = conversation.state === 'waiting'
  return (
    <span className="min-w-0 flex-1">
      <span className="flex items-baseline gap-2">
        <span className="truncate font-semibold">{visitor.name}</span>
        <span className="sr-only">{visitor.online ? 'online' : 'offline'}</span>
        <span
          className={classNames(
            'ml-auto shrink-0 text-xs tabular-nums',
            waiting ? 'font-medium text-warn-text' : 'text-muted',
          )}
        >
          {waiting && <span className="sr-only">waiting for </span>}
          {formatWait(now - (waiting ? conversation.startedAt : conversation.updatedAt))}
        </span>
      </span>
      <span className="mt-0.5 flex items-center gap-2">
        <span className={classNames('truncate text-sm', unread > 0 ? 'text-ink' : 'text-muted')}>
          {lastMessage === null ? 'Has not written yet' : preview(lastMessage)}
        </span>
        {unread > 0 && <UnreadBadge count={unread} className="ml-auto" />}
      </span>
      {page !== null && (
        <span className="mt-0.5 block truncate text-xs text-muted" title={page.url}>
          {page.title === '' ? shortUrl(page.url) : page.title}
        </span>
      )}
    </span>
  )
}

function preview({ author, text }: NonNullable<ConversationSummary['lastMessage']>): string {
  return author === 'agent' ? `You: ${text}` : text
}

function UnreadBadge(props: { readonly count: number; readonly className: string }) {
  return (
    <span
      className={classNames(
        'grid h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1 text-2xs font-semibold text-accent-ink tabular-nums',
        props.className,
      )}
    >
      {props.count > 99 ? '99+' : props.count}
      <span className="sr-only"> unread</span>
    </span>
  )
}

import { RotateCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '#components/button.tsx'
import { classNames } from '#lib/class-names.ts'
import { formatClock } from '#lib/format-time.ts'
import { groupMessages, type ChatMessage, type MessageGroup } from './message-list-state.ts'

type LogProps = {
  readonly visitorName: string
  readonly messages: readonly ChatMessage[]
  readonly typing: boolean
  readonly onRetry: (message: ChatMessage) => void
}

/** How close to the end, in pixels, still counts as being at the end. */
const AT_END_PX = 80

/** The conversation so far. Stays at the end while the reader is there; does not pull them away from above. */
export function MessageLog(props: LogProps) {
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const toEnd = () => {
    const element = box.current
    if (element !== null && atEnd.current) element.scrollTop = element.scrollHeight
  }
  useEffect(toEnd, [props.messages, props.typing])
  useEffect(() => {
    if (box.current === null) return undefined
    const observer = new ResizeObserver(toEnd)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={box}
      role="log"
      aria-label={`Conversation with ${props.visitorName}`}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END_PX
      }}
      className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 -outline-offset-2 [&>:first-child]:mt-auto"
    >
      {groupMessages(props.messages).map((group) => (
        <Group key={group.first.id} group={group} onRetry={props.onRetry} />
      ))}
      {props.typing && <TypingSign name={props.visitorName} />}
      {props.messages.length === 0 && !props.typing && (
        <p className="text-center text-sm text-muted">No messages yet.</p>
      )}
    </div>
  )
}

function Group({ group, onRetry }: { readonly group: MessageGroup; readonly onRetry: LogProps['onRetry'] }) {
  const { first, messages } = group
  if (first.author === 'system') {
    return (
      <div className="flex flex-col items-center gap-1 text-center text-xs text-muted">
        {messages.map((message) => (
          <p key={message.id}>{message.text}</p>
        ))}
      </div>
    )
  }
  const own = first.author === 'agent'
  return (
    <div
      className={classNames('flex max-w-[88%] flex-col gap-1', own ? 'items-end self-end' : 'items-start')}
    >
      <p className="px-1 text-xs text-muted">
        <span className="font-medium text-ink">{first.authorName}</span>{' '}
        <time dateTime={new Date(first.sentAt).toISOString()} className="tabular-nums">
          {formatClock(first.sentAt)}
        </time>
      </p>
      {messages.map((message) => (
        <Bubble key={message.clientId ?? message.id} message={message} own={own} onRetry={onRetry} />
      ))}
    </div>
  )
}

function Bubble(props: {
  readonly message: ChatMessage
  readonly own: boolean
  readonly onRetry: LogProps['onRetry']
}) {
  const { message, own } = props
  return (
    <>
      <p
        className={classNames(
          'w-fit rounded-2xl px-3.5 py-2 text-base wrap-anywhere whitespace-pre-wrap',
          own ? 'rounded-br-md bg-bubble text-bubble-ink' : 'rounded-bl-md bg-hover text-ink',
          message.delivery === 'sending' && 'opacity-70',
        )}
      >
        {message.text}
      </p>
      {message.delivery === 'failed' && (
        <p className="flex items-center gap-1 text-xs font-medium text-danger-text">
          Not delivered
          <Button
            variant="quiet"
            size="sm"
            className="h-6 px-1.5 text-xs"
            onClick={() => props.onRetry(message)}
          >
            <RotateCw aria-hidden className="size-3" /> Try again
          </Button>
        </p>
      )}
    </>
  )
}

function TypingSign({ name }: { readonly name: string }) {
  return (
    <p className="flex items-center gap-2 text-xs text-muted">
      <span aria-hidden className="flex gap-1 rounded-2xl rounded-bl-md bg-hover px-3 py-2.5">
        {[0, 160, 320].map((delayMs) => (
          <span
            key={delayMs}
            className="size-1.5 animate-blink rounded-full bg-muted"
            style={{ animationDelay: `${delayMs}ms` }}
          />
        ))}
      </span>
      {name} is typing…
    </p>
  )
}

import type { Message } from '@alongside/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, FileText } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'
import { SkeletonRows } from '#components/skeleton.tsx'
import { classNames } from '#lib/class-names.ts'
import { errorMessage } from '#lib/error-message.ts'
import { formatClock, formatDayAndClock } from '#lib/format-time.ts'
import { shortUrl } from '#lib/short-url.ts'
import { transcriptQuery } from './transcripts.ts'

/** One conversation, as a document to read. */
export function TranscriptReader({ id }: { readonly id: string }) {
  const { data, error, isPending } = useQuery(transcriptQuery(id))
  if (isPending) return <SkeletonRows count={5} label="Loading transcript" />
  if (data === undefined) {
    return (
      <EmptyState icon={FileText} title="This transcript cannot be shown">
        {errorMessage(error)}
      </EmptyState>
    )
  }
  const { conversation, messages } = data
  return (
    <article className="h-full overflow-y-auto">
      <div className="mx-auto max-w-2xl px-6 py-8">
        <Link
          to="/transcripts"
          className="mb-4 inline-flex items-center gap-1.5 text-sm font-medium text-accent-text md:hidden"
        >
          <ArrowLeft aria-hidden className="size-4" /> All transcripts
        </Link>
        <h2 className="text-xl font-semibold">{conversation.visitor.name}</h2>
        <p className="mt-1 text-base text-muted">
          {formatDayAndClock(conversation.startedAt)}
          {conversation.agent !== null && <> · with {conversation.agent.name}</>}
          {conversation.page !== null && <> · {shortUrl(conversation.page.url)}</>}
        </p>
        <ol className="mt-6 flex flex-col gap-4 border-t border-line pt-6">
          {messages.map((message) => (
            <Line key={message.id} message={message} />
          ))}
          {messages.length === 0 && <li className="text-base text-muted">Nothing was written.</li>}
        </ol>
      </div>
    </article>
  )
}

function Line({ message }: { readonly message: Message }) {
  return (
    <li className="grid grid-cols-[4.25rem_minmax(0,1fr)] gap-3">
      <time
        dateTime={new Date(message.sentAt).toISOString()}
        className="pt-px text-xs whitespace-nowrap text-muted tabular-nums"
      >
        {formatClock(message.sentAt)}
      </time>
      <div>
        {message.author !== 'system' && (
          <p
            className={classNames(
              'text-sm font-semibold',
              message.author === 'agent' ? 'text-accent-text' : 'text-ink',
            )}
          >
            {message.authorName}
          </p>
        )}
        <p
          className={classNames(
            'wrap-anywhere whitespace-pre-wrap',
            message.author === 'system' && 'text-muted italic',
          )}
        >
          {message.text}
        </p>
      </div>
    </li>
  )
}

import type { ConversationId, ConversationSummary } from '@alongside/protocol'
import { Code, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Notice } from '#components/notice.tsx'
import { SkeletonRows } from '#components/skeleton.tsx'
import { classNames } from '#lib/class-names.ts'
import { errorMessage } from '#lib/error-message.ts'
import { useNow } from '#lib/use-now.ts'
import { ConversationRow } from './conversation-row.tsx'
import { useConversations } from './conversations.ts'

type ListProps = {
  readonly selectedId: ConversationId | null
  readonly onSelect: (id: ConversationId) => void
  /** Only faces: leaves room for the visitor's page. */
  readonly compact: boolean
  /** Where the tag to embed is found; null for those who may not see it. */
  readonly embedLink: ReactNode
}

export function ConversationList(props: ListProps) {
  const { data, error, isPending, refetch } = useConversations()
  if (isPending) return <SkeletonRows count={4} label="Loading conversations" />
  if (data === undefined) {
    return (
      <Notice
        tone="danger"
        className="m-3"
        actions={
          <Button size="sm" onClick={() => void refetch()}>
            Retry
          </Button>
        }
      >
        {errorMessage(error)}
      </Notice>
    )
  }
  if (data.length === 0) return <NoConversations compact={props.compact} embedLink={props.embedLink} />
  return <Sections {...props} list={data} />
}

function Sections(props: ListProps & { readonly list: readonly ConversationSummary[] }) {
  const now = useNow(5000)
  const section = (title: string, state: ConversationSummary['state']) => {
    const rows = props.list.filter((conversation) => conversation.state === state)
    return (
      rows.length > 0 && (
        <section aria-label={title}>
          <h3
            className={classNames(
              'px-2.5 pt-3 pb-1.5 text-xs font-semibold text-muted',
              props.compact && 'sr-only',
            )}
          >
            {title} <span className="font-normal tabular-nums">{rows.length}</span>
          </h3>
          <ul className="flex flex-col gap-0.5">
            {rows.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                now={now}
                compact={props.compact}
                selected={conversation.id === props.selectedId}
                onSelect={() => props.onSelect(conversation.id)}
              />
            ))}
          </ul>
        </section>
      )
    )
  }
  return (
    <div className="px-2 pb-4">
      {section('Waiting', 'waiting')}
      {props.compact && <hr className="mx-2 my-1.5 border-line first:hidden last:hidden" />}
      {section('Yours', 'taken')}
    </div>
  )
}

function NoConversations(props: { readonly compact: boolean; readonly embedLink: ReactNode }) {
  if (props.compact) {
    return <Inbox role="img" aria-label="No conversations" className="mx-auto mt-6 size-5 text-faint" />
  }
  return (
    <EmptyState
      icon={props.embedLink === null ? Inbox : Code}
      title="No conversations"
      actions={props.embedLink}
    >
      When a visitor opens the chat on your site, they appear here. Every page that carries the tag shows the
      chat.
    </EmptyState>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { FileText, Search } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { CONTROL_CLASS } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { SkeletonRows } from '#components/skeleton.tsx'
import { classNames } from '#lib/class-names.ts'
import { errorMessage } from '#lib/error-message.ts'
import { TranscriptRow } from './transcript-row.tsx'
import { transcriptsQuery } from './transcripts.ts'

/** Typing settles for this long before the server is asked. */
const SEARCH_DELAY_MS = 250

/** Search on the left, what was found to read on the right. */
export function TranscriptsPage(props: {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly selectedId: string | null
  readonly reader: ReactNode
}) {
  return (
    <main className="grid h-full grid-cols-1 md:grid-cols-[20rem_minmax(0,1fr)]">
      <section
        aria-label="Search"
        className={classNames(
          'min-h-0 flex-col border-r border-line bg-surface md:flex',
          props.selectedId === null ? 'flex' : 'hidden',
        )}
      >
        <header className="flex flex-col gap-3 border-b border-line p-4">
          <h1 className="text-lg font-semibold">Transcripts</h1>
          <SearchField initial={props.query} onSearch={props.onQuery} />
        </header>
        <Results query={props.query} selectedId={props.selectedId} />
      </section>
      <section
        aria-label="Transcript"
        className={classNames('min-h-0 md:block', props.selectedId === null ? 'hidden' : 'block')}
      >
        {props.reader}
      </section>
    </main>
  )
}

function SearchField(props: { readonly initial: string; readonly onSearch: (query: string) => void }) {
  const [text, setText] = useState(props.initial)
  const { onSearch } = props
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text), SEARCH_DELAY_MS)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  return (
    <div className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" />
      <input
        type="search"
        aria-label="Search transcripts"
        placeholder="Name or text"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={classNames(CONTROL_CLASS, 'h-9 w-full pl-9')}
      />
    </div>
  )
}

function Results(props: { readonly query: string; readonly selectedId: string | null }) {
  const search = useInfiniteQuery(transcriptsQuery(props.query))
  if (search.isPending) return <SkeletonRows count={6} label="Loading transcripts" />
  if (search.isError) {
    return (
      <Notice tone="danger" className="m-4">
        {errorMessage(search.error)}
      </Notice>
    )
  }
  const found = search.data.pages.flat()
  if (found.length === 0) {
    return (
      <EmptyState icon={FileText} title={props.query === '' ? 'No transcripts yet' : 'Nothing found'}>
        {props.query === ''
          ? 'Every conversation is kept here, without the texts of invitations. Pages are never recorded.'
          : 'Try a name, or a word that was written.'}
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-2">
      <ul className="flex flex-col gap-0.5">
        {found.map((conversation) => (
          <TranscriptRow
            key={conversation.id}
            conversation={conversation}
            query={props.query}
            selected={conversation.id === props.selectedId}
          />
        ))}
      </ul>
      {search.hasNextPage && (
        <Button
          variant="quiet"
          className="mt-2 w-full"
          busy={search.isFetchingNextPage}
          onClick={() => void search.fetchNextPage()}
        >
          Older ones
        </Button>
      )}
    </div>
  )
}

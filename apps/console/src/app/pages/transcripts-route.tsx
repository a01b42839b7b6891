import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { useCallback } from 'react'
import { EmptyState } from '#components/empty-state.tsx'
import { TranscriptReader } from '#features/transcripts/transcript-reader.tsx'
import { TranscriptsPage } from '#features/transcripts/transcripts-page.tsx'

export function TranscriptsRoute() {
  const { query = '' } = useSearch({ from: '/signed-in/transcripts' })
  const { id = null } = useParams({ strict: false })
  const navigate = useNavigate()
  const setQuery = useCallback(
    (text: string) =>
      void navigate({
        to: '.',
        replace: true,
        search: (old) => ({ ...old, query: text.trim() === '' ? undefined : text.trim() }),
      }),
    [navigate],
  )
  return (
    <TranscriptsPage
      query={query}
      onQuery={setQuery}
      selectedId={id}
      reader={
        id === null ? (
          <div className="grid h-full">
            <EmptyState icon={FileText} title="Pick a conversation">
              It opens here, as it was written. Invitations are left out.
            </EmptyState>
          </div>
        ) : (
          <TranscriptReader key={id} id={id} />
        )
      }
    />
  )
}

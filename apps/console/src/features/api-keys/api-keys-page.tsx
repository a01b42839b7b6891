import type { ApiKey } from '@alongside/protocol'
import { useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Page } from '#components/page.tsx'
import { formatDay } from '#lib/format-time.ts'
import { apiKeysQuery } from './api-keys.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { DeleteKeyDialog } from './delete-key-dialog.tsx'

export function ApiKeysPage() {
  const { data: keys } = useSuspenseQuery(apiKeysQuery)
  const [creating, setCreating] = useState(false)
  const [doomed, setDoomed] = useState<ApiKey | null>(null)
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      Create key
    </Button>
  )
  return (
    <Page
      title="API keys"
      lead={
        'With a key your own systems start co-browsing sessions, from any chat or CRM. ' +
        'Keep keys on your servers, never in a page.'
      }
      actions={keys.length > 0 && create}
    >
      <div className="rounded-2xl border border-line bg-surface shadow-card">
        {keys.length === 0 ? (
          <EmptyState icon={KeyRound} title="No API keys yet" actions={create}>
            The calls are described at{' '}
            <a href="/api/docs" className="text-accent-text underline underline-offset-2">
              /api/docs
            </a>
            .
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} onDelete={() => setDoomed(key)} />
            ))}
          </ul>
        )}
      </div>
      {keys.length > 0 && (
        <p className="text-sm text-muted">
          The calls are described at{' '}
          <a href="/api/docs" className="text-accent-text underline underline-offset-2">
            /api/docs
          </a>
          .
        </p>
      )}
      <CreateKeyDialog open={creating} onOpenChange={setCreating} />
      <DeleteKeyDialog apiKey={doomed} onClose={() => setDoomed(null)} />
    </Page>
  )
}

function KeyRow({ apiKey, onDelete }: { readonly apiKey: ApiKey; readonly onDelete: () => void }) {
  return (
    <li className="flex items-center gap-4 px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold">{apiKey.name}</p>
        <p className="text-sm text-muted">
          <code className="font-mono">{apiKey.prefix}…</code> · created {formatDay(apiKey.createdAt)}
        </p>
      </div>
      <Button variant="quiet" size="icon" aria-label={`Delete ${apiKey.name}`} onClick={onDelete}>
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </li>
  )
}

import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'

export function NotFoundPage() {
  return (
    <main className="grid h-full min-h-80">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        actions={
          <Link to="/" className="font-medium text-accent-text underline underline-offset-2">
            Back to your conversations
          </Link>
        }
      >
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </main>
  )
}

import { Link } from '@tanstack/react-router'
import { LockKeyhole } from 'lucide-react'
import { EmptyState } from '#components/empty-state.tsx'

export function ForbiddenPage() {
  return (
    <main className="grid h-full min-h-80">
      <EmptyState
        icon={LockKeyhole}
        title="Your role does not include this page"
        actions={
          <Link to="/" className="font-medium text-accent-text underline underline-offset-2">
            Back to your conversations
          </Link>
        }
      >
        An admin can change your role under Team.
      </EmptyState>
    </main>
  )
}

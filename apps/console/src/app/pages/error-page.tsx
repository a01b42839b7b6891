import { CloudAlert } from 'lucide-react'
import { Button } from '#components/button.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { errorMessage } from '#lib/error-message.ts'

/** Something failed while a page was loaded or drawn. */
export function ErrorPage(props: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <main className="grid h-full min-h-80">
      <EmptyState
        icon={CloudAlert}
        title="This page failed"
        actions={
          <>
            <Button variant="primary" onClick={props.reset}>
              Try again
            </Button>
            <Button onClick={() => location.assign('/')}>Back to your conversations</Button>
          </>
        }
      >
        {errorMessage(props.error)}
      </EmptyState>
    </main>
  )
}

import { Button } from '#components/button.tsx'
import { Dialog } from '#components/dialog.tsx'
import { toasts } from '#lib/toasts.ts'
import { isLive } from './session-list-state.ts'
import { useSessions } from './sessions.ts'
import { useStopSession } from './stop-session.ts'

/** One session or open invitation per agent: offers to end the other one and to go on. */
export function SessionExistsDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onEnded: () => void
}) {
  const { data = [], refetch } = useSessions()
  const stop = useStopSession()
  const others = data.filter(isLive)
  const onlyInvitations = others.every(({ state }) => state !== 'active')
  const endOthers = async () => {
    try {
      // The server may know of one that this console has not heard of yet.
      const known = others.length > 0 ? others : ((await refetch()).data ?? []).filter(isLive)
      for (const session of known) await stop.mutateAsync(session)
      props.onEnded()
    } catch (error) {
      toasts.error(error)
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={onlyInvitations ? 'Another invitation is open' : 'Another session is running'}
      description="You can have one session or open invitation at a time. End the other one to start here."
    >
      <div className="flex justify-end gap-2">
        <Button onClick={props.onClose}>Keep it</Button>
        <Button variant="danger" busy={stop.isPending} onClick={() => void endOthers()}>
          End it and go on
        </Button>
      </div>
    </Dialog>
  )
}

import type { ApiKey } from '@alongside/protocol'
import { Button } from '#components/button.tsx'
import { Dialog } from '#components/dialog.tsx'
import { toasts } from '#lib/toasts.ts'
import { useDeleteApiKey } from './api-keys.ts'

export function DeleteKeyDialog(props: { readonly apiKey: ApiKey | null; readonly onClose: () => void }) {
  const { apiKey, onClose } = props
  const remove = useDeleteApiKey()
  return (
    <Dialog
      open={apiKey !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Delete “${apiKey?.name ?? ''}”?`}
      description="Systems that use this key are refused from now on. This cannot be undone."
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep key</Button>
        <Button
          variant="danger"
          busy={remove.isPending}
          onClick={() =>
            apiKey !== null &&
            remove.mutate(apiKey.id, { onSuccess: onClose, onError: (error) => toasts.error(error) })
          }
        >
          Delete key
        </Button>
      </div>
    </Dialog>
  )
}

import type { FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Dialog } from '#components/dialog.tsx'
import { TextField } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { formText } from '#lib/form-text.ts'
import { useCreateApiKey } from './api-keys.ts'

type DialogProps = { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }

export function CreateKeyDialog(props: DialogProps) {
  return (
    <Dialog {...props} title="Create an API key" description="Name it after the system that will use it.">
      {props.open && <CreateForm onDone={() => props.onOpenChange(false)} />}
    </Dialog>
  )
}

function CreateForm({ onDone }: { readonly onDone: () => void }) {
  const create = useCreateApiKey()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    create.mutate(formText(new FormData(event.currentTarget), 'name').trim())
  }
  if (create.isSuccess) return <Secret secret={create.data.secret} onDone={onDone} />
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {create.isError && <Notice tone="danger">{errorMessage(create.error)}</Notice>}
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        autoFocus
        autoComplete="off"
        placeholder="Help desk"
      />
      <Button type="submit" variant="primary" className="h-10" busy={create.isPending}>
        Create
      </Button>
    </form>
  )
}

function Secret({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn">Copy the key now. It is not shown again.</Notice>
      <TextField
        label="Key"
        value={secret}
        readOnly
        onFocus={(event) => event.target.select()}
        className="h-10 font-mono text-sm"
      />
      <div className="flex justify-end gap-2">
        <CopyButton text={secret} label="Copy key" />
        <Button size="sm" variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}

import { USER_ROLES } from '@alongside/protocol'
import type { FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Dialog } from '#components/dialog.tsx'
import { SelectField, TextField } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { formText } from '#lib/form-text.ts'
import { ROLE_WORDS } from './role-words.ts'
import { useInviteUser } from './users.ts'

type DialogProps = { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }

export function InviteUserDialog(props: DialogProps) {
  return (
    <Dialog
      {...props}
      title="Invite to the team"
      description="You get a link to pass on. It lets them choose their password."
    >
      {props.open && <InviteForm onDone={() => props.onOpenChange(false)} />}
    </Dialog>
  )
}

function InviteForm({ onDone }: { readonly onDone: () => void }) {
  const invite = useInviteUser()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const role = USER_ROLES.find((known) => known === formText(form, 'role')) ?? 'agent'
    invite.mutate({ email: formText(form, 'email').trim(), name: formText(form, 'name').trim(), role })
  }
  if (invite.isSuccess) return <InviteLink {...invite.data} onDone={onDone} />
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {invite.isError && <Notice tone="danger">{errorMessage(invite.error)}</Notice>}
      <TextField label="Email" name="email" type="email" required autoFocus autoComplete="off" />
      <TextField label="Name" name="name" required maxLength={120} autoComplete="off" />
      <SelectField label="Role" name="role" defaultValue="agent">
        {USER_ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role].title} – {ROLE_WORDS[role].may}
          </option>
        ))}
      </SelectField>
      <Button type="submit" variant="primary" className="mt-1 h-10" busy={invite.isPending}>
        Create link
      </Button>
    </form>
  )
}

function InviteLink(props: {
  readonly user: { readonly name: string }
  readonly inviteUrl: string
  readonly onDone: () => void
}) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="ok">Send this link to {props.user.name}. It works once.</Notice>
      <TextField
        label="Link"
        value={props.inviteUrl}
        readOnly
        onFocus={(event) => event.target.select()}
        className="h-10 font-mono text-sm"
      />
      <div className="flex justify-end gap-2">
        <CopyButton text={props.inviteUrl} label="Copy link" />
        <Button size="sm" variant="primary" onClick={props.onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}

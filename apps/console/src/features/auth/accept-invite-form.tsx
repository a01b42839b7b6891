import { useSuspenseQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { TextField } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { errorMessage } from '#lib/error-message.ts'
import { formText } from '#lib/form-text.ts'
import { inviteQuery, useAcceptInvite } from './invite.ts'
import { useSignIn } from './sign-in.ts'

/** Name and password of a new member; signs in at once. */
export function AcceptInviteForm(props: { readonly token: string; readonly onSignedIn: () => void }) {
  const { data: invite } = useSuspenseQuery(inviteQuery(props.token))
  const accept = useAcceptInvite(props.token)
  const signIn = useSignIn()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const password = formText(form, 'password')
    await accept.mutateAsync({ name: formText(form, 'name').trim(), password })
    await signIn.mutateAsync({ email: invite.email, password })
    props.onSignedIn()
  }
  const failure = accept.error ?? signIn.error
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="flex flex-col gap-4">
      {failure !== null && <Notice tone="danger">{errorMessage(failure)}</Notice>}
      <TextField label="Email" value={invite.email} readOnly disabled autoComplete="username" />
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={120}
        required
        autoFocus
        hint="Visitors see this name."
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        required
        hint="At least 10 characters."
      />
      <Button
        type="submit"
        variant="primary"
        busy={accept.isPending || signIn.isPending}
        className="mt-2 h-10"
      >
        Join {invite.organization}
      </Button>
    </form>
  )
}

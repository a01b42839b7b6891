import type { FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { TextField } from '#components/field.tsx'
import { Notice } from '#components/notice.tsx'
import { formText } from '#lib/form-text.ts'
import { signInMessage, useSignIn } from './sign-in.ts'

export function SignInForm(props: { readonly onSignedIn: () => void }) {
  const signIn = useSignIn()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    signIn.mutate(
      { email: formText(form, 'email').trim(), password: formText(form, 'password') },
      { onSuccess: props.onSignedIn },
    )
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {signIn.isError && <Notice tone="danger">{signInMessage(signIn.error)}</Notice>}
      <TextField label="Email" name="email" type="email" autoComplete="username" required autoFocus />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" variant="primary" busy={signIn.isPending} className="mt-2 h-10">
        Sign in
      </Button>
    </form>
  )
}

import { AlongsideError, isErrorKind } from '@alongside/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { OfflineError } from '#lib/api-client.ts'
import { errorMessage } from '#lib/error-message.ts'

type Credentials = { readonly email: string; readonly password: string }

const ourError = v.object({ error: v.object({ kind: v.string() }) })
/** The account library answers in a form of its own. */
const libraryError = v.object({ code: v.string() })

/** Why a sign-in was refused, from its answer. 401 without a kind of ours is a wrong address or password. */
export function parseSignInError(status: number, body: unknown): AlongsideError {
  const ours = v.safeParse(ourError, body)
  if (ours.success && isErrorKind(ours.output.error.kind)) return new AlongsideError(ours.output.error.kind)
  const code = v.safeParse(libraryError, body)
  const named = code.success ? code.output.code.toLowerCase() : ''
  if (isErrorKind(named)) return new AlongsideError(named)
  if (status === 401) return new AlongsideError('unauthenticated')
  if (status === 403) return new AlongsideError('account_disabled')
  if (status === 429) return new AlongsideError('account_locked')
  return new AlongsideError(status < 500 ? 'invalid_input' : 'internal')
}

/** What to tell somebody whose sign-in failed. Never says which of address and password was wrong. */
export function signInMessage(error: unknown): string {
  const kind = error instanceof AlongsideError ? error.kind : null
  if (kind === 'unauthenticated' || kind === 'invalid_input') {
    return 'That email and password do not match. Check both and try again.'
  }
  return errorMessage(error)
}

async function signIn(credentials: Credentials): Promise<void> {
  const response = await post('/api/auth/sign-in/email', credentials)
  if (!response.ok) throw parseSignInError(response.status, await response.json().catch(() => null))
}

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch (error) {
    throw new OfflineError(error)
  }
}

/** Signs in by cookie. Whatever an earlier agent had loaded is dropped. */
export function useSignIn() {
  const client = useQueryClient()
  return useMutation({ mutationFn: signIn, onSuccess: () => client.clear(), meta: { signedOut: true } })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      await post('/api/auth/sign-out', {})
    },
    onSuccess: () => client.clear(),
  })
}

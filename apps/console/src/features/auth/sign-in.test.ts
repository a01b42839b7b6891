import { AlongsideError } from '@alongside/protocol'
import { expect, it } from 'vitest'
import { OfflineError } from '#lib/api-client.ts'
import { parseSignInError, signInMessage } from './sign-in.ts'

it.each([
  [429, { error: { kind: 'account_locked', message: '' } }, 'account_locked'],
  [403, { code: 'account_disabled', message: '' }, 'account_disabled'],
  [401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: '' }, 'unauthenticated'],
  [429, null, 'account_locked'],
  [403, '<html>', 'account_disabled'],
  [500, null, 'internal'],
])('reads an answer %i %j as %s', (status, body, kind) => {
  expect(parseSignInError(status, body).kind).toBe(kind)
})

it('does not tell which of email and password was wrong', () => {
  const words = signInMessage(new AlongsideError('unauthenticated'))
  expect(words).toMatch(/email and password/)
  expect(signInMessage(new AlongsideError('invalid_input'))).toBe(words)
})

it('tells a lock, a disabled account and a lost connection apart', () => {
  expect(signInMessage(new AlongsideError('account_locked'))).toMatch(/too many/i)
  expect(signInMessage(new AlongsideError('account_disabled'))).toMatch(/disabled/)
  expect(signInMessage(new OfflineError(null))).toMatch(/cannot be reached/)
})

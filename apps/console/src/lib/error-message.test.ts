import { AlongsideError, ERROR_KINDS, type ErrorKind } from '@alongside/protocol'
import { describe, expect, it } from 'vitest'
import { OfflineError } from './api-client.ts'
import { errorMessage, isKind, messageForKind } from './error-message.ts'

const kinds = Object.keys(ERROR_KINDS) as ErrorKind[]

describe('error messages', () => {
  it.each(kinds)('says %s in a sentence of its own', (kind) => {
    const words = messageForKind(kind)
    expect(words).toMatch(/^[A-Z].*\.$/)
    expect(words).not.toContain(kind)
    expect(kinds.filter((other) => messageForKind(other) === words)).toEqual([kind])
  })

  it('passes on what the server says about a field', () => {
    expect(errorMessage(new AlongsideError('invalid_input', 'an origin looks like https://x'))).toBe(
      'an origin looks like https://x',
    )
  })

  it('does not show internals of the server or of the browser', () => {
    expect(errorMessage(new AlongsideError('internal', 'relation "users" is locked'))).not.toContain('users')
    expect(errorMessage(new TypeError('x is undefined'))).toBe(messageForKind('internal'))
  })

  it('tells a lost connection from a refusal', () => {
    expect(errorMessage(new OfflineError(null))).toMatch(/cannot be reached/)
    expect(isKind(new OfflineError(null), 'internal')).toBe(false)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from './command.ts'
import { AlongsideError, ERROR_KINDS, isErrorKind } from './errors.ts'

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
const rows = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match.slice(1))

describe('the table of errors', () => {
  it('is the same in the code and in docs/errors.md', () => {
    const documented = Object.fromEntries(
      rows(/^\| `(\w+)` +\| (\d{3}) +\|/gm).map(([kind, status]) => [kind, Number(status)]),
    )
    const coded = Object.fromEntries(Object.entries(ERROR_KINDS).map(([kind, { status }]) => [kind, status]))
    expect(documented).toEqual(coded)
  })

  it('documents every reason for refusing a command', () => {
    const documented = rows(/^\| `(\w+)` +\| (?!\d{3} )/gm).map(([reason]) => reason)
    expect(new Set(documented)).toEqual(new Set<string | undefined>(REFUSALS))
  })
})

describe('AlongsideError', () => {
  it('crosses the wire as kind, message and details, and says what to do when no message is given', () => {
    const error = new AlongsideError('rate_limited', undefined, { retryAfterSeconds: 30 })
    expect(error.status).toBe(429)
    expect(error.toBody()).toEqual({
      kind: 'rate_limited',
      message: ERROR_KINDS.rate_limited.help,
      details: { retryAfterSeconds: 30 },
    })
    expect(new AlongsideError('not_found', 'No such session.').toBody()).toEqual({
      kind: 'not_found',
      message: 'No such session.',
    })
  })

  it('does not take inherited names for kinds', () => {
    expect(isErrorKind('not_found')).toBe(true)
    expect(isErrorKind('toString')).toBe(false)
  })
})

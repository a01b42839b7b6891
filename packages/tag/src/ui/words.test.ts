import { END_REASONS, ERROR_KINDS, MODES } from '@alongside/protocol'
import { expect, test } from 'vitest'
import { consentSentence, endSentence, errorSentence, watchingSentence } from './words.ts'

test('the modes differ in plain words: only shared speaks of clicking and typing', () => {
  expect(consentSentence('Ana', 'view')).toBe('Ana can see this page and point at things.')
  expect(consentSentence('Ana', 'shared')).toContain('also click and type with you')
})

test('the bar names who watches, and says when nobody does', () => {
  expect(watchingSentence(['Ana'], 'view', 'Ana')).toBe('Ana sees this page')
  expect(watchingSentence(['Ana', 'Ana'], 'view', 'Ana')).toBe('Ana (2) sees this page')
  expect(watchingSentence(['Ana', 'Ben', 'Ana'], 'view', 'Ana')).toBe('Ana (2) and Ben see this page')
  expect(watchingSentence(['Ana', 'Ben', 'Cleo'], 'shared', 'Ana')).toBe(
    'Ana, Ben and Cleo see this page and can work on it with you',
  )
  for (const mode of MODES) expect(watchingSentence([], mode, 'Ana')).toBe('Waiting for Ana')
})

test('every end has a sentence of its own kind', () => {
  for (const reason of END_REASONS) expect(endSentence(reason, 'Ana')).toMatch(/^[A-Z].*\.$/)
  expect(endSentence('agent_ended', 'Ana')).toBe('Ana has ended the session.')
})

test('every error has words, known to us or from the server', () => {
  for (const kind of Object.keys(ERROR_KINDS)) {
    expect(errorSentence({ kind, message: 'The server says so.' })).toMatch(/^[A-Z].*\.$/)
  }
  expect(errorSentence({ kind: 'conflict', message: 'The server says so.' })).toBe('The server says so.')
})

import { END_REASONS } from '@alongside/protocol'
import { expect, it } from 'vitest'
import { endReasonWords } from './end-reason-words.ts'
import { refusalWords } from './refusal-words.ts'

it.each([...END_REASONS, null])('says in a sentence of its own why a session ended: %s', (reason) => {
  const words = endReasonWords(reason)
  expect(words).toMatch(/^[A-Z][^_]*\.$/)
  expect([...END_REASONS, null].filter((other) => endReasonWords(other) === words)).toEqual([reason])
})

it('says a refusal in our words where there is a kind, else in the page’s', () => {
  expect(refusalWords({ reason: 'origin_not_allowed', message: 'x' })).toMatch(/outside the visitor’s site/)
  expect(refusalWords({ reason: 'masked', message: 'This field is private.' })).toBe('This field is private.')
  expect(refusalWords({ reason: 'masked', message: '' })).not.toBe('')
})

import { expect, it } from 'vitest'
import { buildConversation } from '../../testing/builders.ts'
import { nextBefore, transcriptsPath } from './transcripts.ts'

it('asks for what was typed, without the spaces around it', () => {
  expect(transcriptsPath('  seat & row ', null)).toBe('/api/console/transcripts?query=seat+%26+row')
  expect(transcriptsPath('', 500)).toBe('/api/console/transcripts?before=500')
  expect(transcriptsPath(' ', null)).toBe('/api/console/transcripts')
})

it('goes on before the oldest one shown, and stops when nothing older comes', () => {
  const page = [buildConversation('a', { updatedAt: 900 }), buildConversation('b', { updatedAt: 700 })]
  expect(nextBefore(page, null)).toBe(700)
  expect(nextBefore(page, 700)).toBeUndefined()
  expect(nextBefore([], 700)).toBeUndefined()
})

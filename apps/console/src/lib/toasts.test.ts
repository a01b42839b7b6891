import { AlongsideError } from '@alongside/protocol'
import { expect, it } from 'vitest'
import { createToasts } from './toasts.ts'

it('shows the newest three, each text once', () => {
  const toasts = createToasts()
  for (const text of ['a', 'b', 'c', 'a', 'd']) toasts.info(text)
  expect(toasts.list().map(({ text }) => text)).toEqual(['c', 'a', 'd'])
})

it('says errors in plain words and tells its watchers', () => {
  const toasts = createToasts()
  let changes = 0
  const stop = toasts.subscribe(() => changes++)
  toasts.error(new AlongsideError('conversation_taken'))
  expect(toasts.list()[0]).toMatchObject({ tone: 'danger', text: expect.stringContaining('Another agent') })
  stop()
  toasts.dismiss(toasts.list()[0]?.id ?? 0)
  expect(toasts.list()).toEqual([])
  expect(changes).toBe(1)
})

import type { ParticipantId } from '@alongside/protocol'
import { expect, test } from 'vitest'
import { createKeptSheets } from './kept-sheets.ts'

const ANA = 'ana' as ParticipantId

function createTab(values = new Map<string, string>()) {
  return {
    tab: {
      get: (key: string) => values.get(key) ?? null,
      set: (key: string, value: string) => void values.set(key, value),
      remove: (key: string) => void values.delete(key),
    },
    values,
  }
}

test('the tab’s next page knows which style sheets a viewer has', () => {
  const kernel = createTab()
  const kept = createKeptSheets(kernel, 's1')
  kept.of(ANA).add('a').add('b')
  kept.save()
  expect(createKeptSheets(kernel, 's1').of(ANA)).toEqual(new Set(['a', 'b']))
  expect(createKeptSheets(kernel, 's1').of('ben' as ParticipantId).size).toBe(0)
})

test('another session begins with nothing', () => {
  const kernel = createTab()
  const kept = createKeptSheets(kernel, 's1')
  kept.of(ANA).add('a')
  kept.save()
  expect(createKeptSheets(kernel, 's2').of(ANA).size).toBe(0)
})

test('of very many the newest are remembered', () => {
  const kernel = createTab()
  const kept = createKeptSheets(kernel, 's1')
  for (let i = 0; i < 3000; i++) kept.of(ANA).add(`${i}`)
  kept.save()
  const after = createKeptSheets(kernel, 's1').of(ANA)
  expect(after.size).toBe(2000)
  expect(after.has('2999')).toBe(true)
})

test.each(['', 'null', '5', '{"sessionId":"s1"}', '{"sessionId":"s1","viewers":{"ana":5}}'])(
  'a page that has written %j there does no harm',
  (text) => {
    const kernel = createTab(new Map([['sheets', text]]))
    expect(createKeptSheets(kernel, 's1').of(ANA).size).toBe(0)
  },
)

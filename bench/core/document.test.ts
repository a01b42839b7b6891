import { expect, test } from 'vitest'
import { describe as describeAll, type Group } from './document.ts'
import { createFigure } from './figures.ts'

const group = (name: string, ours: number): Group => ({
  name,
  figures: [createFigure(`${name} total`, 'ms', { ours, rrweb: 10 }, { ofRrweb: 0.5 })],
  runs: 3,
  minutes: 1,
  load: 0.5,
})

test('measures that were taken again take the place of the former ones, in the order of all', () => {
  const first = describeAll('', [group('wire', 9), group('capture', 9)], ['capture', 'wire'], '1')
  expect(first).toContain('**0 of 2 goals met.**')
  expect(first.indexOf('## capture')).toBeLessThan(first.indexOf('## wire'))
  const second = describeAll(first, [group('wire', 2)], ['capture', 'wire'], '1')
  expect(second).toContain('**1 of 2 goals met.**')
  expect(second.match(/^## /gm)).toHaveLength(2)
  expect(describeAll(second, [], ['capture', 'wire'], '1')).toBe(second)
})

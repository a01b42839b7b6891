import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ALLOW_MARKS, marksOf, OTHER_MARKS, OWN_MARKS } from './marks.ts'

test('K5 the documented marks of other products are those that count', async () => {
  const page = await readFile(new URL('../../../../docs/masking.md', import.meta.url), 'utf8')
  const [, table = ''] = page.split('## Marks of other products')
  const listed = Array.from(table.split('\n## ')[0]?.matchAll(/^\|.*$/gm) ?? [], ([row]) => row.split('|'))
  const selectors = (cell: string) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, selector]) => selector)
  expect(new Set(listed.flatMap((cells) => selectors(cells[2] ?? '')))).toEqual(new Set(OTHER_MARKS.mask))
  expect(new Set(listed.flatMap((cells) => selectors(cells[3] ?? '')))).toEqual(new Set(OTHER_MARKS.block))
})

test('K5 a site that switches the marks of others off keeps ours', () => {
  expect(marksOf(false)).toEqual(OWN_MARKS)
  expect(marksOf(true).mask).toEqual([...OWN_MARKS.mask, ...OTHER_MARKS.mask])
  expect(ALLOW_MARKS.every((mark) => mark.includes('alongside'))).toBe(true)
})

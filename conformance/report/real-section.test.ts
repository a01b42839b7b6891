import { expect, test } from 'vitest'
import { describeReal, mergeRows, readRows } from './real-section.ts'

const rows = [
  { page: 'a@1/index.html', share: 0, isTreeEqual: true, rrwebShare: 0.02 },
  { page: 'b@1/x y.html', share: 0.0123, isTreeEqual: false, rrwebShare: 0 },
]

test('what is written can be read again', () => {
  const text = describeReal(rows)
  expect(readRows(text)).toEqual(rows)
  expect(text).toContain(
    '**1 pages under 0.1 %, 1 over 1 %; rrweb 1 under 0.1 %, and closer than Alongside on 1.**',
  )
})

test('pages that were run again take the place of their former rows', () => {
  const again = { page: 'b@1/x y.html', share: 0, isTreeEqual: true, rrwebShare: 0 }
  const other = { page: 'c@1/index.html', share: 0, isTreeEqual: true, rrwebShare: 0 }
  expect(mergeRows(rows, [again, other])).toEqual([rows[0], again, other])
})

import { describe, expect, test } from 'vitest'
import { applyEdit, diffEdit, mapCaret } from './text-edit.ts'

describe('diffEdit', () => {
  test.each([
    ['', 'a', 1],
    ['ab', 'aab', 1],
    ['aa', 'aaa', 1],
    ['aaa', 'aa', 0],
    ['hello world', 'hello', 5],
    ['abc', 'xyz', 3],
    ['one two', 'one three two', 9],
  ])('%j becomes %j', (before, after, caret) => {
    const edit = diffEdit(before, after, caret)
    expect(edit && applyEdit(before, edit)).toBe(after)
  })

  test('says where among equal letters one was typed', () => {
    expect(diffEdit('aa', 'aaa', 1)).toEqual({ start: 0, end: 0, text: 'a' })
    expect(diffEdit('aa', 'aaa', 3)).toEqual({ start: 2, end: 2, text: 'a' })
  })

  test('equal texts need no edit', () => {
    expect(diffEdit('a', 'a', 1)).toBeNull()
  })

  test('what stood behind the caret stays behind it when the page rewrites the value', () => {
    expect(mapCaret('1234', 4, '1,234')).toBe(5)
    expect(mapCaret('1234', 2, '1,234')).toBe(3)
  })
})

import { expect, it } from 'vitest'
import { toJson } from './json.ts'

const VALUE = { text: 'a "b"\u2028', list: [1, { deep: [null, 'c', 0.5] }, []], is: true, gone: undefined }

it('writes what JSON.stringify writes', () => {
  expect(toJson(VALUE)).toBe(JSON.stringify(VALUE))
  expect(toJson([Number.NaN, Infinity])).toBe('[0,0]')
})

it.each([Array.prototype, Object.prototype])(
  'C19 toJSON on the prototypes of our own realm changes nothing',
  (owner) => {
    const wanted = JSON.stringify(VALUE)
    // Put and taken away in one go: the test runner writes its messages in this realm as well.
    Object.defineProperty(owner, 'toJSON', { value: () => 'broken', configurable: true })
    const isBroken = JSON.stringify(VALUE) !== wanted
    const json = toJson(VALUE)
    delete (owner as { toJSON?: unknown }).toJSON
    expect(isBroken).toBe(true)
    expect(json).toBe(wanted)
  },
)

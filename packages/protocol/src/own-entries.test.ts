import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ownEntries, safeParseOwn } from './own-entries.ts'

/** Not those of the protocol, which another test may have prepared. */
const create = () =>
  v.object({
    id: v.string(),
    list: v.array(
      v.pipe(
        v.object({ n: v.exactOptional(v.number()) }),
        v.check(() => true),
      ),
    ),
    part: v.optional(v.variant('kind', [v.object({ kind: v.literal('a'), deep: v.object({}) })])),
  })
const INPUT = { id: 'x', list: [{ n: 1 }, {}], part: { kind: 'a', deep: {} } }

test('what is added to Object.prototype is no entry of a schema, at any depth', () => {
  const [plain, own] = [create(), create()]
  Object.assign(Object.prototype, { extend: () => 1 })
  try {
    expect(() => v.safeParse(plain, INPUT)).toThrow()
    const parsed = v.safeParse(ownEntries(own), INPUT)
    expect(parsed.success).toBe(true)
    expect(Object.keys(parsed.output as object)).toEqual(['id', 'list', 'part'])
    expect(v.safeParse(ownEntries(own), { ...INPUT, list: [{ n: 'x' }] }).success).toBe(false)
  } finally {
    Reflect.deleteProperty(Object.prototype, 'extend')
  }
})

test('what is added to Object.prototype is neither an unknown property of an object nor the value of a missing one', () => {
  const schema = v.array(v.strictObject({ id: v.string(), list: v.exactOptional(v.array(v.string())) }))
  const read = () => safeParseOwn(schema, JSON.parse('[{"id":"x"}]'))
  Object.assign(Object.prototype, { list: 'added', extend: () => 1 })
  try {
    expect(() => v.safeParse(schema, JSON.parse('[{"id":"x"}]'))).toThrow()
    const { success, output } = read()
    expect(success).toBe(true)
    const [item] = output as { list?: string[] }[]
    expect(item?.list).toBeUndefined()
    expect(safeParseOwn(schema, JSON.parse('[{"id":"x","extend":1}]')).success).toBe(false)
  } finally {
    Reflect.deleteProperty(Object.prototype, 'list')
    Reflect.deleteProperty(Object.prototype, 'extend')
  }
  expect(Object.getPrototypeOf((read().output as object[])[0])).toBe(Object.prototype)
})

import * as v from 'valibot'

const seen = new WeakSet<object>()

/**
 * Makes a schema deaf to what pages add to Object.prototype: valibot goes over the entries of objects by `for in`, and would
 * take each addition for a schema. Cheap when repeated. What `lazy` leads to has to be named where it is made.
 */
export function ownEntries<Schema extends object>(schema: Schema): Schema {
  if (seen.has(schema)) return schema
  seen.add(schema)
  for (const part of Object.values(schema)) if (typeof part === 'object' && part !== null) ownEntries(part)
  // Of its own: arrays inherit a method of this name.
  if (Object.hasOwn(schema, 'entries')) {
    const { entries } = schema as { entries?: unknown }
    if (typeof entries === 'object') Object.setPrototypeOf(entries, null)
  }
  return schema
}

/** What Object.prototype has in every browser. */
const NATIVE =
  /^(?:__\w+__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(?:Locale)?String|valueOf)$/

/**
 * `v.safeParse` of something from JSON, whatever the page around has added to Object.prototype: neither a missing property nor an
 * unknown one is found there, in the result as well. In such a page objects lose their prototype, the given ones too.
 */
export function safeParseOwn<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.SafeParseResult<Schema> {
  const isPolluted = !Object.getOwnPropertyNames(Object.prototype).every((name) => NATIVE.test(name))
  if (isPolluted) dropPrototypes(input)
  const parsed = v.safeParse(ownEntries(schema), input, { abortEarly: true })
  if (isPolluted && parsed.success) dropPrototypes(parsed.output)
  return parsed
}

function dropPrototypes(value: unknown): void {
  const pending = [value]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null) continue
    const isPlain = Object.getPrototypeOf(next) === Object.prototype
    if (isPlain) Object.setPrototypeOf(next, null)
    if (isPlain || Array.isArray(next)) for (const part of Object.values(next)) pending.push(part)
  }
}

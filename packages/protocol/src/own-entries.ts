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

const quote = JSON.stringify

/**
 * JSON without `toJSON`: old libraries put one on Array.prototype or Object.prototype and so break JSON.stringify for the
 * whole page. Takes plain data only; members that are undefined are left out.
 */
export function toJson(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number')
    return value === value && value !== Infinity && value !== -Infinity ? `${value}` : '0'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null || typeof value !== 'object') return 'null'
  return Array.isArray(value) ? arrayJson(value) : objectJson(value as Record<string, unknown>)
}

function arrayJson(items: readonly unknown[]): string {
  // Long ones are of ids.
  if (items.every(Number.isInteger)) return `[${items.join()}]`
  let json = '['
  for (let i = 0; i < items.length; i++) json += (i === 0 ? '' : ',') + toJson(items[i])
  return `${json}]`
}

function objectJson(members: Record<string, unknown>): string {
  let json = '{'
  for (const key of Object.keys(members)) {
    const value = members[key]
    if (value === undefined) continue
    json += `${json === '{' ? '' : ','}${quote(key)}:${toJson(value)}`
  }
  return `${json}}`
}

/**
 * Hash of the shape of a piece of tree: for each node in document order its depth, type and name. Both sides compute it;
 * a difference means that HTML parsing did not give back the tree that was serialised. FNV-1a, 32 bit
 * (http://www.isthe.com/chongo/tech/comp/fnv/).
 */
export const STRUCTURE_HASH_START = 0x811c9dc5
const PRIME = 0x01000193

const nameHashes = new Map<string, number>()
/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_NAMES = 10_000

/** `name`: nodeName for elements ('' for others); `length`: UTF-16 length of the data for text, 0 for others. */
export function mixStructure(
  hash: number,
  depth: number,
  nodeType: number,
  name: string,
  length: number,
): number {
  let mixed = Math.imul(hash ^ (depth & 0xffff), PRIME)
  mixed = Math.imul(mixed ^ nodeType, PRIME)
  mixed = Math.imul(mixed ^ nameHash(name), PRIME)
  return Math.imul(mixed ^ length, PRIME) >>> 0
}

function nameHash(name: string): number {
  const known = nameHashes.get(name)
  if (known !== undefined) return known
  let hash = STRUCTURE_HASH_START
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), PRIME)
  if (nameHashes.size < MAX_NAMES) nameHashes.set(name, hash)
  return hash
}

import { AlongsideError } from '@alongside/protocol'
import { expect } from 'vitest'
import { atEnd } from '../at-end.ts'
import { encodeFrame, type Op } from '../format/index.ts'
import { id, insertHtml, pageOps, startRebuild } from '../rebuild/testing.ts'
import { pick, type Random, testSeeds } from './seeds.ts'

/** A frame with one of each op. */
const RICH: Op[] = [
  ...pageOps(),
  { op: 'location', url: 'https://shop.example/', title: 'Shop' },
  insertHtml(
    '<div class=a><p>x<!--|-->y</p><input name=attributes><select><option>1</select><iframe></iframe></div>',
  ),
  {
    op: 'insert',
    parent: id(4),
    before: id(10),
    ids: [40, 3],
    nodes: [{ e: 'g', ns: 'svg', k: ['t', { c: '' }] }],
  },
  { op: 'insert', parent: id(4), before: null, ids: [50, 1], nodes: [{ e: 'section', u: [10, 20] }] },
  { op: 'shadow', id: id(60), host: id(10), mode: 'open', slotAssignment: 'named' },
  { op: 'insert', parent: id(60), before: null, ids: [61, 1], html: '<slot></slot>' },
  { op: 'attributes', id: id(10), set: { title: 't', style: 'color:red;background:url(x)', class: null } },
  { op: 'sheet', key: 'k', css: '@media print{a:hover{background:url(x)}}', base: 'https://shop.example/' },
  { op: 'sheets', root: id(1), sheets: [{ key: 'k', media: 'screen' }] },
  { op: 'state', id: id(14), value: 'v', checked: true, selected: [0] },
  { op: 'scroll', id: id(1), x: 0, y: 10 },
  { op: 'focus', id: id(14) },
  {
    op: 'selection',
    selection: { kind: 'range', anchor: { id: id(12), offset: 0 }, focus: { id: id(12), offset: 1 } },
  },
  { op: 'text', id: id(12), data: 'z' },
  { op: 'filled', id: id(50) },
  { op: 'remove', ids: [id(40)] },
  { op: 'progress', done: 1 },
]

const ODD: readonly unknown[] = [
  null,
  -1,
  0,
  1,
  2,
  3,
  4,
  10,
  11,
  60,
  1.5,
  2 ** 31,
  2 ** 40,
  1e308,
  '',
  '0',
  'x',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  '<svg><style><!--</style><img>',
  '<form><input name=parentNode>',
  '</template><plaintext>',
  'javascript:1',
  'url(',
  '@import',
  [],
  {},
  true,
  [[]],
  { e: 'script' },
  { op: 'document' },
  'x'.repeat(5000),
]

/** Some values of the tree are replaced, dropped, doubled, or moved. */
function mutate(value: unknown, random: Random): unknown {
  const fate = random.below(60)
  if (fate === 0) return pick(random, ODD)
  if (Array.isArray(value)) {
    const items = value.map((item) => mutate(item, random))
    if (fate < 4 && items.length > 0) items.splice(random.below(items.length), 1)
    else if (fate < 8 && items.length > 0) items.push(pick(random, items))
    else if (fate < 10) items.reverse()
    return items
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, mutate(item, random)] as const)
    return Object.fromEntries(fate < 2 ? entries.slice(1) : entries)
  }
  if (typeof value === 'number' && fate < 8) return random.below(70)
  if (typeof value === 'string' && fate < 4) {
    const at = random.below(value.length + 1)
    return value.slice(0, at) + String(pick(random, ODD)) + value.slice(at)
  }
  return value
}

function noise(random: Random, valid: Uint8Array): Uint8Array {
  if (random.below(3) === 0) return Uint8Array.from({ length: random.below(400) }, () => random.below(256))
  const bytes = Uint8Array.from(valid)
  for (let i = random.below(8); i >= 0; i--) bytes[random.below(bytes.length)] = random.below(256)
  return random.below(3) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes
}

testSeeds(
  'R20 whatever bytes come, the rebuild answers with a kind of error or goes on',
  6,
  async (random) => {
    const rebuild = startRebuild()
    atEnd(() => rebuild.destroy())
    const plain = new TextEncoder().encode(`\0${JSON.stringify({ epoch: 'e1', version: 1, ops: RICH })}`)
    const deflated = await encodeFrame({ epoch: 'e1', version: 1, ops: RICH })
    await rebuild.apply(deflated)
    const kinds = new Set<string>()
    for (let round = 0; round < 150; round++) {
      const ops = mutate(RICH.slice(random.below(4) === 0 ? 0 : random.below(RICH.length)), random)
      const made = new TextEncoder().encode(`\0${JSON.stringify({ epoch: 'e1', version: round, ops })}`)
      const bytes = random.below(3) > 0 ? made : noise(random, pick(random, [plain, deflated]))
      try {
        // oxlint-disable-next-line no-await-in-loop
        await rebuild.apply(bytes)
        kinds.add('applied')
      } catch (error) {
        if (!(error instanceof AlongsideError)) throw error
        kinds.add(error.kind)
      }
    }
    expect([...kinds].filter((kind) => !/^(?:applied|bad_frame|too_large)$/.test(kind))).toEqual([])
    expect(kinds.size).toBeGreaterThan(1)
    // And a good page can follow.
    rebuild.reset()
    await rebuild.send(...pageOps(), insertHtml('<p>good</p>'))
    expect(rebuild.document?.body.textContent).toBe('good')
  },
)

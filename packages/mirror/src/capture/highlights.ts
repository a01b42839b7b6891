import type { OpOf } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { toJson } from './json.ts'
import { type Root, windowOf } from './roots.ts'
import type { StreamState } from './stream-state.ts'
import { point } from './points.ts'

type Listed = OpOf<'highlights'>['list'][number]
type RangeSet = Iterable<AbstractRange> & { readonly priority: number }
type Registry = Iterable<readonly [string, RangeSet]> & { readonly size: number }

const MAX_NAMES = 200
const MAX_RANGES = 5000

/** Each document has one of its own. Undefined for other roots, and where the browser knows none. */
function registryOf(root: Root): Registry | undefined {
  const view = 'defaultView' in root ? windowOf(root) : null
  const { CSS } = (view ?? {}) as { CSS?: { highlights?: unknown } }
  return CSS?.highlights as Registry | undefined
}

export function hasHighlights({ roots }: CaptureContext): boolean {
  for (const root of roots) if ((registryOf(root)?.size ?? 0) > 0) return true
  return false
}

/** Ranges that scripts highlight in one document, and then the next. Undefined when the viewers have them all so. */
export function highlightsOp(ctx: CaptureContext, state: StreamState): OpOf<'highlights'> | undefined {
  for (const root of ctx.roots) {
    const op = opFor(ctx, state, root)
    if (op === undefined) continue
    state.wholes.add('highlights')
    return op
  }
  return undefined
}

function opFor(ctx: CaptureContext, state: StreamState, document: Root): OpOf<'highlights'> | undefined {
  const registry = registryOf(document)
  const root = ctx.table.id(document)
  if (root === undefined || registry === undefined) return undefined
  const list: Listed[] = []
  for (const [name, highlight] of registry) {
    if (list.length >= MAX_NAMES) break
    const ranges = rangesOf(ctx, state, highlight)
    // Of one that is only in private parts not even the name.
    if (ranges.length > 0) list.push({ name, priority: highlight.priority, ranges })
  }
  const said = toJson(list)
  const key = `highlights ${root}`
  if (said === (state.told.get(key) ?? '[]')) return undefined
  state.told.set(key, said)
  return { op: 'highlights', root, list }
}

function rangesOf(ctx: CaptureContext, state: StreamState, highlight: RangeSet): Listed['ranges'] {
  const ranges: Listed['ranges'] = []
  for (const { startContainer, startOffset, endContainer, endOffset } of highlight) {
    const start = point(ctx, state, startContainer, startOffset)
    const end = point(ctx, state, endContainer, endOffset)
    if (start === undefined || end === undefined) continue
    ranges.push([
      [start.id, start.offset],
      [end.id, end.offset],
    ])
    if (ranges.length >= MAX_RANGES) break
  }
  return ranges
}

import type { OpOf } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import type { StreamState } from './stream-state.ts'
import { point } from './points.ts'

type Listed = OpOf<'highlights'>['list'][number]
type RangeSet = Iterable<AbstractRange> & { readonly priority: number }
type Registry = Iterable<readonly [string, RangeSet]> & { readonly size: number }

const MAX_NAMES = 200
const MAX_RANGES = 5000

export function registryOf(ctx: CaptureContext): Registry | undefined {
  const { CSS } = ctx.window as { CSS?: { highlights?: unknown } }
  return CSS?.highlights as Registry | undefined
}

/** Ranges that scripts highlight. Undefined when the viewers have them so. */
export function highlightsOp(ctx: CaptureContext, state: StreamState): OpOf<'highlights'> | undefined {
  const root = ctx.table.id(ctx.window.document)
  const registry = registryOf(ctx)
  if (root === undefined || registry === undefined) return undefined
  const list: Listed[] = []
  for (const [name, highlight] of registry) {
    if (list.length >= MAX_NAMES) break
    list.push({ name, priority: highlight.priority, ranges: rangesOf(ctx, state, highlight) })
  }
  const said = JSON.stringify(list)
  if (said === (state.told.get('highlights') ?? '[]')) return undefined
  state.told.set('highlights', said)
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

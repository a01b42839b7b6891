import type { Op } from '@alongside/mirror/format'
import type { Result } from '../page/start.ts'
import { nodeOf, type ReadFrame } from './find-leaks.ts'

/** What differs between runs of the same script: a leak that no search for a text finds (a letter at a time, a length, a picture). */
export type Difference = {
  readonly viewer: string
  readonly step: string
  readonly op: string
  readonly node: string
  /** What was sent with one set of secrets and never with the other. */
  readonly sent: string
}

export type Ran = { readonly result: Result; readonly frames: readonly ReadFrame[] }

type Said = Omit<Difference, 'sent'> & { readonly text: string }

/**
 * What runs with one set of secrets have all sent and runs with the other never. What comes and goes among runs with the same
 * secrets is the page's own doing (clocks, advertisements) or one of timing, and proves nothing.
 */
export function compareRuns(one: readonly Ran[], other: readonly Ran[]): Difference[] {
  const [first, second] = [one.map(readAll), other.map(readAll)]
  return [...onlyIn(first, second), ...onlyIn(second, first)]
}

/** Of how many ops nothing can be said, since they differ between runs with the same secrets. */
export function countUnsteady(one: readonly Ran[]): number {
  const all = one.map(readAll)
  const keys = new Set(all.flatMap((said) => [...said.keys()]))
  return [...keys].filter((key) => !all.every((said) => said.has(key))).length
}

function onlyIn(these: readonly Map<string, Said>[], those: readonly Map<string, Said>[]): Difference[] {
  const [sample, ...rest] = these
  const differences: Difference[] = []
  for (const [key, { text, ...place }] of sample ?? [])
    if (rest.every((said) => said.has(key)) && !those.some((said) => said.has(key)))
      differences.push({ ...place, sent: text.length > 300 ? `${text.slice(0, 300)}...` : text })
  return differences
}

/** What says something of a node anew: here the order tells what is typed. Others come in the order of time slices. */
const ORDERED: ReadonlySet<string> = new Set<Op['op']>(['state', 'text', 'attributes'])

/** Style sheets are read again when their source has come, which may be in any step. */
const WHENEVER: ReadonlySet<string> = new Set<Op['op']>(['sheet', 'sheets'])

/**
 * Frames are cut by time and ids given in its order: so what counts is what is said, of which node, in which step; and the
 * order in which it is said of one node.
 */
function readAll({ result, frames }: Ran): Map<string, Said> {
  const said = new Map<string, Said>()
  const orders = new Map<string, Said>()
  for (const { sent, ops } of frames)
    for (const op of ops) {
      if (op.op === 'progress' || isPageScroll(op, result.paths)) continue
      const node = nodeOf(op, result.paths)
      const text = withoutIds(op, result.paths)
      const place = { viewer: sent.viewer, step: sent.step, op: op.op, node }
      const step = WHENEVER.has(op.op) ? '' : place.step
      const key = Object.values({ ...place, step }).join('|')
      said.set(`${key}|${text}`, { ...place, text })
      if (!ORDERED.has(op.op)) continue
      const before = orders.get(key)
      orders.set(key, { ...place, text: before === undefined ? text : `${before.text}, ${text}` })
    }
  for (const [key, order] of orders) said.set(`${key}|${order.text}`, order)
  return said
}

/** Where a page is scrolled to follows from how tall it is, with everything in it: as its layout, it is told. */
function isPageScroll(op: Op, paths: Result['paths']): boolean {
  return op.op === 'scroll' && paths[op.id]?.startsWith('#document') === true
}

function withoutIds(op: Op, paths: Result['paths']): string {
  return JSON.stringify(op, (name, value: unknown) => {
    // What is open has the size that it has with everything in it: the page's layout is told.
    if (name === 'ids' || name === 'before' || name === 'version' || name === 'u') return undefined
    if (
      (name === 'id' || name === 'parent' || name === 'root' || name === 'host') &&
      typeof value === 'number'
    )
      return paths[value] ?? '?'
    return value
  })
}

import { decodeFrame, type Op } from '@alongside/mirror/format'
import type { Plant, Run } from '../page/secrets.ts'
import { STEMS } from '../page/secrets.ts'
import type { Result, SentFrame } from '../page/start.ts'
import { findText, needlesOf } from './find-text.ts'

export type Leak = {
  /** Where the secret was planted; null when it is not known whose it is. */
  readonly planted: Pick<Plant, 'path' | 'kind' | 'step'> | null
  /** The op, and the node of the page that it is about. */
  readonly op: string
  readonly node: string
  readonly encoding: string
  readonly viewer: string
  readonly step: string
}

export type ReadFrame = { readonly sent: SentFrame; readonly ops: readonly Op[]; readonly bytes: Buffer }

export async function readFrames(result: Result): Promise<ReadFrame[]> {
  const frames: ReadFrame[] = []
  for (const sent of result.frames) {
    const bytes = Buffer.from(sent.base64, 'base64')
    frames.push({ sent, bytes, ops: (await decodeFrame(bytes)).ops })
  }
  return frames
}

/** Every place where a secret of this run is in what was sent. */
export function findLeaks(result: Result, frames: readonly ReadFrame[], run: Run): Leak[] {
  const stem = needlesOf(STEMS[run])
  const leaks = new Map<string, Leak>()
  for (const { sent, ops, bytes } of frames) {
    for (const op of ops) {
      const text = JSON.stringify(op).toLowerCase()
      const encoding = findText(text, stem)
      if (encoding === undefined) continue
      for (const plant of plantsIn(text, result.plants)) note(op, plant, encoding, sent)
    }
    // What no op shows: the bytes themselves, before anything is inflated.
    const raw = findText(bytes.toString('latin1').toLowerCase(), stem)
    const isKnown = [...leaks.values()].some(
      ({ step, viewer }) => step === sent.step && viewer === sent.viewer,
    )
    if (raw !== undefined && !isKnown) note(undefined, undefined, raw, sent)
  }
  return [...leaks.values()]

  function note(op: Op | undefined, plant: Plant | undefined, encoding: string, sent: SentFrame): void {
    const planted = plant === undefined ? null : { path: plant.path, kind: plant.kind, step: plant.step }
    const leak = {
      planted,
      op: op?.op ?? 'frame',
      node: nodeOf(op, result.paths),
      encoding,
      viewer: sent.viewer,
      step: sent.step,
    }
    leaks.set([leak.op, leak.node, planted?.path, planted?.kind, sent.viewer].join('|'), leak)
  }
}

function plantsIn(text: string, plants: readonly Plant[]): readonly (Plant | undefined)[] {
  const plain = plants.filter(({ secret }) => text.includes(secret.toLowerCase()))
  if (plain.length > 0) return plain
  const other = plants.filter(({ secret }) => findText(text, needlesOf(secret)) !== undefined)
  return other.length > 0 ? other : [undefined]
}

/** What an op is about, in words. */
export function nodeOf(op: Op | undefined, paths: Result['paths']): string {
  if (op === undefined) return ''
  const { id, parent, root, host } = op as Partial<Record<'id' | 'parent' | 'root' | 'host', number | null>>
  const node = id ?? parent ?? root ?? host
  return node === undefined || node === null ? 'the page' : (paths[node] ?? `node ${node}, gone by the end`)
}

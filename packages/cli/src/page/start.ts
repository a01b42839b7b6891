import { type CaptureStream, startCapture } from '@alongside/mirror/capture'
import type { MaskingRules } from '@alongside/protocol'
import { rulesFor } from '@alongside/protocol'
import { plantAttributes, plantState, plantTexts } from './plant.ts'
import { findPlaces, pathOf } from './private-places.ts'
import { addProbe } from './probe.ts'
import { type Plant, type Run, Secrets } from './secrets.ts'
import { nextFrame, type Scene, STEPS } from './steps.ts'

export type Options = {
  readonly rules: MaskingRules
  readonly run: Run
  /** Selectors of what the caller holds to be private, whatever the rules say. */
  readonly must: readonly string[]
  readonly withProbe: boolean
  readonly maxPlaces: number
}
export type SentFrame = { readonly viewer: string; readonly step: string; readonly base64: string }
export type Result = {
  readonly plants: readonly Plant[]
  readonly frames: readonly SentFrame[]
  readonly places: number
  /** What the named nodes are, for the report. */
  readonly paths: Readonly<Record<number, string>>
  readonly failures: readonly string[]
}

/**
 * In looks of about 20 ms and not in time: on a slow machine they come later, as everything does that they look for. Pages
 * that never stop changing are never quiet for long: for them it is enough that all was sent at so many looks.
 */
const QUIET_LOOKS = 6
const SETTLED_LOOKS = 25
const STEP_LOOKS = 150
/** Within a step. */
const MOMENT_LOOKS = 10

/** Runs the whole story on this page and says what was planted and what was sent. */
async function run(options: Options): Promise<Result> {
  const secrets = new Secrets(options.run)
  const frames: SentFrame[] = []
  const failures: string[] = []
  const streams: CaptureStream[] = []
  const capture = startCapture({
    window,
    masking: options.rules,
    isOwn: () => false,
    onFailure: (error) => failures.push(String(error)),
  })
  const watch = (viewer: string) => {
    const stream = capture.openStream(({ seq, bytes }) => {
      frames.push({ viewer, step: secrets.step, base64: toBase64(bytes) })
      stream.acknowledge(seq)
    })
    streams.push(stream)
    return stream
  }
  if (options.withProbe) addProbe(document)
  const find = () =>
    findPlaces(
      document,
      options.rules,
      options.must,
      (element) => capture.isMasked(element),
      options.maxPlaces,
    )
  const first = find()
  for (const place of first) {
    plantAttributes(place, secrets)
    plantTexts(place, secrets)
    plantState(place, secrets)
  }
  await nextFrame()
  const viewer = watch('first viewer')
  const settled = () => settle(streams, () => frames.length)
  await settled()
  const isPrivate = rulesFor(options.rules, document.URL).maskAll
  const sent = () => settle(streams, () => frames.length, 0, MOMENT_LOOKS)
  const scene: Scene = { places: find, secrets, isPrivate, sent }
  for (const [name, step] of Object.entries(STEPS)) {
    secrets.step = name
    try {
      await step(scene)
    } catch (error) {
      failures.push(`step "${name}": ${String(error)}`)
    }
    await settled()
  }
  secrets.step = 'late joiner'
  watch('late viewer')
  await settled()
  secrets.step = 'repair'
  viewer.repair(find().flatMap(({ element }) => capture.nodes.id(element) ?? []))
  await settled()
  const paths: Record<number, string> = {}
  for (let id = 1; id < 200_000; id++) {
    const node = capture.nodes.node(id as never)
    if (node !== undefined)
      paths[id] = node.nodeType === 1 ? pathOf(node) : `${node.nodeName} in ${pathOf(node)}`
  }
  capture.stop()
  return { plants: secrets.plants, frames, places: first.length, paths, failures }
}

/** Waits until nothing is left to be sent and nothing new came for a while. */
async function settle(
  streams: readonly CaptureStream[],
  count: () => number,
  quietLooks = QUIET_LOOKS,
  limit = STEP_LOOKS,
): Promise<void> {
  let quiet = 0
  let settled = 0
  let before = count()
  for (let look = 0; look < limit && quiet <= quietLooks && settled < SETTLED_LOOKS; look++) {
    await nextFrame()
    const isSettled = streams.every((stream) => stream.isSettled())
    if (isSettled) settled++
    quiet = isSettled && count() === before ? quiet + 1 : 0
    before = count()
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text)
}

// Both runs of a page have to do the same: no chance, as far as it is asked for by scripts.
let seed = 7
Math.random = () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed / 0x80000000
}
if (window === window.top)
  Object.defineProperty(window, '__alongsideRedactionTest', { value: run, enumerable: false })

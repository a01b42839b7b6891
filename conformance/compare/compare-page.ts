import type { Tab, Viewport } from '@alongside/testkit/browsers'
import type { Site } from '../server/server.ts'
import { type Action, actionsOf } from './actions.ts'
import type { Lab, Peer } from './lab.ts'
import { comparePixels, type PixelDifference } from './pixels.ts'
import { describeDifference } from './tree-difference.ts'
import type { Look } from '../in-page/look.ts'

export type PageUnderTest = {
  readonly site: Site
  /** With query and fragment. */
  readonly path: string
  readonly viewport?: Viewport
  /** What is done with it. Left out: the page's own `steps`. */
  readonly actions?: readonly Action[]
  /** Left out: yes. */
  readonly comparesPixels?: boolean
  /** A second viewer joins after the last action. Left out: yes. */
  readonly hasLateJoiner?: boolean
  /** Goes on after a difference. Left out: no, one is enough to know. */
  readonly goesOn?: boolean
  /** What is seen by looking now and then may take so long. Left out: 2500. */
  readonly patienceMs?: number
  /** On a slow machine, at least so often. Left out: 6. */
  readonly minTries?: number
  /** For all of it: a page that hangs must not hold up the others. Left out: 180,000. */
  readonly limitMs?: number
}

/** Page and mirror at one moment. */
export type Comparison = {
  /** `first view`, the name of an action, or `late joiner`. */
  readonly stage: string
  /** Differing lines of the two descriptions; empty when they are equal. */
  readonly tree: readonly string[]
  /** Null when pixels were left out. */
  readonly pixels: PixelDifference | null
  readonly shots: { readonly page: Buffer; readonly mirror: Buffer } | null
}

export type PageComparison = {
  readonly comparisons: readonly Comparison[]
  /** Why it could not go on: capture stopped, an action failed, ... */
  readonly failure: string | null
}

const VIEWPORT: Viewport = { width: 800, height: 600 }
/** What is seen by looking now and then is sent within this time. */
const PATIENCE_MS = 2500
const MIN_TRIES = 6
/** Of a page that never stands still. */
const MAX_TRIES = 24
const SETTLE_MS = 180_000
const LIMIT_MS = 600_000
const CLOSE_MS = 5000
/** At the ends of lines of a description. */
const STYLE_HASHES = / ~[0-9a-z]+ @[-\d.e ]+$/gm
const POLL_MS = 25
const LOOK_AGAIN_MS = 100

export function isEqual({ tree, pixels }: Comparison): boolean {
  return tree.length === 0 && (pixels?.different ?? 0) === 0
}

export function areEqual({ comparisons, failure }: PageComparison): boolean {
  return failure === null && comparisons.every(isEqual)
}

/** Opens a page and its mirror, does what is to be done, and compares after the load and after each action. */
export async function comparePage(lab: Lab, peer: Peer, page: PageUnderTest): Promise<PageComparison> {
  const room = lab.server.openRoom(page.site, peer)
  const viewport = page.viewport ?? VIEWPORT
  const tabs = new Tabs(lab)
  const comparisons: Comparison[] = []
  const visit = async () => {
    const [visitor, viewer] = await Promise.all([
      tabs.keep(lab.visitors.open(room.page + page.path, viewport)),
      tabs.keep(lab.borrowViewer(room.viewer(peer), viewport)),
    ])
    const pair: Pair = {
      visitor,
      viewer,
      peer,
      comparesPixels: page.comparesPixels !== false && lab.visitors.name === lab.viewers.name,
      isAcrossEngines: lab.visitors.name !== lab.viewers.name,
      patienceMs: page.patienceMs ?? PATIENCE_MS,
      minTries: page.minTries ?? MIN_TRIES,
    }
    await run(pair, page, comparisons)
    return viewer
  }
  try {
    const viewer = await within(page.limitMs ?? LIMIT_MS, visit())
    await lab.giveBack(viewer, viewport)
    return { comparisons, failure: null }
  } catch (error) {
    return { comparisons: [...comparisons], failure: error instanceof Error ? error.message : String(error) }
  } finally {
    await tabs.close()
    room.close()
  }
}

/** Those of one page; what opens after the end is closed at once. */
class Tabs {
  readonly #lab: Lab
  readonly #open: Tab[] = []
  #isOver = false

  constructor(lab: Lab) {
    this.#lab = lab
  }

  async keep(opening: Promise<Tab>): Promise<Tab> {
    const tab = await opening
    this.#open.push(tab)
    if (this.#isOver) await this.close()
    return tab
  }

  /** A tab that hangs is waited for a little only. */
  async close(): Promise<void> {
    this.#isOver = true
    const closing = this.#open.splice(0).filter((tab) => !this.#lab.isIdle(tab))
    await Promise.race([Promise.allSettled(closing.map((tab) => tab.close())), pause(CLOSE_MS)])
  }
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${ms / 1000} seconds.`)), ms)
  })
  // When it is given up its tabs are closed, which ends it with an error that nobody needs.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

type Pair = {
  readonly visitor: Tab
  readonly viewer: Tab
  readonly peer: Peer
  readonly comparesPixels: boolean
  /** Engines have other fonts, controls and default styles: then what is computed from these is left out. */
  readonly isAcrossEngines: boolean
  readonly patienceMs: number
  readonly minTries: number
}

async function run(pair: Pair, page: PageUnderTest, comparisons: Comparison[]): Promise<void> {
  const { visitor, viewer } = pair
  const actions = page.actions ?? (await actionsOf(visitor))
  const look = async (stage: string) => {
    const comparison = await compare(pair, stage)
    comparisons.push(comparison)
    return isEqual(comparison) || page.goesOn === true
  }
  await join(pair, 1)
  if (!(await look('first view'))) return
  for (const action of actions) {
    if ((await action.run(visitor, viewer)) === false) continue
    if (!(await look(action.name))) return
  }
  if (page.hasLateJoiner === false) return
  await join(pair, 2)
  await look('late joiner')
}

async function join({ visitor, viewer }: Pair, stream: number): Promise<void> {
  await viewer.evaluate((number) => conformanceViewer.open(number), stream)
  await visitor.evaluate((number) => conformanceVisitor.open(number), stream)
}

/**
 * Compares until both are equal or patience ends: some changes are found by looking now and then. A page that moves by
 * itself (a carousel) between two looks says nothing: it is looked at again.
 */
async function compare(pair: Pair, stage: string): Promise<Comparison> {
  const endAt = Date.now() + pair.patienceMs
  for (let tries = 1; ; tries++) {
    await settle(pair)
    const isLast = Date.now() >= endAt && (tries >= pair.minTries || pair.patienceMs === 0)
    const { hasMoved, ...comparison } = await compareOnce(pair, stage, isLast)
    if (isEqual(comparison) || (isLast && !(hasMoved && tries < MAX_TRIES))) return comparison
    await pause(LOOK_AGAIN_MS)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function settle({ visitor, viewer }: Pair): Promise<void> {
  const endAt = Date.now() + SETTLE_MS
  for (;;) {
    const [page, mirror] = await Promise.all([
      visitor.evaluate(
        () => ({ isSettled: conformanceVisitor.isSettled(), failure: conformanceVisitor.failure }),
        null,
      ),
      viewer.evaluate(
        () => ({ isSettled: conformanceViewer.isSettled(), failure: conformanceViewer.failure }),
        null,
      ),
    ])
    if (page.failure !== null) throw new Error(`Capture stopped: ${page.failure}`)
    if (mirror.failure !== null) throw new Error(`The viewer refused a frame: ${mirror.failure}`)
    if (page.isSettled && mirror.isSettled) return
    if (Date.now() > endAt) throw new Error('The mirror does not settle.')
    await pause(POLL_MS)
  }
}

/** Pictures are taken only when they can matter: the trees are equal, or this is the last look. */
async function compareOnce(
  pair: Pair,
  stage: string,
  isLast: boolean,
): Promise<Comparison & { readonly hasMoved: boolean }> {
  const { visitor, viewer, peer, comparesPixels, isAcrossEngines } = pair
  try {
    const [page, ready] = await Promise.all([
      visitor.evaluate(lookAtPage, peer),
      viewer.evaluate((times) => conformanceViewer.look(times), null),
    ])
    const mirror =
      page.times.length > 0 && ready !== null
        ? await viewer.evaluate((times) => conformanceViewer.look(times), page.times)
        : ready
    if (mirror === null)
      return { stage, tree: ['There is no mirror.'], pixels: null, shots: null, hasMoved: false }
    const comparable = (text: string) => (isAcrossEngines ? text.replaceAll(STYLE_HASHES, '') : text)
    const tree = await describeDifference(comparable(page.text), comparable(mirror.text), (line) =>
      Promise.all([
        visitor.evaluate((at) => conformanceLook.detail(at), line),
        viewer.evaluate((at) => conformanceLook.detail(at), line),
      ]),
    )
    if (!comparesPixels || (tree.length > 0 && !isLast))
      return { stage, tree, pixels: null, shots: null, hasMoved: false }
    const [one, other] = await Promise.all([visitor.screenshot(), viewer.screenshot()])
    const comparison = {
      stage,
      tree,
      pixels: comparePixels(one, other),
      shots: { page: one, mirror: other },
    }
    const hasMoved =
      isLast && !isEqual(comparison) && (await visitor.evaluate(lookAtPage, peer)).text !== page.text
    return { ...comparison, hasMoved }
  } finally {
    const release = (tab: Tab) => tab.evaluate(() => conformanceLook.release(), null)
    await Promise.all([release(visitor), release(viewer)])
  }
}

/** Runs in the page. */
function lookAtPage(peer: Peer): Promise<Look> {
  return conformanceLook.look(document, { peer, isMirror: false, isOwn: () => false }, null)
}

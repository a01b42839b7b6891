import type { Page } from 'playwright'
import type { Seen, View } from '../in-page/look.ts'
import type { Source } from '../pages/sources.ts'
import { closePage, type Lab, VIEWPORT } from './lab.ts'
import { profiled } from './profile.ts'
import { type Run } from './rotate.ts'
import { openSession } from './session.ts'

export type Viewed = 'alongside' | 'rrweb' | 'native'

/** Longest that a first view may take: rrweb's of 10 MB takes a minute on a slow machine. */
const LIMIT_MS = 150_000

/** How the page looks at rest, without a tag. */
export async function viewOf(lab: Lab, source: Source): Promise<View> {
  const room = lab.serve(source.site, 'plain')
  const page = await lab.openPage()
  await page.goto(room.page + source.path)
  const view = await page.evaluate(() => benchLook.describe())
  await closePage(page)
  room.close()
  return view
}

/**
 * Milliseconds from *Accept* (rrweb: from its start; native: from the first byte parsed) until the viewport of the mirror
 * equals the page's and has been drawn (`first`), and until all elements are there and have been drawn (`complete`).
 */
export async function firstView(lab: Lab, source: Source, name: Viewed, view: View): Promise<Run> {
  if (name === 'native') return nativeView(lab, source, view)
  const { viewer, begin, close } = await openMirrored(lab, source, name)
  try {
    const look = async (): Promise<Run> => {
      const seen = untilSeen(viewer, view)
      // Its failure is told where it is awaited.
      seen.catch(() => undefined)
      return since(await begin(), await seen)
    }
    if (lab.profiles === null) return await look()
    let run: Run = {}
    await profiled(viewer, `${lab.profiles}/viewer-${source.name}`, async () => {
      run = await look()
    })
    return run
  } finally {
    await close()
  }
}

/** A page and who looks at it, up to the moment in which it begins. */
export type Mirrored = {
  readonly visitor: Page
  readonly viewer: Page
  /** *Accept*, or rrweb's start; when, in milliseconds since the epoch. */
  readonly begin: () => Promise<number>
  readonly close: () => Promise<void>
}

/** `port`: where the visitor's page reaches the server (rrweb: the relay), when there is a link between. */
export async function openMirrored(
  lab: Lab,
  source: Source,
  name: 'alongside' | 'rrweb',
  port?: number,
): Promise<Mirrored> {
  if (name === 'rrweb') return openRrweb(lab, source, port)
  const session = await openSession(lab, source, port)
  return { visitor: session.visitor, viewer: session.viewer, begin: session.accept, close: session.close }
}

/** Where the visitor's side of a competitor connects to. */
export async function portOf(lab: Lab, name: 'alongside' | 'rrweb'): Promise<number> {
  return name === 'rrweb' ? lab.port : Number(new URL((await lab.product()).serverUrl).port)
}

/** rrweb through a bare relay: page and viewer are ready, all that is missing is its start. */
async function openRrweb(lab: Lab, source: Source, port = lab.port): Promise<Mirrored> {
  const room = lab.serve(source.site, 'rrweb')
  const [visitor, viewer] = await Promise.all([lab.openPage(), lab.openPage()])
  await viewer.goto(room.viewer('rrweb'))
  await visitor.goto(room.page.replace(/:\d+$/, `:${port}`) + source.path)
  return {
    visitor,
    viewer,
    begin: () =>
      visitor.evaluate(() => {
        const at = benchLook.now()
        ;(window as unknown as { benchVisitor: { start(): void } }).benchVisitor.start()
        return at
      }),
    close: async () => {
      await Promise.all([visitor, viewer].map(closePage))
      room.close()
    },
  }
}

async function nativeView(lab: Lab, source: Source, view: View): Promise<Run> {
  const room = lab.serve(source.site, 'plain')
  const viewer = await lab.openPage()
  try {
    await viewer.goto(room.viewer('native'))
    await viewer.evaluate((html) => void Object.assign(window, { html }), source.inline)
    const seen = untilSeen(viewer, view)
    seen.catch(() => undefined)
    const begunAt = await viewer.evaluate(({ width, height }) => {
      const { benchNative, html } = window as unknown as {
        benchNative: { show(html: string, width: number, height: number): number }
        html: string
      }
      return benchNative.show(html, width, height)
    }, VIEWPORT)
    return since(begunAt, await seen)
  } finally {
    await closePage(viewer)
    room.close()
  }
}

function untilSeen(viewer: Page, view: View): Promise<Seen> {
  viewer.setDefaultTimeout(LIMIT_MS)
  return viewer.evaluate(([wanted, limitMs]) => benchLook.untilEqual(wanted, limitMs), [
    view,
    LIMIT_MS,
  ] as const)
}

function since(begunAt: number, { firstAt, completeAt }: Seen): Run {
  return { first: firstAt - begunAt, complete: completeAt - begunAt }
}

import type { Page } from 'playwright'
import { createFigure, type Figure, quantile } from '../core/figures.ts'
import { openMirrored, portOf, viewOf } from '../core/first-view.ts'
import type { Lab } from '../core/lab.ts'
import { lagsOf } from '../core/lags.ts'
import { rotate, type Run } from '../core/rotate.ts'
import type { View } from '../in-page/look.ts'
import { openShapedLink } from '../link/shaped-link.ts'
import { type Source, synthetic } from '../pages/sources.ts'

const COMPETITORS = ['visitor to agent', 'agent to visitor', 'rrweb'] as const
const ROUND_TRIPS_MS = [0, 100]
const FRAME_MS = 1000 / 60
const KEYS = 60
const ROUNDS = 3
const LIMIT_MS = 60_000
const PAGE_MB = 0.1

/** A key pressed on one side until the other has it in a frame that is drawn. */
export async function measureInput(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  const source = synthetic(PAGE_MB)
  const view = await viewOf(lab, source)
  for (const roundTripMs of ROUND_TRIPS_MS) {
    const results = await rotate(`input ${roundTripMs} ms`, COMPETITORS, Math.min(ROUNDS, lab.runs), (name) =>
      runOnce(lab, source, view, name, roundTripMs),
    )
    const line = roundTripMs === 0 ? 'loopback' : `${roundTripMs} ms round trip`
    const limit = (frames: number) => ({ atMost: Number((frames * FRAME_MS + roundTripMs / 2).toFixed(1)) })
    for (const direction of ['visitor to agent', 'agent to visitor'] as const) {
      const values = (key: string) => ({
        ours: results[direction]?.[key] ?? null,
        rrweb: direction === 'visitor to agent' ? (results.rrweb?.[key] ?? null) : null,
      })
      figures.push(
        createFigure(`input ${direction}, ${line}, median`, 'ms', values('median'), limit(1)),
        createFigure(`input ${direction}, ${line}, p99`, 'ms', values('p99'), limit(2)),
      )
    }
  }
  return figures
}

async function runOnce(
  lab: Lab,
  source: Source,
  view: View,
  name: (typeof COMPETITORS)[number],
  roundTripMs: number,
): Promise<Run> {
  const peer = name === 'rrweb' ? 'rrweb' : 'alongside'
  const shape = { upBitsPerSecond: null, roundTripMs, loss: 0 }
  const link = roundTripMs === 0 ? null : await openShapedLink(await portOf(lab, peer), shape)
  const { visitor, viewer, begin, close } = await openMirrored(lab, source, peer, link?.port)
  try {
    const seen = viewer.evaluate(([wanted, ms]) => benchLook.untilEqual(wanted, ms), [
      view,
      LIMIT_MS,
    ] as const)
    await begin()
    await seen
    const [from, to] = name === 'agent to visitor' ? [viewer, visitor] : [visitor, viewer]
    await focusField(from, from === viewer)
    await to.evaluate((isPage) => benchFollow.watch(isPage), to === visitor)
    await from.evaluate(() => benchFollow.note())
    await type(from)
    const [done, arrived] = await Promise.all(
      [from, to].map((page) => page.evaluate(() => benchFollow.take())),
    )
    const lags = lagsOf('keys', done ?? [], arrived ?? [])
    return { median: quantile(lags, 0.5), p99: quantile(lags, 0.99) }
  } finally {
    await close()
    await link?.close()
  }
}

async function focusField(page: Page, isViewer: boolean): Promise<void> {
  if (!isViewer) return page.locator('#name').click()
  await page.evaluate(() => document.querySelector('alongside-viewer')?.setAttribute('tool', 'control'))
  const middle = await page.evaluate(() => {
    const mirror = benchLook.mirror()
    const frame = mirror?.defaultView?.frameElement as HTMLElement | null | undefined
    const box = mirror?.getElementById('name')?.getBoundingClientRect()
    if (!frame || box === undefined) throw new Error('the mirror has no field')
    const outer = frame.getBoundingClientRect()
    const scale = outer.width / frame.offsetWidth
    return {
      x: outer.left + (box.left + box.width / 2) * scale,
      y: outer.top + (box.top + box.height / 2) * scale,
    }
  })
  await page.mouse.click(middle.x, middle.y)
  // The click has to arrive before the first key.
  await page.waitForTimeout(1000)
}

/** Not in step with frames. */
async function type(page: Page): Promise<void> {
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('a')
    await page.waitForTimeout(60 + ((i * 37) % 41))
  }
  await page.waitForTimeout(1000)
}

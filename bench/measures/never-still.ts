import type { CDPSession, Page } from 'playwright'
import { createFigure, type Figure, median, quantile } from '../core/figures.ts'
import { closePage, type Lab } from '../core/lab.ts'
import { lagsOf } from '../core/lags.ts'
import { residentOf } from '../core/processes.ts'
import { note } from '../core/rotate.ts'
import { openSession } from '../core/session.ts'
import { openShapedLink } from '../link/shaped-link.ts'
import { type Source, siteOf } from '../pages/sources.ts'

const NODES = 5000
const ROUND_TRIP_MS = 300
const LASTS_MS = 60_000
const SAMPLE_MS = 3000
const ALONE_MS = 10_000
/** Memory of the last third of the time by that of the second: what is left to noise. */
const FLAT = 1.1

type Samples = { readonly page: number[]; readonly viewer: number[]; readonly server: number[] }

/**
 * A page that changes all its nodes in each frame, as much in a frame as in ten, on the slow network: does anything grow, how
 * far behind is the viewer, and does the page keep its frames. Floor: the same page alone.
 */
export async function measureNeverStill(lab: Lab): Promise<Figure[]> {
  const source = neverStill()
  const alone = await framesAlone(lab, source)
  const product = await lab.product()
  const link = await openShapedLink(Number(new URL(product.serverUrl).port), {
    upBitsPerSecond: 750_000,
    roundTripMs: ROUND_TRIP_MS,
    loss: 0,
  })
  const session = await openSession(lab, source, link.port)
  try {
    const { visitor, viewer } = session
    await session.accept()
    await viewer.waitForFunction(() => benchLook.mirror()?.getElementById('tick'))
    await Promise.all([
      visitor.evaluate(() => benchFollow.watch(true)),
      viewer.evaluate(() => benchFollow.watch(false)),
    ])
    const begun = await frames(visitor)
    const samples = await sample(visitor, viewer, product.serverPid)
    const ended = await frames(visitor)
    const [done, seen] = await Promise.all(
      [visitor, viewer].map((page) => page.evaluate(() => benchFollow.take())),
    )
    const lastSeenAt = Math.max(...(seen ?? []).map(({ at }) => at))
    const lags = lagsOf('ticks', done ?? [], seen ?? [], { to: lastSeenAt - 1000 })
    const rate = ((ended.count - begun.count) / (ended.at - begun.at)) * 1000
    note(`never-still: ${JSON.stringify(samples)}`)
    const growth = (who: keyof Samples) =>
      createFigure(
        `never-still memory of the ${who}, last third by second`,
        'x',
        { ours: growthOf(samples[who]) },
        { atMost: FLAT },
      )
    return [
      growth('page'),
      growth('viewer'),
      growth('server'),
      createFigure('never-still lag, median', 'ms', { ours: median(lags) }),
      createFigure(
        'never-still lag, p99',
        'ms',
        { ours: quantile(lags, 0.99) },
        { atMost: 2 * ROUND_TRIP_MS },
      ),
      createFigure(
        'never-still frames a second',
        '1/s',
        { ours: rate, floor: alone },
        { atLeastOfFloor: 0.95 },
      ),
    ]
  } finally {
    await session.close()
    await link.close()
  }
}

function neverStill(): Source {
  const cells = Array.from({ length: NODES }, (_, i) => `<i>${i}</i>`).join('')
  const script = `let frame = 0
const cells = document.getElementsByTagName('i')
const tick = document.getElementById('tick')
const step = () => {
  for (let i = 0; i < cells.length; i++) {
    cells[i].firstChild.data = String((frame * 10 + i * 7) % 997)
    cells[i].className = 'c' + ((frame + i) % 4)
  }
  tick.textContent = String(++frame)
  requestAnimationFrame(step)
}
requestAnimationFrame(step)`
  const css =
    'body{margin:0;font:8px monospace}i{display:inline-block;width:20px;height:10px;overflow:hidden;contain:strict}.c1{color:red}.c2{color:blue}.c3{color:green}'
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>Never still</title><link rel="stylesheet" href="/site.css"></head><body><h1>Never still</h1><output id="tick">0</output><div>${cells}</div><script>${script}</script></body></html>`
  return { name: 'never still', megabytes: null, path: '/', inline: '', site: siteOf(html, css) }
}

async function framesAlone(lab: Lab, source: Source): Promise<number> {
  const room = lab.serve(source.site, 'plain')
  const page = await lab.openPage()
  await page.goto(room.page)
  await page.waitForTimeout(1000)
  const begun = await frames(page)
  await page.waitForTimeout(ALONE_MS)
  const ended = await frames(page)
  await closePage(page)
  room.close()
  return ((ended.count - begun.count) / (ended.at - begun.at)) * 1000
}

function frames(page: Page): Promise<{ count: number; at: number }> {
  return page.evaluate(() => ({
    count: Number(document.getElementById('tick')?.textContent),
    at: performance.now(),
  }))
}

async function sample(visitor: Page, viewer: Page, serverPid: number): Promise<Samples> {
  const [ofPage, ofViewer] = await Promise.all(
    [visitor, viewer].map((page) => page.context().newCDPSession(page)),
  )
  const samples: Samples = { page: [], viewer: [], server: [] }
  const until = performance.now() + LASTS_MS
  while (performance.now() < until) {
    await visitor.waitForTimeout(SAMPLE_MS)
    if (ofPage) samples.page.push(await heapOf(ofPage))
    if (ofViewer) samples.viewer.push(await heapOf(ofViewer))
    samples.server.push(residentOf(serverPid))
  }
  return samples
}

/** What is in use after a collection. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}

function growthOf(samples: readonly number[]): number {
  const third = Math.floor(samples.length / 3)
  return median(samples.slice(2 * third)) / median(samples.slice(third, 2 * third))
}

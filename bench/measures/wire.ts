import { deflateRawSync } from 'node:zlib'
import type { Page } from 'playwright'
import { createFigure, type Figure } from '../core/figures.ts'
import { viewOf } from '../core/first-view.ts'
import type { Lab } from '../core/lab.ts'
import { compressedBytes, openRecording } from '../core/recording.ts'
import { rotate, type Run } from '../core/rotate.ts'
import { openSession } from '../core/session.ts'
import { realSources, siteOf, type Source, syntheticSources } from '../pages/sources.ts'
import { syntheticPage } from '../pages/synthetic.ts'

const COMPETITORS = ['alongside', 'rrweb', 'native'] as const
/** Bytes do not differ from run to run. */
const ROUNDS = 1
const SECOND_PAGE_MB = 0.5
const LIMIT_MS = 60_000

/** Compressed bytes of the first view. Floor: `outerHTML` and all style sheets, deflated as one. */
export async function measureWire(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const source of [...syntheticSources(lab), ...(await realSources(lab))]) {
    const results = await rotate(`wire ${source.name}`, COMPETITORS, ROUNDS, (name) =>
      runOnce(lab, source, name),
    )
    const values = {
      ours: results.alongside?.['bytes'] ?? null,
      rrweb: results.rrweb?.['bytes'] ?? null,
      floor: results.native?.['bytes'] ?? null,
    }
    figures.push(
      createFigure(`wire ${source.name} first view`, 'bytes', values, { ofFloor: 1.05, ofRrweb: 0.65 }),
    )
  }
  if (lab.pages === null) figures.push(await measureSecondPage(lab))
  return figures
}

async function runOnce(lab: Lab, source: Source, name: (typeof COMPETITORS)[number]): Promise<Run> {
  const recording = await openRecording(lab, source)
  try {
    if (name === 'native') return { bytes: deflateRawSync(await htmlAndStyles(recording.page)).length }
    await recording.begin(name)
    return { bytes: compressedBytes(await recording.takeSent()) }
  } finally {
    await recording.close()
  }
}

/** The sheets of the page's own origin; `style` elements are in the HTML. */
function htmlAndStyles(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~=stylesheet]')]
    const sheets = await Promise.all(
      links.map(({ href }) =>
        fetch(href).then(
          (answer) => answer.text(),
          () => '',
        ),
      ),
    )
    return document.documentElement.outerHTML + sheets.join('')
  })
}

/** Through the real server: bytes of the second page of a site, whose style sheet the viewers have. Floor: its HTML, deflated. */
async function measureSecondPage(lab: Lab): Promise<Figure> {
  const first = syntheticPage(SECOND_PAGE_MB, 1)
  const second = syntheticPage(SECOND_PAGE_MB, 2)
  const site = siteOf(first.html, first.css, { '/second': second.html })
  const source: Source = { name: 'second page', megabytes: SECOND_PAGE_MB, path: '/', site, inline: '' }
  const view = await viewOf(lab, { ...source, path: '/second' })
  const session = await openSession(lab, source)
  try {
    const { visitor, viewer } = session
    await session.accept()
    await viewer.evaluate(([wanted, ms]) => benchLook.untilEqual(wanted, ms), [
      await viewOf(lab, source),
      LIMIT_MS,
    ] as const)
    const count = await countSent(visitor)
    await visitor.evaluate(() => location.assign('/second'))
    await viewer.evaluate(([wanted, ms]) => benchLook.untilEqual(wanted, ms), [view, LIMIT_MS] as const)
    const floor = deflateRawSync(second.html).length
    return createFigure('wire second page of a site', 'bytes', { ours: count(), floor }, { ofFloor: 1.05 })
  } finally {
    await session.close()
  }
}

/** Bytes of the binary messages that the page sends over its socket from now on, also from the next page. */
async function countSent(page: Page): Promise<() => number> {
  const cdp = await page.context().newCDPSession(page)
  let bytes = 0
  cdp.on('Network.webSocketFrameSent', ({ response }) => {
    if (response.opcode === 2) bytes += Buffer.from(response.payloadData, 'base64').length
  })
  await cdp.send('Network.enable')
  return () => bytes
}

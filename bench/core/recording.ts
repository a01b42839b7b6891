import { deflateSync, inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright'
import type { Recorder, Sent } from '../in-page/recorder.ts'
import type { Source } from '../pages/sources.ts'
import { closePage, type Lab } from './lab.ts'

const LIMIT_MS = 180_000

/** A page without our tag or any network of ours, where recorders are started by hand. */
export type Recording = {
  readonly page: Page
  /** Starts the recorder and waits until it has told all that there is. */
  begin(name: Recorder, roundTripMs?: number): Promise<void>
  settle(): Promise<void>
  takeSent(): Promise<readonly Sent[]>
  close(): Promise<void>
}

/** A fresh load of the page, with the recorders at hand and at rest. */
export async function openRecording(lab: Lab, source: Source): Promise<Recording> {
  const room = lab.serve(source.site, 'plain')
  const page = await lab.openPage()
  page.setDefaultTimeout(LIMIT_MS)
  await page.goto(room.page + source.path)
  await page.evaluate(lab.script('recorder'))
  await untilIdle(page)
  const settle = () => page.evaluate(() => benchRecorder.untilSettled())
  return {
    page,
    async begin(name, roundTripMs = 0) {
      await page.evaluate(
        ([which, ms]) => {
          benchRecorder.start(which, ms)
          return benchRecorder.untilSettled()
        },
        [name, roundTripMs] as const,
      )
    },
    settle,
    takeSent: () => page.evaluate(() => benchRecorder.takeSent()),
    async close() {
      await closePage(page)
      room.close()
    },
  }
}

/** Compressed bytes: ours as they go out, rrweb's events packed one by one as its packer does. */
export function compressedBytes(sent: readonly Sent[]): number {
  return sent.reduce((total, { bytes, text }) => {
    if (bytes !== undefined) return total + Buffer.from(bytes, 'base64').length
    return total + deflateSync(text ?? '').length
  }, 0)
}

/** What one of ours or rrweb's messages says. */
export function textOf({ bytes, text }: Sent): string {
  if (bytes === undefined) return text ?? ''
  const frame = Buffer.from(bytes, 'base64')
  return (frame[0] === 1 ? inflateRawSync(frame.subarray(1)) : frame.subarray(1)).toString('utf8')
}

/** Until the page's own first work is over. */
export async function untilIdle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let turns = 0; turns < 3; turns++)
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 }))
  })
}

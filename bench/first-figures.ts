// First figures of the whole product, in real Chromium on this machine: `node bench/first-figures.ts [runs]`.
// Prints medians. First view: from the click on Accept to the heading, and to the whole page, in the agent's mirror.
// Typed character: from the key's event on one side to the value on the other. Bytes: what the visitor's browser loads, gzip.
import { gzipSync } from 'node:zlib'
import { chromium as browserType, type Page } from 'playwright'
import { AgentConsole } from '../e2e/pages/agent-console.ts'
import { VisitorPage } from '../e2e/pages/visitor-page.ts'
import { Product } from '../e2e/support/product.ts'
import { serveSite, tagFor } from '../e2e/support/site.ts'
import { invite, share } from '../e2e/support/story.ts'
import { workbench } from '../e2e/support/workbench.ts'
import { chromium } from '../scripts/chromium.mjs'

const runs = Number(process.argv[2] ?? 5)
const CHARACTERS = 30
const LIMIT_MS = 20_000
const PAGES = [
  '/travel/',
  '/travel/flights?from=AMS&to=LIS&trip=one-way&depart=2027-03-01&passengers=1&cabin=Economy',
  '/travel/sign-in',
]

const product = await Product.start()
const browser = await browserType.launch(chromium())

try {
  for (const path of PAGES) print(`first view of ${path.split('?')[0]}`, await repeat(() => firstView(path)))
  const site = await serveSite({ '/': workbench(tagFor(product.serverUrl, product.demo.siteKey)) })
  const both = await pair()
  await share(both.visitor, both.agent, site.url, 'Shared')
  print('typed character, visitor to agent', {
    ms: await typed(both.visitor.page, both.agent.page, both, 'visitor'),
  })
  print('typed character, agent to visitor', {
    ms: await typed(both.agent.page, both.visitor.page, both, 'agent'),
  })
  await both.close()
  await site.close()
  await bytes()
} finally {
  await browser.close()
  await product.stop()
}

type Pair = { visitor: VisitorPage; agent: AgentConsole; close: () => Promise<void> }

async function pair(): Promise<Pair> {
  const visiting = await browser.newContext({ baseURL: product.demoUrl })
  const helping = await browser.newContext({
    baseURL: product.serverUrl,
    viewport: { width: 1440, height: 900 },
  })
  const agent = new AgentConsole(await helping.newPage())
  await agent.signIn(product.user('agent'))
  return {
    visitor: new VisitorPage(await visiting.newPage()),
    agent,
    close: async () => {
      if (await agent.endSession.isVisible()) await agent.endSession.click()
      await Promise.all([visiting.close(), helping.close()])
    },
  }
}

/** Milliseconds from the click on Accept until the mirror has the heading, and until all of the page is there. */
async function firstView(path: string): Promise<Record<string, number>> {
  const { visitor, agent, close } = await pair()
  await visitor.goto(path)
  const heading =
    (await visitor.page.locator('h1').first().textContent())?.replaceAll(/\s+/g, ' ').trim() ?? ''
  await invite(visitor, agent, 'View only')
  const seen = agent.page.evaluate(
    async ([text, limitMs]) => {
      const now = () => performance.timeOrigin + performance.now()
      const deadline = now() + limitMs
      let filledAt = 0
      document.addEventListener('state', (event) => {
        const { progress } = (event as CustomEvent<{ progress: number }>).detail
        filledAt = progress < 1 ? 0 : filledAt || now()
      })
      let headingAt = 0
      while (now() < deadline) {
        const frames =
          document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
        for (const frame of frames)
          if (frame.contentDocument?.querySelector('h1')?.textContent?.includes(text)) headingAt ||= now()
        if (headingAt > 0 && filledAt > 0) return { headingAt, allAt: Math.max(headingAt, filledAt) }
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      throw new Error('the mirror has not been filled in time')
    },
    [heading.slice(0, 20), LIMIT_MS] as const,
  )
  const clicked = await visitor.accept.evaluate((button: HTMLButtonElement) => {
    button.click()
    return performance.timeOrigin + performance.now()
  })
  const { headingAt, allAt } = await seen
  await close()
  return { heading: headingAt - clicked, all: allAt - clicked }
}

/** Median milliseconds from a key's event in `from` until the field has the character in `to`. */
async function typed(from: Page, to: Page, both: Pair, who: 'visitor' | 'agent'): Promise<number> {
  if (who === 'agent') {
    await both.agent.tool('Control')
    await both.agent.mirror.click('#name')
  } else await both.visitor.page.locator('#name').click()
  await from.evaluate(() => {
    addEventListener(
      'keydown',
      () => ((window as unknown as { keyAt: number }).keyAt = performance.timeOrigin + performance.now()),
      true,
    )
  })
  const times: number[] = []
  for (let i = 1; i <= CHARACTERS; i++) {
    const value = await both.visitor.page.locator('#name').inputValue()
    const arrived = to.evaluate(
      async ([before, limitMs]) => {
        const deadline = performance.now() + limitMs
        while (performance.now() < deadline) {
          const frames =
            document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
          const documents = [document, ...[...frames].flatMap((frame) => frame.contentDocument ?? [])]
          const fields = documents.flatMap((each) => [...each.querySelectorAll<HTMLInputElement>('#name')])
          if (fields.length > 0 && fields.every((field) => field.value.length > before))
            return performance.timeOrigin + performance.now()
          await new Promise<void>((resolve) => {
            const { port1, port2 } = new MessageChannel()
            port2.addEventListener('message', () => resolve())
            port2.start()
            port1.postMessage(0)
          })
        }
        throw new Error('the character has not arrived in time')
      },
      [value.length, LIMIT_MS] as const,
    )
    await from.keyboard.press('a')
    const at = await arrived
    times.push(at - (await from.evaluate(() => (window as unknown as { keyAt: number }).keyAt)))
  }
  return median(times)
}

/** What the visitor's browser loads of ours: the loader alone, the chat, and all that a session takes. Bytes, gzip. */
async function bytes(): Promise<void> {
  const { visitor, agent, close } = await pair()
  const loaded = new Map<string, number>()
  visitor.page.on('response', (response) => {
    const { pathname, origin } = new URL(response.url())
    if (origin !== product.serverUrl || !pathname.startsWith('/tag/') || !pathname.endsWith('.js')) return
    void response.body().then((body) => loaded.set(pathname, gzipSync(body, { level: 9 }).length))
  })
  const sum = () => ({ files: loaded.size, bytes: [...loaded.values()].reduce((a, b) => a + b, 0) })
  await visitor.goto('/travel/')
  await visitor.page.getByRole('button', { name: /^Chat with us/ }).waitFor()
  print('bytes of the loader, gzip', sum())
  await invite(visitor, agent, 'View only')
  print('bytes with the chat, gzip', sum())
  await visitor.accept.click()
  await agent.mirror.expectText('h1', /\S/)
  print('bytes with a running session, gzip', sum())
  await close()
}

async function repeat(measure: () => Promise<Record<string, number>>): Promise<Record<string, number>> {
  const all: Record<string, number>[] = []
  for (let run = 0; run < runs; run++) all.push(await measure())
  return Object.fromEntries(
    Object.keys(all[0] ?? {}).map((key) => [key, median(all.map((one) => one[key] ?? Number.NaN))]),
  )
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function print(what: string, figures: Readonly<Record<string, number>>): void {
  const text = Object.entries(figures).map(
    ([name, value]) => `${name} ${value < 10 ? value.toFixed(1) : Math.round(value)}`,
  )
  console.log(`${what}: ${text.join(', ')}`)
}

import type { Browser, BrowserContext } from '@playwright/test'
import { VisitorPage } from './pages/visitor-page.ts'
import { everyWay, type PictureSite, servePictureSite } from './support/picture-site.ts'
import { serveSite, tagFor } from './support/site.ts'
import type { Product } from './support/product.ts'
import { setResources } from './support/site-settings.ts'
import { expect, test } from './support/test.ts'

type Created = { readonly id: string; readonly visitorToken: string; readonly agentToken: string }

/** Everything that a browser asks any network for. */
function watch(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  return asked
}

/** What the agent sees of an element in the mirror, in whichever frame the viewer is. */
async function look(
  context: BrowserContext,
  css: string,
): Promise<{ width: number; box: number; html: string } | null> {
  for (const frame of context.pages().flatMap((page) => page.frames())) {
    // oxlint-disable-next-line no-await-in-loop -- the first that has it.
    const seen = await frame
      .evaluate((selector) => {
        const frames =
          document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
        const shown = [...frames].find((one) => one.style.visibility !== 'hidden')?.contentDocument
        const found = shown?.querySelector(selector)
        if (found === null || found === undefined) return null
        const { naturalWidth = 0 } = found as Partial<HTMLImageElement>
        return { width: naturalWidth, box: found.getBoundingClientRect().width, html: found.outerHTML }
      }, css)
      .catch(() => null)
    if (seen !== null) return seen
  }
  return null
}

type Shared = {
  readonly site: PictureSite
  readonly visitor: VisitorPage
  readonly agent: BrowserContext
  readonly asked: readonly string[]
  end(): Promise<void>
}

/** A session on the page, seen in the viewer's element on a page of yet another origin. */
async function share(browser: Browser, product: Product): Promise<Shared> {
  const { serverUrl, demo } = product
  const site = await servePictureSite((other) => everyWay(tagFor(serverUrl, demo.siteKey), other))
  const agent = await browser.newContext()
  const visitors = await browser.newContext()
  const asked = watch(agent)
  const answer = await visitors.request.post(`${serverUrl}/api/v1/sessions`, {
    headers: { authorization: `Bearer ${demo.apiKey}` },
    data: { mode: 'shared', agent: { id: 'crm-9', name: 'Grace' } },
  })
  const session = (await answer.json()) as Created
  const crm = await serveSite({
    '/': `<!doctype html><title>CRM</title><script type="module" src="${serverUrl}/viewer/v1/alongside-viewer.js"></script><alongside-viewer server="${serverUrl}" token="${session.agentToken}" style="display:block;width:1000px;height:700px"></alongside-viewer>`,
  })
  const page = await agent.newPage()
  const visitor = new VisitorPage(await visitors.newPage())
  await page.goto(crm.url)
  await visitor.goto(site.url)
  await visitor.page.waitForFunction(() => 'alongside' in window)
  await visitor.page.evaluate((token) => {
    const { alongside } = window as unknown as { alongside: { join(token: string): Promise<unknown> } }
    void alongside.join(token)
  }, session.visitorToken)
  await visitor.accept.click()
  await expect.poll(async () => (await look(agent, 'h1'))?.html).toContain('Every way')
  return {
    site,
    visitor,
    agent,
    asked,
    end: async () => {
      await Promise.all([visitors.close(), agent.close()])
      await Promise.all([site.close(), crm.close()])
    },
  }
}

/** All that the agent's browser asked the site's origins for. */
const ofSite = ({ asked, site }: Shared) =>
  asked.filter((url) => url.startsWith(site.url) || url.startsWith(site.other))

const widthOf = (shared: Shared, css: string) =>
  shared.visitor.page.evaluate(
    (selector) => document.querySelector(selector)?.getBoundingClientRect().width,
    css,
  )

test('B3: with the setting, the agent’s browser asks nobody but the server, and sees the pictures all the same', async ({
  browser,
  product,
}) => {
  await setResources(browser, product, 'visitor')
  const shared = await share(browser, product)
  try {
    const { agent, visitor } = shared
    for (const [css, width] of [
      ['#plain', 40],
      ['#set-img', 40],
      ['#picture', 160],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- one after the other is enough.
      await expect.poll(async () => (await look(agent, css))?.width, { message: css }).toBe(width)
    await expect.poll(async () => (await look(agent, '#inline'))?.html).toMatch(/url\(&quot;blob:/)
    const text = await widthOf(shared, 'h1')
    await expect.poll(async () => (await look(agent, 'h1'))?.box).toBe(text)
    await visitor.page.evaluate('more()')
    await expect.poll(async () => (await look(agent, '#late-img'))?.width).toBe(160)
    await expect.poll(async () => (await look(agent, '#plain'))?.width).toBe(80)
    // Pointers, scrolling and hover styles, which load lazily.
    const [page] = agent.pages()
    await page?.mouse.move(300, 300, { steps: 5 })
    await page?.mouse.wheel(0, 3000)
    await visitor.page.mouse.move(200, 300, { steps: 3 })
    await visitor.page.evaluate('scrollTo(0, 5000)')
    // What scripts may not read is said in words.
    await expect
      .poll(async () => decodeURIComponent((await look(agent, '#foreign'))?.html ?? ''))
      .toContain('Image from another site')
    expect(ofSite(shared)).toEqual([])
    expect(shared.site.strangers).toEqual([])
    const hosts = new Set(
      shared.asked.filter((url) => /^(?:https?|wss?):/.test(url)).map((url) => new URL(url).port),
    )
    expect(hosts.size).toBe(2)
  } finally {
    await shared.end()
    await setResources(browser, product, 'auto')
  }
})

test('B3: without it, what the agent’s browser may not load comes from the visitor’s', async ({
  browser,
  product,
}) => {
  const shared = await share(browser, product)
  try {
    const { agent } = shared
    for (const [css, width] of [
      ['#plain', 40],
      ['#set-img', 40],
      ['#picture', 160],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- one after the other is enough.
      await expect.poll(async () => (await look(agent, css))?.width, { message: css }).toBe(width)
    await expect.poll(async () => (await look(agent, '#inline'))?.html).toMatch(/url\(&quot;blob:/)
    const text = await widthOf(shared, 'h1')
    await expect.poll(async () => (await look(agent, 'h1'))?.box).toBe(text)
    // The proof above can fail: this is what it would have seen.
    expect(ofSite(shared).length).toBeGreaterThan(10)
    expect(shared.site.strangers.length).toBeGreaterThan(5)
  } finally {
    await shared.end()
  }
})

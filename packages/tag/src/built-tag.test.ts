import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium as playwright, type Frame, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chromium } from '../../../scripts/chromium.mjs'
import { buildTag } from '../build-tag.ts'

/** The tag as it is built, on a page of another origin with a strict policy, in a real browser. */

let outDir: string
let browser: Browser
let server: { readonly origin: string; close(): void }
const cleanups: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'alongside-tag-'))
  await buildTag(outDir)
  browser = await playwright.launch(chromium())
  server = await listen(serveTag)
}, 60_000)

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

afterAll(async () => {
  await browser.close()
  server.close()
  await rm(outDir, { recursive: true })
})

async function listen(handler: RequestListener): Promise<{ origin: string; close(): void }> {
  const http: Server = createServer(handler)
  await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve))
  const { port } = http.address() as AddressInfo
  return { origin: `http://localhost:${port}`, close: () => void http.close() }
}

/** The one origin whose pages may mirror frames of the site. */
let friend = ''

/** A server that has the tag's files and knows no site. */
const serveTag: RequestListener = (request, response) => {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'content-type',
    'cross-origin-resource-policy': 'cross-origin',
  }
  const url = request.url ?? ''
  if (url.endsWith('.js')) {
    readFile(path.join(outDir, path.basename(url))).then(
      (file) => response.writeHead(200, { ...headers, 'content-type': 'text/javascript' }).end(file),
      () => response.writeHead(404).end(),
    )
  } else if (
    url.startsWith('/tag/v1/frames?') &&
    new URL(url, 'http://tag').searchParams.get('origin') === friend
  )
    response.writeHead(204, headers).end()
  else if (request.method === 'OPTIONS') response.writeHead(204, headers).end()
  else {
    const error = { kind: 'site_unknown', message: 'No site has this key.' }
    response.writeHead(404, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  }
}

const TAG = () => `<script async src="${server.origin}/tag/v1/alongside.js" data-site="k"></script>`

/** Opens a page of a site: what is in its head, its own script, and what runs before everything else. */
async function openSite(page: { head?: string; script?: string; before?: () => void }): Promise<Page> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${server.origin}`,
    `connect-src 'self' ${server.origin} ${server.origin.replace('http', 'ws')}`,
    "style-src 'self'",
    "frame-src 'self'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  const site = await listen((request, response) => {
    if (request.url === '/site.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(page.script ?? '')
      return
    }
    const html = `<!doctype html><head><script src="/site.js"></script>${page.head ?? TAG()}</head><body><h1>Site</h1><input aria-label="Field">`
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html)
  })
  const tab = await browser.newPage()
  cleanups.push(
    () => tab.close(),
    () => site.close(),
  )
  if (page.before !== undefined) await tab.addInitScript(page.before)
  await tab.goto(site.origin)
  return tab
}

function collectProblems(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (/policy|trusted/i.test(message.text())) problems.push(message.text())
  })
  return problems
}

const launcher = (page: Page) => page.getByRole('button', { name: 'Chat with us' })

test('under a strict policy the launcher shows, the chat opens, and what is wrong is said in words', async () => {
  const page = await openSite({})
  const problems = collectProblems(page)
  await launcher(page).click()
  const chat = page.getByRole('dialog', { name: 'Chat' })
  await chat.waitFor()
  await chat.getByText('The chat is not set up on this site yet.').waitFor()
  const { position } = await chat.evaluate((element) => ({ position: getComputedStyle(element).position }))
  expect(position).toBe('fixed')
  expect(problems).toEqual([])
})

test('a wrong site key is told to the developer once, and the server is not asked again', async () => {
  const page = await openSite({})
  const warnings: string[] = []
  let asked = 0
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
  page.on('request', (request) => request.method() === 'POST' && asked++)
  await launcher(page).click()
  await expect.poll(() => warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/site_unknown.*data-site="k".*Copy the tag snippet/)
  await page.getByRole('button', { name: 'Close chat' }).click()
  await launcher(page).click()
  await page.getByText('The chat is not set up on this site yet.').waitFor()
  expect([warnings.length, asked]).toEqual([1, 1])
})

test('Escape closes the chat and gives the focus back to the launcher', async () => {
  const page = await openSite({})
  await launcher(page).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await expect.poll(() => focusedIn(page)).toBe('TEXTAREA')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(await focusedIn(page)).toBe('BUTTON')
})

function focusedIn(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () => document.querySelector('alongside-ui')?.shadowRoot?.activeElement?.tagName ?? undefined,
  )
}

test('a chat that was open is open again on the next page', async () => {
  const page = await openSite({})
  await launcher(page).click()
  await page.getByRole('dialog').waitFor()
  await page.getByRole('textbox', { name: 'Message' }).fill('not sent yet')
  await page.reload()
  await page.getByRole('dialog').waitFor()
  expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('not sent yet')
})

test('calls before the script is there run in order once it is', async () => {
  const page = await openSite({
    script: `
      window.alongside = window.alongside || []
      alongside.push(['on', 'session.active', () => {}])
      alongside.push(['no such method'], ['identify', { id: '1' }])
      alongside.push(['open'])`,
  })
  await page.getByRole('dialog').waitFor()
})

test('included twice, it is there once', async () => {
  const page = await openSite({ head: TAG() + TAG() })
  await launcher(page).waitFor()
  expect(await page.locator('alongside-ui').count()).toBe(1)
})

test('a page inside of a frame refuses to host a session, the page around it goes on asking', async () => {
  const page = await openSite({})
  await join(page.mainFrame())
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = '/framed'
    document.body.append(frame)
  })
  await expect.poll(() => page.frames().length).toBe(2)
  const [top, framed] = page.frames()
  await join(framed)
  await expect.poll(() => refusalOf(framed)).toBe('forbidden')
  expect(await refusalOf(top)).toBeUndefined()
})

/** A page of an origin of its own that offers a port to a frame with the tag until something comes back. */
async function openAround(key: string): Promise<Page> {
  const html = { 'content-type': 'text/html' }
  const inner = await listen((_request, response) => void response.writeHead(200, html).end(TAG()))
  const outer = await listen((_request, response) => {
    const frame = `<iframe src="${inner.origin}"></iframe>`
    const offer = `function offer(key) {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => { document.title = data[0] }
      frames[0].postMessage({ alongside: key }, '*', [port2])
    }`
    response.writeHead(200, html).end(`${frame}<script>${offer}; onload = () => offer('${key}')</script>`)
  })
  const tab = await browser.newPage()
  cleanups.push(
    () => tab.close(),
    () => outer.close(),
    () => inner.close(),
  )
  friend = ''
  await tab.goto('about:blank')
  return Object.assign(tab, { origin: outer.origin })
}

test('a frame answers to the page around it only when the server admits the origin of that page', async () => {
  const page = (await openAround('k')) as Page & { origin: string }
  const asked = () => page.waitForResponse((response) => response.url().includes('/tag/v1/frames?'))
  const refused = asked()
  await page.goto(page.origin)
  expect((await refused).status()).toBe(404)
  friend = page.origin
  const admitted = asked()
  await page.evaluate("offer('k')")
  expect((await admitted).status()).toBe(204)
  await expect.poll(() => page.title()).toBe('here')
  friend = ''
  const again = asked()
  await page.goto(page.origin)
  expect((await again).status()).toBe(404)
  expect(await page.title()).toBe('')
  // Another key is not even asked for; what is asked after it shows that it has been looked at.
  await page.evaluate("offer('other')")
  const last = asked()
  await page.evaluate("offer('k')")
  expect(new URL((await last).url()).searchParams.get('site')).toBe('k')
})

type JoiningWindow = { refusal?: unknown; alongside: { join(token: string): Promise<void> } }

async function join(frame: Frame | undefined): Promise<void> {
  await frame?.waitForFunction(() => 'alongside' in window)
  await frame?.evaluate(() => {
    const page = window as unknown as JoiningWindow
    page.alongside.join('token').catch(({ kind }: { kind?: unknown }) => (page.refusal = kind))
  })
}

function refusalOf(frame: Frame | undefined): Promise<unknown> | undefined {
  return frame?.evaluate(() => (window as unknown as JoiningWindow).refusal)
}

test('data-launcher="none" shows nothing until the page asks for it', async () => {
  const page = await openSite({ head: TAG().replace('data-site', 'data-launcher="none" data-site') })
  await page.waitForFunction(() => 'alongside' in window)
  expect(await launcher(page).count()).toBe(0)
  await page.evaluate(() => (window as unknown as { alongside: { open(): void } }).alongside.open())
  await page.getByRole('dialog').waitFor()
})

test('without storage, and on a page that has replaced functions of the platform, it still works', async () => {
  const page = await openSite({
    before() {
      const refuse = () => {
        throw new DOMException('no storage here', 'SecurityError')
      }
      Object.defineProperty(window, 'localStorage', { get: refuse })
      Object.defineProperty(window, 'sessionStorage', { get: refuse })
      document.createElement = refuse
    },
  })
  const problems = collectProblems(page)
  await launcher(page).click()
  await page.getByRole('dialog').waitFor()
  expect(problems).toEqual([])
})

test('the page’s own shortcuts do not hear what is typed in the chat', async () => {
  const page = await openSite({
    script: "window.keys = []; addEventListener('keydown', (event) => keys.push(event.key))",
  })
  await launcher(page).click()
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially('ab')
  await page.getByRole('textbox', { name: 'Field' }).pressSequentially('c')
  expect(await page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual(['c'])
})

test('the loader stays below 3 KB on the wire', async () => {
  const loader = await readFile(path.join(outDir, 'alongside.js'))
  expect(gzipSync(loader, { level: 9 }).length).toBeLessThan(3 * 1024)
})

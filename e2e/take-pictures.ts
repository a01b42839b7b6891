// Takes the pictures of the README from the built product: `node e2e/take-pictures.ts`. Writes docs/pictures/*.png.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium as browserType, type Page } from 'playwright'
import { chromium } from '../scripts/chromium.mjs'
import { AgentConsole } from './pages/agent-console.ts'
import { VisitorPage } from './pages/visitor-page.ts'
import { Product } from './support/product.ts'

const FOLDER = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const product = await Product.start()
const browser = await browserType.launch(chromium())

try {
  await mkdir(FOLDER, { recursive: true })
  // Nothing is caught half faded in.
  const visiting = await browser.newContext({
    reducedMotion: 'reduce',
    baseURL: product.demoUrl,
    viewport: { width: 1280, height: 800 },
  })
  const helping = await browser.newContext({
    reducedMotion: 'reduce',
    baseURL: product.serverUrl,
    viewport: { width: 1440, height: 900 },
  })
  const visitor = new VisitorPage(await visiting.newPage())
  const agent = new AgentConsole(await helping.newPage())
  await agent.signIn(product.user('agent'))

  await visitor.goto('/travel/')
  await visitor.ask('Hi, can you help me book a flight to Lisbon?')
  await agent.take('Hi, can you help me book a flight to Lisbon?')
  await agent.say('Of course. Shall we look at it together?')
  await visitor.chat.getByText('Shall we look at it together?').waitFor()
  await agent.invite('Shared')
  await visitor.accept.waitFor()
  await take(visitor.page, 'invitation')

  await visitor.accept.click()
  await agent.mirror.expectText('h1', 'Somewhere else')
  await visitor.page.getByLabel('To', { exact: true }).selectOption('LIS')
  await agent.mirror.expectValue('select[name=to]', 'LIS')
  await visitor.page.getByLabel('Depart').hover()
  await agent.tool('Highlight')
  await agent.mirror.click('form.search button[type=submit]')
  await visitor.page.locator('[data-highlight]').first().waitFor()
  await agent.tool('Control')
  await agent.mirror.hover('select[name=passengers]')
  await visitor.page.locator('[data-cursor]').first().waitFor()
  await agent.page.getByText(/^\d+ ms$/).waitFor()
  await take(visitor.page, 'visitor')
  await take(agent.page, 'agent')
} finally {
  await browser.close()
  await product.stop()
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
}

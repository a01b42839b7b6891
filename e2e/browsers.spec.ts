import { type Browser, BROWSER_NAMES, type BrowserName, launchBrowser } from '@alongside/testkit/browsers'
import { expect as anyExpect, test as base } from '@playwright/test'
import { firefoxPath, webkitPaths } from '../scripts/browser-paths.mjs'
import { MirrorInTab } from './pages/mirror-in-tab.ts'
import { Person } from './pages/person.ts'
import { Product } from './support/product.ts'
import { type Site, serveSite, tagFor } from './support/site.ts'
import { workbench } from './support/workbench.ts'

/** Three browsers and a server on one machine. */
const expect = anyExpect.configure({ timeout: 30_000 })

const MISSING: Readonly<Record<BrowserName, boolean>> = {
  chromium: false,
  firefox: firefoxPath() === undefined,
  webkit: webkitPaths() === undefined,
}

type Stage = {
  readonly product: Product
  readonly site: Site
  readonly browser: (name: BrowserName) => Promise<Browser>
}

/** One product, one site and one browser of each kind for all pairs. */
const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const product = await Product.start()
      const tag = tagFor(product.serverUrl, product.demo.siteKey)
      const site = await serveSite({
        '/': workbench(tag),
        '/sent': `<!doctype html><title>Sent</title>${tag}<h1>Sent</h1>`,
      })
      const browsers = new Map<BrowserName, Promise<Browser>>()
      const browser = (name: BrowserName) => {
        const started = browsers.get(name) ?? launchBrowser(name)
        browsers.set(name, started)
        return started
      }
      try {
        await use({ product, site, browser })
      } finally {
        for (const started of browsers.values())
          await started.then((one) => one.close()).catch(() => undefined)
        await site.close()
        await product.stop()
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})

for (const visitorsBrowser of BROWSER_NAMES)
  for (const agentsBrowser of BROWSER_NAMES)
    test(`visitor in ${visitorsBrowser}, agent in ${agentsBrowser}: a session from the chat to its end`, async ({
      stage,
    }) => {
      test.skip(MISSING[visitorsBrowser] || MISSING[agentsBrowser], 'not installed')
      test.setTimeout(180_000)
      const { product, site, browser } = stage
      // Another for each try: conversations of the last one are still listed.
      const question = `From ${visitorsBrowser} to ${agentsBrowser}, ${Date.now()}`
      const agentEnds = visitorsBrowser === agentsBrowser
      const visitorTab = await (await browser(visitorsBrowser)).open(site.url, { width: 1000, height: 700 })
      const agentTab = await (
        await browser(agentsBrowser)
      ).open(product.serverUrl, { width: 1400, height: 900 })
      const visitor = new Person(visitorTab)
      const agent = new Person(agentTab)
      const mirror = new MirrorInTab(agentTab)
      const inPage = <Value>(read: () => Value) => visitorTab.evaluate(read, null)

      await test.step('chat, invitation, acceptance', async () => {
        await visitor.press('Chat with us…')
        await visitor.typeInto('Message', question)
        await visitor.press('Send')
        await visitor.sees(question)
        const user = product.user('agent')
        await agent.typeInto('Email', user.email)
        await agent.typeInto('Password', user.password)
        await agent.press('Sign in')
        await agent.clickText(question)
        await agent.press('Take conversation')
        await agent.press('CoBrowse')
        await agent.press('Shared…')
        await visitor.press('Accept')
        await mirror.expect('h1', 'textContent', 'Workbench')
        await visitor.seesButton('End session')
      })

      await test.step('both cursors, over the same element', async () => {
        await visitorTab.hover('#button')
        const nameOf = () =>
          document
            .querySelector('alongside-viewer')
            ?.shadowRoot?.querySelector('[data-cursor]:not(.gone) .name')?.textContent
        await expect.poll(() => agentTab.evaluate(nameOf, null)).toBeTruthy()
        await mirror.hover('#button')
        const distance = () => {
          const shadow = document.querySelector('alongside-ui')?.shadowRoot
          const cursor = shadow?.querySelector('[data-cursor]')?.getBoundingClientRect()
          const button = document.querySelector('#button')?.getBoundingClientRect()
          if (cursor === undefined || button === undefined) return null
          return Math.hypot(
            cursor.left - (button.left + button.width / 2),
            cursor.top - (button.top + button.height / 2),
          )
        }
        await expect.poll(() => inPage(distance)).toBeLessThan(6)
      })

      await test.step('a highlight', async () => {
        await agent.press('Highlight')
        await mirror.click('#button')
        const highlighted = () =>
          document
            .querySelector('alongside-ui')
            ?.shadowRoot?.querySelector('[data-highlight]')
            ?.getBoundingClientRect().width ?? 0
        await expect.poll(() => inPage(highlighted)).toBeGreaterThan(10)
      })

      await test.step('the agent clicks and types, the visitor types and scrolls', async () => {
        await agent.press('Control')
        await mirror.click('#button')
        const log = () => Array.from(document.querySelectorAll('#log li'), (entry) => entry.textContent)
        await expect.poll(() => inPage(log)).toContain('button click')
        await mirror.click('#name')
        await agentTab.type('Ada')
        await expect
          .poll(() => inPage(() => document.querySelector<HTMLInputElement>('#name')?.value))
          .toBe('Ada')
        await mirror.click('#terms')
        await expect
          .poll(() => inPage(() => document.querySelector<HTMLInputElement>('#terms')?.checked))
          .toBe(true)
        await mirror.click('#edit')
        await agentTab.type('!')
        await expect.poll(() => inPage(() => document.querySelector('#edit')?.textContent)).toContain('!')
        await visitorTab.click('#notes')
        await visitorTab.type('from the visitor')
        await mirror.expect('#notes', 'value', 'from the visitor')
        await visitorTab.wheel('h1', 0, 600)
        // Where it stands still: a wheel may scroll smoothly, and a page that still moves does not follow the agent.
        let scrolled = 0
        const hasCome = async () => {
          const before = scrolled
          scrolled = await inPage(() => scrollY)
          return scrolled > 100 && scrolled === before
        }
        await expect.poll(hasCome).toBe(true)
        await expect
          .poll(
            async () =>
              Number(await mirror.read('html', 'scrollTop')) - (await inPage(() => Math.round(scrollY))),
          )
          .toBe(0)
        await agentTab.wheel('alongside-viewer', 0, -2000)
        await expect.poll(() => inPage(() => scrollY)).toBe(0)
      })

      await test.step('masking holds', async () => {
        expect(await mirror.read('html', 'outerHTML')).not.toContain('hush')
        for (const field of ['#secret', '#password'])
          expect(await mirror.read(field, 'value')).toMatch(/^•+$/)
        await mirror.click('#secret')
        await agentTab.type('9')
        await agent.sees('private')
        expect(await inPage(() => document.querySelector<HTMLInputElement>('#secret')?.value)).toBe('hush')
      })

      await test.step('navigation, and the end', async () => {
        await mirror.click('#next')
        await expect.poll(() => inPage(() => location.pathname).catch(() => '')).toBe('/sent')
        await mirror.expect('h1', 'textContent', 'Sent')
        await visitor.seesButton('End session')
        await (agentEnds ? agent : visitor).press('End session')
        await visitor.seesNoButton('End session')
        await visitor.sees(agentEnds ? 'has ended the session' : 'You have ended the session')
        await agent.sees('ended')
      })
      await visitorTab.close()
      await agentTab.close()
    })

import { test as base } from '@playwright/test'
import { AgentConsole } from '../pages/agent-console.ts'
import { VisitorPage } from '../pages/visitor-page.ts'
import { Product } from './product.ts'

type Fixtures = {
  /** A visitor's browser (a context of its own) on the demo sites. */
  visitor: VisitorPage
  /** An agent's browser, signed in. */
  agent: AgentConsole
}
type WorkerFixtures = { product: Product }

/** The built product, started once for each worker, with a visitor and an agent for each test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    async ({}, use) => {
      const product = await Product.start()
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  visitor: async ({ browser, product }, use) => {
    const context = await browser.newContext({ baseURL: product.demoUrl })
    await use(new VisitorPage(await context.newPage()))
    await context.close()
  },
  agent: async ({ browser, product }, use, info) => {
    const context = await browser.newContext({
      baseURL: product.serverUrl,
      viewport: { width: 1440, height: 900 },
    })
    const agent = new AgentConsole(await context.newPage())
    await agent.signIn(product.user('agent', info.parallelIndex % 1))
    await use(agent)
    await context.close()
  },
})

export { expect } from '@playwright/test'

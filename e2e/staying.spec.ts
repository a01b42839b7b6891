import { AgentConsole } from './pages/agent-console.ts'
import { VisitorPage } from './pages/visitor-page.ts'
import { Product } from './support/product.ts'
import { invite, share } from './support/story.ts'
import { expect, test } from './support/test.ts'

test('a reload, the history and an untagged page: the session waits and goes on', async ({
  visitor,
  agent,
}) => {
  await share(visitor, agent, '/travel/', 'View only')
  await visitor.page.reload()
  await expect(visitor.endSession).toBeVisible()
  await agent.mirror.expectText('h1', 'Somewhere else')
  await visitor.goto('/travel/sign-in')
  await agent.mirror.expectText('h1', 'Welcome back')
  await visitor.page.goBack()
  await agent.mirror.expectText('h1', 'Somewhere else')
  await visitor.goto('/travel/help')
  await expect(agent.page.getByText(/waiting for the visitor/i).first()).toBeVisible()
  await visitor.page.goBack()
  await agent.mirror.expectText('h1', 'Somewhere else')
  await expect(agent.page.getByText(/waiting for the visitor/i)).toHaveCount(0)
  await expect(visitor.endSession).toBeVisible()
})

test('a duplicated tab does not join, and the session stays where it began', async ({ visitor, agent }) => {
  await share(visitor, agent, '/travel/', 'Shared')
  // window.open copies the tab's storage, as duplicating it does.
  const [popup] = await Promise.all([
    visitor.page.waitForEvent('popup'),
    visitor.page.evaluate(() => {
      window.open('/travel/sign-in')
    }),
  ])
  const duplicate = new VisitorPage(popup)
  await expect(popup.getByRole('button', { name: /^Chat with us/ })).toBeVisible()
  await expect
    .poll(() =>
      popup.evaluate(() =>
        Object.keys(sessionStorage).filter((key) => sessionStorage.getItem(key)?.includes('"token"')),
      ),
    )
    .toEqual([])
  await expect(duplicate.endSession).toBeHidden()
  await expect(visitor.endSession).toBeVisible()
  await visitor.page.getByLabel('To', { exact: true }).selectOption('LIS')
  await agent.mirror.expectValue('select[name=to]', 'LIS')
})

test('an agent whose browser was killed can invite anew at once', async ({
  visitor,
  agent,
  browser,
  product,
}) => {
  await share(visitor, agent, '/travel/', 'Shared')
  await agent.page.context().close()
  const context = await browser.newContext({
    baseURL: product.serverUrl,
    viewport: { width: 1440, height: 900 },
  })
  const again = new AgentConsole(await context.newPage())
  await again.signIn(product.user('agent'))
  await again.page
    .getByText(/^Question/)
    .first()
    .click()
  if (await again.endSession.isVisible()) await again.endSession.click()
  await again.invite('View only')
  await visitor.accept.waitFor()
  await visitor.accept.click()
  await again.mirror.expectText('h1', 'Somewhere else')
  await context.close()
})

test('with WebSocket blocked everything works by long polling', async ({ browser, product }) => {
  const contexts = await Promise.all([
    browser.newContext({ baseURL: product.demoUrl }),
    browser.newContext({ baseURL: product.serverUrl, viewport: { width: 1440, height: 900 } }),
  ])
  const sockets: string[] = []
  const pages = await Promise.all(
    contexts.map(async (context) => {
      const page = await context.newPage()
      await page.routeWebSocket(/socket\.io/, async (socket) => {
        sockets.push(socket.url())
        await socket.close({ code: 1006 }).catch(() => undefined)
      })
      return page
    }),
  )
  const visitor = new VisitorPage(pages[0]!)
  const agent = new AgentConsole(pages[1]!)
  await agent.signIn(product.user('agent', 1))
  await share(visitor, agent, '/travel/', 'Shared')
  await agent.tool('Control')
  await visitor.page.getByLabel('To', { exact: true }).selectOption('LIS')
  await agent.mirror.expectValue('select[name=to]', 'LIS')
  await visitor.endSession.click()
  await expect(agent.page.getByText(/visitor (has )?ended/i).first()).toBeVisible()
  await Promise.all(contexts.map((context) => context.close()))
})

test.describe('a server of its own', () => {
  test('restarted in mid-session: both say so, reconnect, and the mirror is right again', async ({
    browser,
  }) => {
    test.setTimeout(180_000)
    const product = await Product.start()
    try {
      const visitor = new VisitorPage(
        await (await browser.newContext({ baseURL: product.demoUrl })).newPage(),
      )
      const agent = new AgentConsole(
        await (
          await browser.newContext({ baseURL: product.serverUrl, viewport: { width: 1440, height: 900 } })
        ).newPage(),
      )
      await agent.signIn(product.user('agent'))
      await share(visitor, agent, '/travel/', 'Shared')
      await product.stopServer('SIGKILL')
      await expect(visitor.page.getByText(/reconnecting/i).first()).toBeVisible()
      await expect(agent.page.getByText(/reconnecting|connection/i).first()).toBeVisible()
      await visitor.page.getByLabel('To', { exact: true }).selectOption('LIS')
      await product.startServer()
      await agent.mirror.expectValue('select[name=to]', 'LIS')
      await expect(visitor.endSession).toBeVisible()
      await visitor.endSession.click()
      await expect(agent.page.getByText(/visitor (has )?ended/i).first()).toBeVisible()
    } finally {
      await product.stop()
    }
  })

  test('an invitation that nobody answers expires, and the next one can be sent', async ({ browser }) => {
    const product = await Product.start({ INVITATION_SECONDS: '3' })
    try {
      const visitor = new VisitorPage(
        await (await browser.newContext({ baseURL: product.demoUrl })).newPage(),
      )
      const agent = new AgentConsole(
        await (
          await browser.newContext({ baseURL: product.serverUrl, viewport: { width: 1440, height: 900 } })
        ).newPage(),
      )
      await agent.signIn(product.user('agent'))
      await visitor.goto('/travel/')
      await invite(visitor, agent, 'Shared')
      await expect(visitor.accept).toBeHidden()
      await expect(agent.page.getByText(/expired|not answered|in time/i).first()).toBeVisible()
      await agent.invite('Shared')
      await visitor.accept.waitFor()
    } finally {
      await product.stop()
    }
  })
})

import { LIMITS } from '../packages/protocol/src/index.ts'
import { MirrorView } from './pages/mirror-view.ts'
import { VisitorPage } from './pages/visitor-page.ts'
import { serveSite, tagFor } from './support/site.ts'
import { expect, test } from './support/test.ts'

type Created = {
  id: string
  state: string
  mode: string
  visitorToken: string
  agentToken: string
  code: string
  expiresAt: string
}

test('REST, alongside.join on a page of another origin, and the embed page in an iframe', async ({
  product,
  browser,
  request,
}) => {
  const headers = { authorization: `Bearer ${product.demo.apiKey}` }
  const answer = await request.post(`${product.serverUrl}/api/v1/sessions`, {
    headers,
    data: { mode: 'shared', visitor: { name: 'Ada' }, agent: { id: 'crm-7', name: 'Grace' } },
  })
  expect(answer.status()).toBe(201)
  const session = (await answer.json()) as Created
  expect(session).toMatchObject({ state: 'pending', mode: 'shared', code: expect.stringMatching(/^\d{6}$/) })

  const shop = await serveSite({
    '/': `<!doctype html><title>Shop</title>${tagFor(product.serverUrl, product.demo.siteKey)}<h1>A shop of somebody</h1><input id="name">`,
  })
  const crm = await serveSite({
    '/': `<!doctype html><title>CRM</title><style>iframe{width:1200px;height:800px}</style><iframe allow="fullscreen" src="${product.serverUrl}/embed/session/${session.id}#token=${session.agentToken}"></iframe>`,
  })
  const visitor = new VisitorPage(await (await browser.newContext()).newPage())
  const agent = await (await browser.newContext()).newPage()
  await agent.goto(crm.url)
  await visitor.goto(shop.url)
  await visitor.page.waitForFunction(() => 'alongside' in window)
  const joined = visitor.page.evaluate((token) => {
    const { alongside } = window as unknown as {
      alongside: { join(token: string): Promise<unknown>; session: { mode: string } | null }
    }
    return alongside.join(token).then(() => alongside.session?.mode)
  }, session.visitorToken)
  await expect(visitor.page.getByText(/Grace/).first()).toBeVisible()
  await visitor.accept.click()
  expect(await joined).toBe('shared')

  const embed = agent.frames().find((frame) => frame.url().startsWith(product.serverUrl))
  expect(embed?.url()).not.toContain(session.agentToken)
  await expect
    .poll(() =>
      embed?.evaluate(() => {
        const frames =
          document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
        return [...frames].map((frame) => frame.contentDocument?.querySelector('h1')?.textContent).join('')
      }),
    )
    .toContain('A shop of somebody')

  const running = await request.get(`${product.serverUrl}/api/v1/sessions/${session.id}`, { headers })
  expect(await running.json()).toMatchObject({ id: session.id, state: 'active' })
  const ended = await request.post(`${product.serverUrl}/api/v1/sessions/${session.id}/end`, { headers })
  expect(ended.ok()).toBe(true)
  await expect(visitor.endSession).toBeHidden()
  await Promise.all([shop.close(), crm.close(), visitor.page.context().close(), agent.context().close()])
})

test('the viewer element works on a page of another origin', async ({ product, browser, request }) => {
  const answer = await request.post(`${product.serverUrl}/api/v1/sessions`, {
    headers: { authorization: `Bearer ${product.demo.apiKey}` },
    data: { mode: 'view', agent: { id: 'crm-8', name: 'Grace' } },
  })
  const session = (await answer.json()) as Created
  const crm = await serveSite({
    '/': `<!doctype html><title>CRM</title><script type="module" src="${product.serverUrl}/viewer/v1/alongside-viewer.js"></script><alongside-viewer server="${product.serverUrl}" token="${session.agentToken}" style="display:block;width:1000px;height:700px"></alongside-viewer>`,
  })
  const visitor = new VisitorPage(await (await browser.newContext({ baseURL: product.demoUrl })).newPage())
  const agent = await (await browser.newContext()).newPage()
  await agent.goto(crm.url)
  await visitor.goto('/travel/')
  await visitor.openChat()
  await visitor.chat.getByRole('button', { name: /menu|more/i }).click()
  await visitor.page.getByText(/enter a code/i).click()
  await visitor.page.getByLabel(/code/i).fill(session.code)
  await visitor.page.keyboard.press('Enter')
  await visitor.accept.click()
  await new MirrorView(agent).expectText('h1', 'Somewhere else')
  await Promise.all([crm.close(), visitor.page.context().close(), agent.context().close()])
})

test('each REST call refuses bad input with a kind and a message', async ({ product, request }) => {
  const url = `${product.serverUrl}/api/v1/sessions`
  const headers = { authorization: `Bearer ${product.demo.apiKey}` }
  const kind = async (answer: { json(): Promise<unknown> }) =>
    ((await answer.json()) as { error: { kind: string; message: string } }).error
  const good = { mode: 'view', agent: { id: 'a', name: 'A' } }

  expect(await kind(await request.post(url, { data: good }))).toMatchObject({ kind: 'unauthenticated' })
  expect(
    await kind(await request.post(url, { data: good, headers: { authorization: 'Bearer nobody' } })),
  ).toMatchObject({ kind: 'unauthenticated' })
  for (const data of [
    {},
    { ...good, mode: 'both' },
    { mode: 'view' },
    { ...good, agent: { id: 'a' } },
    { ...good, agent: { id: 'a', name: 'x'.repeat(LIMITS.nameLength + 1) } },
  ]) {
    const refused = await request.post(url, { data, headers })
    expect(refused.status()).toBe(400)
    const error = await kind(refused)
    expect(error.kind).toBe('invalid_input')
    expect(error.message.length).toBeGreaterThan(10)
  }
  expect(
    await kind(
      await request.post(url, { data: '{', headers: { ...headers, 'content-type': 'application/json' } }),
    ),
  ).toMatchObject({ kind: 'invalid_input' })
  expect(await kind(await request.get(`${url}/nothing-here`, { headers }))).toMatchObject({
    kind: 'not_found',
  })
  expect(await kind(await request.post(`${url}/nothing-here/end`, { headers }))).toMatchObject({
    kind: 'not_found',
  })
  expect((await request.get(`${product.serverUrl}/api/docs`)).ok()).toBe(true)
})

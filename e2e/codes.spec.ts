import { serveSite, tagFor } from './support/site.ts'
import { expect, test } from './support/test.ts'

test('a visitor on the phone reads out a code, and the agent joins with it once', async ({
  visitor,
  agent,
}) => {
  await visitor.goto('/travel/')
  await visitor.page.waitForFunction(() => 'alongside' in window)
  const { code } = await visitor.page.evaluate(() =>
    (
      window as unknown as { alongside: { createSessionCode(): Promise<{ code: string }> } }
    ).alongside.createSessionCode(),
  )
  expect(code).toMatch(/^\d{6}$/)
  const redeem = () =>
    agent.page.request.post('/api/console/codes/redeem', {
      data: { code, mode: 'view' },
      headers: { origin: new URL(agent.page.url()).origin },
    })

  await agent.page.getByRole('button', { name: 'Enter code' }).click()
  const dialog = agent.page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill(code)
  await dialog.getByText('View only').click()
  await dialog.getByRole('button', { name: /join|invite|ask/i }).click()
  await visitor.accept.click()
  await agent.mirror.expectText('h1', 'Somewhere else')
  expect(await (await redeem()).json()).toMatchObject({ error: { kind: 'code_invalid' } })
})

test('codes cannot be guessed: after a few wrong ones the right one is refused, too', async ({
  product,
  visitor,
  agent,
}) => {
  await visitor.goto('/travel/')
  await visitor.page.waitForFunction(() => 'alongside' in window)
  const { code } = await visitor.page.evaluate(() =>
    (
      window as unknown as { alongside: { createSessionCode(): Promise<{ code: string }> } }
    ).alongside.createSessionCode(),
  )
  const redeem = async (guess: string) => {
    const answer = await agent.page.request.post('/api/console/codes/redeem', {
      data: { code: guess, mode: 'view' },
      headers: { origin: product.serverUrl },
    })
    return ((await answer.json()) as { error: { kind: string } }).error.kind
  }
  const kinds: string[] = []
  for (let guess = 0; guess < 12; guess++)
    kinds.push(await redeem(String((Number(code) + 1 + guess) % 1_000_000).padStart(6, '0')))
  expect(kinds[0]).toBe('code_invalid')
  expect(kinds.at(-1)).toBe('rate_limited')
  expect(await redeem(code)).toBe('rate_limited')
  await expect(visitor.accept).toBeHidden()
})

test('a visitor of a second site cannot be reached with the first site’s key, code or account', async ({
  product,
  browser,
  request,
}) => {
  const second = await serveSite({
    '/': `<!doctype html><title>Second</title>${tagFor(product.serverUrl, product.demo.second.siteKey)}<h1>Second</h1>`,
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  try {
    await page.goto(second.url)
    await page.waitForFunction(() => 'alongside' in window)
    const { code } = await page.evaluate(() =>
      (
        window as unknown as { alongside: { createSessionCode(): Promise<{ code: string }> } }
      ).alongside.createSessionCode(),
    )
    const agent = await browser.newContext({ baseURL: product.serverUrl })
    const user = product.user('manager')
    const signedIn = await agent.request.post('/api/auth/sign-in/email', {
      data: { email: user.email, password: user.password },
    })
    expect(signedIn.ok()).toBe(true)
    const redeemed = await agent.request.post('/api/console/codes/redeem', {
      data: { code, mode: 'view' },
      headers: { origin: product.serverUrl },
    })
    expect(await redeemed.json()).toMatchObject({ error: { kind: 'code_invalid' } })
    const list = (await (await agent.request.get('/api/console/conversations')).json()) as {
      conversations: { page: { url: string } | null }[]
    }
    expect(
      list.conversations.filter((conversation) => conversation.page?.url.startsWith(second.url)),
    ).toEqual([])

    // A session of the first site is not opened by a page that carries the second site's key.
    const created = await request.post(`${product.serverUrl}/api/v1/sessions`, {
      headers: { authorization: `Bearer ${product.demo.apiKey}` },
      data: { mode: 'view', agent: { id: 'a', name: 'A' } },
    })
    const { visitorToken } = (await created.json()) as { visitorToken: string }
    const kind = await page.evaluate(
      (token) =>
        (window as unknown as { alongside: { join(token: string): Promise<unknown> } }).alongside
          .join(token)
          .then(
            () => 'joined',
            (error: { kind: string }) => error.kind,
          ),
      visitorToken,
    )
    expect(['not_found', 'forbidden', 'unauthenticated']).toContain(kind)
    await agent.close()
  } finally {
    await context.close()
    await second.close()
  }
})

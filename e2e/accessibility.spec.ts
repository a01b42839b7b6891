import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { AgentConsole } from './pages/agent-console.ts'
import { invite } from './support/story.ts'
import { expect, test } from './support/test.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What is wrong on the page by the rules of axe-core for WCAG 2.2 A and AA and for good practice, with where. */
async function problemsOf(page: Page): Promise<string[]> {
  // Nothing half faded in: contrast is of what is there in the end.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(what: object): Promise<AxeResults> } }).axe.run({
      exclude: ['iframe'],
    }),
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.flat().join(' ')})`),
  )
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`B9: chat, invitation, session and console have nothing that axe finds fault with, ${colorScheme}`, async ({
    visitor,
    agent,
  }) => {
    for (const { page } of [visitor, agent]) await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await problemsOf(agent.page)).toEqual([])
    await visitor.goto('/travel/')
    await invite(visitor, agent, 'Shared')
    expect(await problemsOf(visitor.page)).toEqual([])
    expect(await problemsOf(agent.page)).toEqual([])
    await visitor.accept.click()
    await agent.mirror.expectText('h1', /\S/)
    expect(await problemsOf(visitor.page)).toEqual([])
    expect(await problemsOf(agent.page)).toEqual([])
  })

test('B9: each page of the console has nothing that axe finds fault with', async ({ browser, product }) => {
  const context = await browser.newContext({ baseURL: product.serverUrl, reducedMotion: 'reduce' })
  const { page } = new AgentConsole(await context.newPage())
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await problemsOf(page)).toEqual([])
  const admin = new AgentConsole(page)
  await admin.signIn(product.user('admin'))
  const links = page.getByRole('navigation').getByRole('link')
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  expect(addresses.length).toBeGreaterThan(3)
  for (const address of addresses) {
    await page.goto(address)
    await page.getByRole('heading').first().waitFor()
    expect(await problemsOf(page), address).toEqual([])
  }
  await context.close()
})

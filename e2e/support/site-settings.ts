import { type Browser, expect } from '@playwright/test'
import type { Product } from './product.ts'

/** Where the agent's browser takes pictures and fonts from, set by the demo's administrator. */
export async function setResources(
  browser: Browser,
  product: Product,
  resources: 'auto' | 'visitor',
): Promise<void> {
  const admin = await browser.newContext({ baseURL: product.serverUrl })
  const { email, password } = product.user('admin')
  await admin.request.post('/api/auth/sign-in/email', { data: { email, password } })
  const saved = await admin.request.patch('/api/console/site', {
    data: { resources },
    headers: { origin: product.serverUrl },
  })
  expect(saved.ok()).toBe(true)
  await admin.close()
}

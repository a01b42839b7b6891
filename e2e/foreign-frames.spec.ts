import type { Page } from '@playwright/test'
import { VisitorPage } from './pages/visitor-page.ts'
import { serveSite, tagFor } from './support/site.ts'
import { expect, test } from './support/test.ts'

type Created = { readonly visitorToken: string; readonly agentToken: string }

/** What the agent reads in a frame of the mirror. */
const readFrame = (agent: Page, css: string) =>
  agent.evaluate((selector) => {
    const mirror = document.querySelector('alongside-viewer')?.shadowRoot?.querySelector('iframe')
    const frame = mirror?.contentDocument?.querySelector<HTMLIFrameElement>(selector)
    return frame?.contentDocument?.body?.innerText ?? null
  }, css)

test('S22: a frame of another origin is seen when it carries the tag, and only then', async ({
  browser,
  product,
}) => {
  const { serverUrl, demo } = product
  const tag = tagFor(serverUrl, demo.siteKey)
  const pay = await serveSite({
    '/tagged': `<!doctype html>${tag}<p>Pay here</p><p data-alongside="mask">4711</p>`,
    '/plain': '<!doctype html><p>Nobody sees this</p>',
  })
  const frame = (id: string, path: string, marks = '') =>
    `<iframe id="${id}" src="${pay.url}${path}" ${marks}></iframe>`
  const site = await serveSite({
    '/': `<!doctype html>${tag}<h1>Shop</h1>${frame('tagged', '/tagged')}${frame('plain', '/plain')}${frame('masked', '/tagged', 'data-alongside="mask"')}`,
  })
  const [visitors, agents] = await Promise.all([browser.newContext(), browser.newContext()])
  try {
    const answer = await visitors.request.post(`${serverUrl}/api/v1/sessions`, {
      headers: { authorization: `Bearer ${demo.apiKey}` },
      data: { mode: 'view', agent: { id: 'crm-9', name: 'Grace' } },
    })
    const session = (await answer.json()) as Created
    const crm = await serveSite({
      '/': `<!doctype html><script type="module" src="${serverUrl}/viewer/v1/alongside-viewer.js"></script><alongside-viewer server="${serverUrl}" token="${session.agentToken}" style="display:block;width:1000px;height:700px"></alongside-viewer>`,
    })
    const agent = await agents.newPage()
    const visitor = new VisitorPage(await visitors.newPage())
    await agent.goto(crm.url)
    await visitor.goto(site.url)
    await visitor.page.waitForFunction(() => 'alongside' in window)
    await visitor.page.evaluate((token) => {
      const { alongside } = window as unknown as { alongside: { join(token: string): Promise<unknown> } }
      void alongside.join(token)
    }, session.visitorToken)
    await visitor.accept.click()
    await expect.poll(() => readFrame(agent, '#tagged')).toContain('Pay here')
    expect(await readFrame(agent, '#tagged')).not.toContain('4711')
    expect(await readFrame(agent, '#plain')).toBe('Content from another site')
    expect(await readFrame(agent, '#masked')).not.toContain('Pay')
    const inside = visitor.page.frameLocator('#tagged')
    expect(await inside.locator('alongside-ui').count()).toBe(0)
    await inside
      .locator('p')
      .first()
      .evaluate((p) => p.append(', please'))
    await expect.poll(() => readFrame(agent, '#tagged')).toContain('Pay here, please')
    await crm.close()
  } finally {
    await Promise.all([visitors.close(), agents.close()])
    await Promise.all([site.close(), pay.close()])
  }
})

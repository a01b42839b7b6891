import { type Site, serveSite, tagFor } from './support/site.ts'
import { share } from './support/story.ts'
import { expect, test } from './support/test.ts'
import { workbench } from './support/workbench.ts'

let site: Site
test.beforeAll(async ({ product }) => {
  const tag = tagFor(product.serverUrl, product.demo.siteKey)
  site = await serveSite({
    '/': workbench(tag),
    '/sent': `<!doctype html><title>Sent</title>${tag}<h1>Sent</h1>`,
  })
})
test.afterAll(() => site.close())

const logged = (text: string) => `#log li:text-is("${text}")`

test.describe('shared mode', () => {
  test('clicks, double clicks and hovering reach the page', async ({ visitor, agent }) => {
    await share(visitor, agent, site.url, 'Shared')
    await agent.tool('Control')
    await agent.mirror.click('#button')
    await expect(visitor.page.locator(logged('button click'))).toHaveCount(1)
    await agent.mirror.click('#button', { clickCount: 2 })
    await expect(visitor.page.locator(logged('button dblclick'))).toHaveCount(1)
    await agent.mirror.hover('#hover')
    await expect(visitor.page.locator(logged('hover mouseover')).first()).toBeAttached()
  })

  test('typing shows at once on the agent’s side and arrives on the page, with its events', async ({
    visitor,
    agent,
  }) => {
    await share(visitor, agent, site.url, 'Shared')
    await agent.tool('Control')
    await agent.mirror.click('#name')
    await agent.page.keyboard.type('Ada Lovelace')
    await expect(visitor.page.locator('#name')).toHaveValue('Ada Lovelace')
    await agent.mirror.expectValue('#name', 'Ada Lovelace')
    await agent.page.keyboard.press('Backspace')
    await expect(visitor.page.locator('#name')).toHaveValue('Ada Lovelac')
    await expect(visitor.page.locator(logged('name input')).first()).toBeAttached()
    await agent.mirror.click('#notes')
    await agent.page.keyboard.type('one\ntwo')
    await expect(visitor.page.locator('#notes')).toHaveValue('one\ntwo')
    await expect(visitor.page.locator(logged('name change'))).toHaveCount(1)
  })

  test('select, checkbox, range and editable text follow the agent', async ({ visitor, agent }) => {
    await share(visitor, agent, site.url, 'Shared')
    await agent.tool('Control')
    await agent.mirror.click('#colour')
    await agent.page.getByRole('option', { name: 'green' }).click()
    await expect(visitor.page.locator('#colour')).toHaveValue('green')
    await agent.mirror.click('#terms')
    await expect(visitor.page.locator('#terms')).toBeChecked()
    await agent.mirror.click('#level')
    await expect(visitor.page.locator('#level')).toHaveValue('5')
    await agent.mirror.click('#edit')
    await agent.page.keyboard.type('!')
    await expect(visitor.page.locator('#edit')).toContainText('!')
  })

  test('submitting with Enter and following links move both to the next page', async ({ visitor, agent }) => {
    await share(visitor, agent, site.url, 'Shared')
    await agent.tool('Control')
    await agent.mirror.click('#name')
    await agent.page.keyboard.type('Grace')
    await expect(visitor.page.locator('#name')).toHaveValue('Grace')
    await agent.page.keyboard.press('Enter')
    await visitor.page.waitForURL('**/sent?name=Grace**')
    await agent.mirror.expectText('h1', 'Sent')
    await agent.page.getByRole('button', { name: 'Back', exact: true }).click()
    await agent.mirror.expectText('h1', 'Workbench')
    await agent.mirror.click('#next')
    await agent.mirror.expectText('h1', 'Sent')
    await expect(visitor.endSession).toBeVisible()
  })

  test('file, read-only and private fields are refused with a message', async ({ visitor, agent }) => {
    await share(visitor, agent, site.url, 'Shared')
    await agent.tool('Control')
    await agent.mirror.click('#file')
    await expect(agent.page.getByText(/file/i).first()).toBeVisible()
    await agent.mirror.click('#fixed')
    await agent.page.keyboard.type('9')
    await expect(agent.page.getByText(/read-only/i).first()).toBeVisible()
    for (const field of ['#secret', '#password']) {
      await agent.mirror.click(field)
      await agent.page.keyboard.type('9')
      await expect(agent.page.getByText(/private/i).first()).toBeVisible()
    }
    await expect(visitor.page.locator('#fixed')).toHaveValue('F-100')
    await expect(visitor.page.locator('#secret')).toHaveValue('hush')
    await expect(visitor.page.locator('#password')).toHaveValue('hush-hush')
    await expect(visitor.page.locator(logged('file click'))).toHaveCount(0)
  })
})

test.describe('view only', () => {
  test('nothing on the page can be operated, and the page does not change', async ({ visitor, agent }) => {
    await share(visitor, agent, site.url, 'View only')
    await expect(
      agent.page
        .getByRole('radio', { name: 'Control' })
        .or(agent.page.getByRole('button', { name: 'Control', exact: true })),
    ).toHaveCount(0)
    await agent.mirror.click('#button')
    await agent.mirror.click('#name')
    await agent.page.keyboard.type('x')
    await agent.mirror.click('#next')
    // A change of the visitor's own arrives after everything that the agent sent.
    await visitor.page.locator('#notes').fill('still here')
    await agent.mirror.expectValue('#notes', 'still here')
    await expect(visitor.page.locator(logged('button click'))).toHaveCount(0)
    await expect(visitor.page.locator('#name')).toHaveValue('')
    await expect(visitor.page.locator('h1')).toHaveText('Workbench')
  })
})

for (const mode of ['View only', 'Shared'] as const) {
  test.describe(`both directions, ${mode}`, () => {
    test('cursors are shown, labelled, over the same element', async ({ visitor, agent }) => {
      await share(visitor, agent, site.url, mode)
      await agent.mirror.hover('#button')
      const label = visitor.page.locator('[data-cursor]').first()
      await expect(label).toBeVisible()
      await visitor.page.locator('#button').hover()
      await expect(agent.page.locator('alongside-viewer [data-cursor] .name').first()).toBeVisible()
    })

    test('scrolling of the window and of inner boxes goes both ways', async ({ visitor, agent }) => {
      await share(visitor, agent, site.url, mode)
      await visitor.page.evaluate(() => scrollTo(0, 900))
      await expect.poll(() => agent.mirror.scrollTop()).toBe(900)
      await agent.mirror.hover('html')
      await agent.page.mouse.wheel(0, -600)
      await expect.poll(() => visitor.page.evaluate(() => scrollY)).toBeLessThan(900)
      await visitor.page.evaluate(() => scrollTo(0, 0))
      await expect.poll(() => agent.mirror.scrollTop()).toBe(0)
      await visitor.page.locator('#box').evaluate((box) => box.scrollTo(0, 200))
      await expect.poll(() => agent.mirror.scrollTop('#box')).toBe(200)
      await agent.mirror.hover('#box')
      await agent.page.mouse.wheel(0, 150)
      await expect
        .poll(() => visitor.page.locator('#box').evaluate((box) => box.scrollTop))
        .toBeGreaterThan(200)
    })

    test('elements and text can be highlighted', async ({ visitor, agent }) => {
      await share(visitor, agent, site.url, mode)
      await agent.tool('Highlight')
      await agent.mirror.click('#button')
      await expect(visitor.page.locator('[data-highlight]').first()).toBeVisible()
      const { x, y } = await agent.mirror.middle('#prose')
      await agent.page.mouse.move(x - 100, y)
      await agent.page.mouse.down()
      await agent.page.mouse.move(x + 20, y, { steps: 5 })
      await agent.page.mouse.up()
      await expect(visitor.page.locator('[data-highlight=text]').first()).toBeVisible()
      await visitor.page.getByRole('button', { name: 'Highlight' }).click()
      await visitor.page.locator('#prose').click()
      await expect(agent.page.locator('alongside-viewer [data-highlight]').first()).toBeVisible()
    })
  })
}

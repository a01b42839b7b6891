import { type Site, serveSite, tagFor } from './support/site.ts'
import { share } from './support/story.ts'
import { expect, test } from './support/test.ts'

const PAGE = (tag: string) => `<!doctype html><title>Live</title>${tag}
<style>body { font: 16px sans-serif; margin: 24px } #dialog::backdrop { background: #0006 }</style>
<h1>Book a trip</h1>
<form><p><label>Name <input id="name" required></label>
<p><select id="to"><optgroup label="North"><option>Oslo<option selected>Turku</optgroup><option>Rome</select>
<p><input id="city" list="cities"><datalist id="cities"><option value="Paris"><option value="Prague"></datalist>
<p><button id="send">Send</button></form>
<canvas id="canvas" width="200" height="120"></canvas>
<dialog id="dialog"><p>Sure?</p><button>Yes</button></dialog>
<script>
  const context = document.getElementById('canvas').getContext('2d')
  context.fillStyle = 'teal'
  context.fillRect(20, 20, 120, 80)
</script>`

let site: Site
test.beforeAll(async ({ product }) => {
  site = await serveSite({ '/': PAGE(tagFor(product.serverUrl, product.demo.siteKey)) })
})
test.afterAll(() => site.close())

test('what the visitor’s browser draws by itself is seen by the agent', async ({ visitor, agent }, info) => {
  await share(visitor, agent, site.url, 'View only')
  const viewer = agent.page.locator('alongside-viewer')
  const picture = (name: string) => agent.page.screenshot({ path: info.outputPath(`${name}.png`) })

  await visitor.page.click('#send')
  await expect(viewer.locator('.bubble')).toContainText('fill')
  await picture('message')
  await visitor.page.fill('#name', 'Ann')
  await expect(viewer.locator('.bubble')).toHaveCount(0)

  await visitor.page.click('#to')
  await expect(viewer.locator('.visitor .active')).toHaveText('Turku')
  await picture('list')
  await visitor.page.keyboard.press('Escape')
  await expect(viewer.locator('.visitor')).toHaveCount(0)

  await visitor.page.click('#city')
  await visitor.page.keyboard.type('Pra')
  await expect(viewer.locator('.visitor .option')).toHaveText(['Prague'])
  await agent.page.emulateMedia({ colorScheme: 'dark' })
  await picture('suggestions-dark')

  await visitor.page.evaluate(() => document.querySelector('dialog')?.showModal())
  await expect.poll(() => viewer.locator('iframe').contentFrame().locator('dialog:modal').count()).toBe(1)
  await picture('dialog-dark')
})

import { type Attack, PLANTING_SCRIPT, type Planting } from '@alongside/testkit/attacks'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { PAYLOAD_HOST } from './agent-watch.ts'
import { serveSite, type Site } from './site.ts'

declare global {
  interface Window {
    planting: Planting
    /** The first attacks, once they are there. */
    planted: Promise<void>
    ran: Set<number>
    /** Where the attacks are counted. */
    noteRan?: (id: number) => void
  }
}

/** There before the agent looks, or later. */
const isThere = ({ way }: Attack) => way === 'first' || way === 'shadow' || way === 'frame'
const later = (attacks: readonly Attack[]) => attacks.filter((attack) => !isThere(attack))

/** Spread, so that each page has some of everything. */
export function pagesOf(attacks: readonly Attack[], count: number): readonly (readonly Attack[])[] {
  return Array.from({ length: count }, (_, page) => attacks.filter(({ id }) => id % count === page))
}

const html = (tag: string, title: string, attacks: readonly Attack[]) => `<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>Hostile</title>${tag}</head><body><h1>${title}</h1><script>
window.ran = new Set()
addEventListener('message', ({ data }) => { if (typeof data === 'number') { ran.add(data); window.noteRan?.(data) } })
${PLANTING_SCRIPT}
window.planted = planting.plant(${JSON.stringify(attacks.filter(isThere)).replaceAll('<', '\\u003c')})
</script></body></html>`

/** A calm page at `/calm`, and pages full of attacks at `/0`, `/1` and so on. */
export function serveHostile(tag: string, pages: readonly (readonly Attack[])[]): Promise<Site> {
  return serveSite({
    '/calm': `<!doctype html><title>Calm</title>${tag}<h1>Calm</h1>`,
    ...Object.fromEntries(pages.map((attacks, i) => [`/${i}`, html(tag, `Hostile ${i}`, attacks)])),
  })
}

/**
 * Goes to a hostile page and lets all of its attacks come; ends with an element `#end`. Returns how many elements are left: some
 * attacks empty their page.
 */
export async function openHostile(page: Page, url: string, attacks: readonly Attack[]): Promise<number> {
  // Some attacks never finish loading.
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.planted !== undefined)
  return page.evaluate(async (others) => {
    await window.planted
    await window.planting.plant(others)
    // Attacks may shadow the document's own members.
    const end = Document.prototype.createElement.call(document, 'p')
    end.id = 'end'
    end.textContent = Document.prototype.querySelector.call(document, 'h1')?.textContent ?? ''
    Reflect.get(Document.prototype, 'body', document).append(end)
    return Document.prototype.querySelectorAll.call(document, '*').length
  }, later(attacks))
}

/**
 * Keeps a browser that really runs the attacks on its page: no dialogs and windows, no documents written anew, no way to
 * other pages. Dialogs that attacks ask for are told to the top window as the attack's number (0: whose is unknown).
 */
export async function steady(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const tell = () => {
      // oxlint-disable-next-line typescript/no-deprecated -- all that a called function knows of its handler.
      const target = window.event?.target as Partial<Element> | null | undefined
      const from = target?.closest ? (target as Element) : (document.currentScript ?? window.frameElement)
      const root = from?.getRootNode()
      const box = (root instanceof ShadowRoot ? root.host : from)?.closest<HTMLElement>('[data-attack]')
      window.top?.postMessage(Number(box?.dataset['attack'] ?? 0), '*')
      return null
    }
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) Reflect.set(window, name, tell)
    if (window !== window.top) return
    for (const name of ['write', 'writeln', 'open']) Reflect.set(document, name, tell)
    navigation.addEventListener('navigate', (event) => event.preventDefault())
  })
  await context.route(
    (url) => !['localhost', '127.0.0.1'].includes(url.hostname),
    (route) => route.fulfill({ status: 204 }),
  )
}

/** The numbers of those that work on a page without our care: the silence of the others proves nothing. */
export async function liveOnes(
  browser: Browser,
  pages: readonly (readonly Attack[])[],
  watch: (page: Page) => Promise<void>,
): Promise<ReadonlySet<number>> {
  const site = await serveHostile('', pages)
  const context = await browser.newContext()
  try {
    await steady(context)
    const live = new Set<number>()
    context.on('request', (request) => {
      const { hostname, pathname } = new URL(request.url())
      if (hostname === PAYLOAD_HOST && Number(pathname.slice(1)) > 0) live.add(Number(pathname.slice(1)))
    })
    await context.exposeFunction('noteRan', (id: number) => live.add(id))
    const page = await context.newPage()
    await watch(page)
    for (const [i, attacks] of pages.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one page after another.
      await openHostile(page, `${site.url}/${i}`, attacks)
      // Scripts in addresses may put a text in the place of the page: that ends it.
      // oxlint-disable-next-line no-await-in-loop
      await page.evaluate(() => window.planting.use()).catch(() => undefined)
    }
    return live
  } finally {
    await context.close()
    await site.close()
  }
}

import type { Attack } from '@alongside/testkit/attacks'
import { expect } from '@playwright/test'
import type { AgentConsole } from '../pages/agent-console.ts'
import type { VisitorPage } from '../pages/visitor-page.ts'
import { AgentWatch } from './agent-watch.ts'
import { openHostile, serveHostile, steady } from './hostile-site.ts'
import type { Product } from './product.ts'
import { tagFor } from './site.ts'
import { share } from './story.ts'
import { tour } from './tour.ts'
import { useMirror } from './use-mirror.ts'

type Parties = { readonly product: Product; readonly visitor: VisitorPage; readonly agent: AgentConsole }

/** `unseen`: how many attacks were on pages that never came to the mirror. */
export type Withstood = { readonly watch: AgentWatch; readonly unseen: number }

/**
 * A visitor goes through pages full of attacks while an agent looks, points and takes control. Proves that the agent's
 * browser ran nothing, went nowhere and asked other hosts for what `mayAsk` allows only (`type address`). `mayBreak`: attacks
 * may put an end to all scripts of their page, and so to its mirror.
 */
export async function withstand(
  { product, visitor, agent }: Parties,
  pages: readonly (readonly Attack[])[],
  mayAsk: (request: string) => boolean,
  { mayBreak = false } = {},
): Promise<Withstood> {
  const site = await serveHostile(tagFor(product.serverUrl, product.demo.siteKey), pages)
  try {
    await steady(visitor.page.context())
    const watch = await AgentWatch.on(agent.page, product.serverUrl)
    await agent.page.evaluate(() => {
      window.ran = new Set()
      addEventListener('message', ({ data }: MessageEvent) => {
        if (typeof data === 'number') window.ran.add(data)
      })
    })
    await share(visitor, agent, `${site.url}/calm`, 'Shared')
    watch.begin()
    const shows = (selector: string, text: string, timeout = 120_000) =>
      expect.poll(() => agent.mirror.text(selector), { message: text, timeout }).toBe(text)
    let unseen = 0
    for (const [i, attacks] of pages.entries()) {
      try {
        const elements = await openHostile(visitor.page, `${site.url}/${i}`, attacks)
        await shows('#end', `Hostile ${i}`, mayBreak ? 15_000 : 120_000)
        // What comes late may be there before the rest of the page.
        await expect
          .poll(() => useMirror(agent.page), { timeout: mayBreak ? 5000 : 60_000 })
          .toBeGreaterThan(elements / 2)
      } catch (error) {
        if (!mayBreak) throw error
        unseen += attacks.length
        await visitor.goto(`${site.url}/calm`)
        await shows('h1', 'Calm')
        continue
      }
      await agent.tool(i % 2 === 0 ? 'Pointer' : 'Control')
      if (pages.length < 10 || i % 8 === 0) await tour(agent.page)
    }
    expect(watch.scripts).toEqual([])
    expect(await agent.page.evaluate(() => [...window.ran])).toEqual([])
    expect(watch.dialogs).toEqual([])
    expect(watch.windows).toEqual([])
    expect(watch.navigations).toEqual([])
    const others = watch.requestsBeyond(product.serverUrl).filter((asked) => !asked.includes(site.url))
    expect(others.filter((request) => !mayAsk(request))).toEqual([])
    // The console is alive.
    await visitor.goto(`${site.url}/calm`)
    await shows('h1', 'Calm')
    await agent.say('Still here')
    await visitor.page.getByText('Still here').waitFor({ state: 'attached' })
    return { watch, unseen }
  } finally {
    await site.close()
  }
}

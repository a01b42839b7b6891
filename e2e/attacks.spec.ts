import { attackMatrix } from '@alongside/testkit/attacks'
import { AgentWatch } from './support/agent-watch.ts'
import { liveOnes, pagesOf } from './support/hostile-site.ts'
import { setResources } from './support/site-settings.ts'
import { expect, test } from './support/test.ts'
import { withstand } from './support/withstand.ts'

const attacks = attackMatrix()
const pages = pagesOf(attacks, 4)

/** Pictures, media and fonts may come from anywhere in the usual mode. */
const isForLooks = (request: string) => /^(?:image|media|font) /.test(request)

// What the recorder runs in the agent’s pages would count as scripts of the attacks.
test.use({ trace: 'off' })

test('S17: of the attacks that work in a page, none does anything in the agent’s browser', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  test.setTimeout(900_000)
  // Without our care many of them work, and the watch sees it.
  const proofs: AgentWatch[] = []
  const live = await liveOnes(browser, pages, async (page) => {
    proofs.push(await AgentWatch.on(page, product.serverUrl))
  })
  const requests = attacks.filter(({ id, wants }) => wants === 'request' && live.has(id)).length
  process.stdout.write(
    `${attacks.length} attacks: ${live.size} live in this browser (${requests} by a request), ${attacks.length - live.size} dead\n`,
  )
  expect(attacks.length).toBeGreaterThanOrEqual(3000)
  expect(live.size).toBeGreaterThan(1200)
  expect(requests).toBeGreaterThan(20)
  expect(proofs[0]?.scripts.length).toBeGreaterThan(1000)

  const { watch } = await withstand({ product, visitor, agent }, pages, isForLooks)
  expect(watch.requestsBeyond(product.serverUrl).length).toBeGreaterThan(0)
})

test('S17: when only the visitor’s browser supplies pictures, attacks cannot make the agent’s browser ask anybody', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  test.setTimeout(400_000)
  await setResources(browser, product, 'visitor')
  try {
    const { watch } = await withstand({ product, visitor, agent }, pages.slice(0, 1), () => false)
    expect(watch.requestsBeyond(product.serverUrl)).toEqual([])
  } finally {
    await setResources(browser, product, 'auto')
  }
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Attack, WAYS } from '@alongside/testkit/attacks'
import { AgentWatch } from './support/agent-watch.ts'
import { liveOnes, pagesOf } from './support/hostile-site.ts'
import { expect, test } from './support/test.ts'
import { withstand } from './support/withstand.ts'

/** JSON files, each a list of strings of HTML. They are not ours to publish. */
const FOLDER =
  process.env['ALONGSIDE_XSS_LISTS'] ?? fileURLToPath(new URL('../../shared/data/xss', import.meta.url))
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : []

const attacks = files
  .flatMap((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as string[])
  .map((html, i): Attack => ({ id: i + 1, wants: 'script', way: WAYS[i % WAYS.length] ?? 'first', html }))
/** Some of them break all scripts of their page, the tag's as well: these should take few others with them. */
const pages = pagesOf(attacks, 40)

// What the recorder runs in the agent’s pages would count as scripts of the attacks.
test.use({ trace: 'off' })

test('S17: none of the published attacks does anything in the agent’s browser', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  test.skip(attacks.length === 0, `no published lists in ${FOLDER} (ALONGSIDE_XSS_LISTS)`)
  test.setTimeout(900_000)
  const proofs: AgentWatch[] = []
  const live = await liveOnes(browser, pages, async (page) => {
    proofs.push(await AgentWatch.on(page, product.serverUrl))
  })
  const known = live.size - (live.has(0) ? 1 : 0)
  const scripts = proofs[0]?.scripts.length ?? 0
  process.stdout.write(
    `${attacks.length} published attacks: ${known} live in this browser, ${attacks.length - known} dead or not to be told apart (${scripts} scripts)\n`,
  )
  expect(known).toBeGreaterThan(attacks.length / 20)
  const { unseen } = await withstand(
    { product, visitor, agent },
    pages,
    (request) => /^(?:image|media|font) /.test(request),
    { mayBreak: true },
  )
  process.stdout.write(`${attacks.length - unseen} came to the mirror\n`)
  expect(unseen).toBeLessThan(attacks.length / 4)
})

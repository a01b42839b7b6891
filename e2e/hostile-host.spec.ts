import { deflateRawSync } from 'node:zlib'
import { HostileHost } from '@alongside/testkit/hostile-host'
import type { Browser } from '@playwright/test'
import { AgentConsole } from './pages/agent-console.ts'
import type { VisitorPage } from './pages/visitor-page.ts'
import { BODY, frame, nested, page } from './support/hostile-frames.ts'
import type { Product } from './support/product.ts'
import { share } from './support/story.ts'
import { expect, test } from './support/test.ts'

const TOO_LARGE = /larger, or changes faster/
const NOT_UNDERSTOOD = /could not be understood/

const insert = (over: object) => ({ op: 'insert', parent: BODY, before: null, ids: [10, 1], ...over })
const plain = (json: string) => new Uint8Array([0, ...new TextEncoder().encode(json)])

/** Frames that are refused, each with what the agent is told. */
const REFUSED: readonly (readonly [string, () => Uint8Array<ArrayBuffer>, RegExp])[] = [
  ['noise', () => new Uint8Array(4 * 1024 * 1024).fill(7), NOT_UNDERSTOOD],
  ['a bomb', () => new Uint8Array([1, ...deflateRawSync(new Uint8Array(300_000_000))]), TOO_LARGE],
  [
    'ten million nodes',
    () => page('Many', [insert({ ids: [10, 10_000_000], html: '<b>'.repeat(10_000_000) })]),
    TOO_LARGE,
  ],
  ['as many ids', () => page('Ids', [insert({ ids: [10, 2 ** 40], html: 'x' })]), TOO_LARGE],
  [
    'nodes nested without end',
    () =>
      frame(
        `[{"op":"insert","parent":4,"before":null,"ids":[1,1],"nodes":[${'{"e":"b","k":['.repeat(90_000)}${']}'.repeat(90_000)}]}]`,
      ),
    NOT_UNDERSTOOD,
  ],
  ['an unknown parent', () => frame([insert({ parent: 999, html: 'x' })]), NOT_UNDERSTOOD],
  ['a frame of another page', () => frame([insert({ html: 'x' })], 2, 'elsewhere'), NOT_UNDERSTOOD],
  ['the id of the document again', () => page('Id', [insert({ ids: [1, 1], html: 'x' })]), NOT_UNDERSTOOD],
  [
    'a prototype',
    () =>
      plain('{"__proto__":{"epoch":"e","version":1,"ops":[]},"constructor":{"prototype":{"polluted":1}}}'),
    NOT_UNDERSTOOD,
  ],
  [
    'a style sheet that does not end',
    () =>
      page('Sheet', [{ op: 'sheet', key: 'k', css: 'a{'.repeat(9_000_000), base: 'https://shop.example/' }]),
    TOO_LARGE,
  ],
]

/** After refusals the viewer waits some seconds before it asks again. */
const shows = (agent: AgentConsole, heading: string) =>
  expect.poll(() => agent.mirror.text('h1'), { message: heading, timeout: 60_000 }).toBe(heading)

/** A session of the hostile visitor with this agent. */
async function begin(product: Product, agent: AgentConsole): Promise<HostileHost> {
  const host = new HostileHost(product.serverUrl, product.demo.siteKey)
  host.frames = [page('Calm')]
  const question = `Hostile ${process.pid}-${Date.now()}`
  await host.ask(question)
  await agent.take(question)
  await agent.invite('View only')
  await shows(agent, 'Calm')
  return host
}

/** An honest visitor and another agent, at the same server. */
async function otherSession(product: Product, browser: Browser, visitor: VisitorPage) {
  const context = await browser.newContext({
    baseURL: product.serverUrl,
    viewport: { width: 1440, height: 900 },
  })
  const agent = new AgentConsole(await context.newPage())
  await agent.signIn(product.user('agent', 1))
  await share(visitor, agent, '/bank/', 'View only')
  return { agent, close: () => context.close() }
}

test('T12 frames that no page would send are refused with words, and neither the console nor others suffer', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  test.setTimeout(600_000)
  const other = await otherSession(product, browser, visitor)
  const host = await begin(product, agent)
  const crashes: unknown[] = []
  agent.page.on('crash', () => crashes.push('crash'))
  try {
    for (const [i, [name, make, words]] of REFUSED.entries()) {
      host.send([make()])
      // oxlint-disable-next-line no-await-in-loop -- one after another.
      await expect(agent.page.getByText(words), name).toBeVisible({ timeout: 60_000 })
      host.frames = [page(`After ${i}`)]
      // oxlint-disable-next-line no-await-in-loop
      await shows(agent, `After ${i}`)
      // oxlint-disable-next-line no-await-in-loop
      await expect(agent.page.getByText(words), name).toBeHidden()
      const title = `Other ${i}`
      // oxlint-disable-next-line no-await-in-loop
      await visitor.page.evaluate((text) => document.querySelector('h1')?.replaceChildren(text), title)
      // oxlint-disable-next-line no-await-in-loop
      await other.agent.mirror.expectText('h1', title)
    }
    await agent.say('Still here')
    await expect(agent.page.getByRole('log').getByText('Still here')).toBeVisible()
    expect(await agent.page.evaluate(() => 'polluted' in {})).toBe(false)
    expect(crashes).toEqual([])
  } finally {
    await host.close()
    await other.close()
  }
})

test('T12 parts of frames over the limits reach nobody; one message that is too long ends its connection', async ({
  product,
  agent,
}) => {
  const host = await begin(product, agent)
  try {
    const problems: string[] = []
    host.link?.on('problem', ({ kind }) => problems.push(kind))
    // A frame of 100 MB says so, and so does one that hides it.
    for (let part = 0; part < 800; part++) host.sendPart({ part, parts: 800, bytes: new Uint8Array(131_072) })
    host.sendPart({ part: 0, parts: 1, bytes: new Uint8Array(200_000) })
    await expect.poll(() => problems.length, { timeout: 60_000 }).toBeGreaterThan(0)
    host.send([page('Small')])
    await shows(agent, 'Small')
    const states: string[] = []
    host.link?.on('status', ({ state }) => states.push(state))
    host.sendPart({ part: 0, parts: 1, bytes: new Uint8Array(2_000_000) })
    await expect.poll(() => states).toContain('reconnecting')
    host.frames = [page('Back')]
    await shows(agent, 'Back')
  } finally {
    await host.close()
  }
})

test('T12 a flood is cut short, and neither others nor the agent’s chat notice it', async ({
  product,
  browser,
  visitor,
  agent,
}) => {
  test.setTimeout(180_000)
  const other = await otherSession(product, browser, visitor)
  const host = await begin(product, agent)
  try {
    host.floods = true
    host.send([page('Flood')])
    await visitor.page.evaluate(() => document.querySelector('h1')?.replaceChildren('Not flooded'))
    await other.agent.mirror.expectText('h1', 'Not flooded')
    host.floods = false
    host.send([page('Dry')])
    await shows(agent, 'Dry')
    await agent.say('Still here')
    await expect(agent.page.getByRole('log').getByText('Still here')).toBeVisible()
  } finally {
    await host.close()
    await other.close()
  }
})

for (const style of [
  'display: inline-block',
  'display: inline-table',
  'display: table-cell',
  'display: grid',
])
  test(`T12 nesting that ends a browser’s tab does not end the agent’s: ${style}`, async ({
    product,
    agent,
  }) => {
    const host = await begin(product, agent)
    try {
      host.send(nested(style, 3000))
      await shows(agent, 'Nested')
      await expect.poll(() => agent.mirror.text('alongside-deep')).not.toBeNull()
      host.send([page('After')])
      await shows(agent, 'After')
      await agent.say('Still here')
      await expect(agent.page.getByRole('log').getByText('Still here')).toBeVisible()
    } finally {
      await host.close()
    }
  })

test('T12 a page lies over nothing of the console, and what it calls itself stays a name', async ({
  product,
  agent,
}) => {
  const host = await begin(product, agent)
  try {
    const over = 'position:fixed;inset:-9999px;z-index:2147483647;background:red'
    host.send([
      page('Over', [
        { op: 'location', url: 'https://shop.example/', title: `End session\u202e\n${'x'.repeat(100_000)}` },
        insert({
          ids: [10, 5],
          html: `<dialog style="${over}"><button aria-label="End session">End session</button></dialog><div role=alert>x</div>`,
        }),
        { op: 'layers', layers: [{ id: 10, kind: 'modal' }] },
      ]),
    ])
    await shows(agent, 'Over')
    await expect(agent.endSession).toHaveCount(1)
    expect(
      await agent.endSession.evaluate((button) => {
        const { left, top, width, height } = button.getBoundingClientRect()
        return button.contains(document.elementFromPoint(left + width / 2, top + height / 2))
      }),
    ).toBe(true)
    await agent.say('Still here')
    await expect(agent.page.getByRole('log').getByText('Still here')).toBeVisible()
    await agent.endSession.click()
    await expect(agent.page.getByRole('heading', { name: /Session ended|End/ }).first()).toBeVisible()
  } finally {
    await host.close()
  }
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import { openVisitor, visitorHello } from '../testing/clients.ts'
import { SITE_ORIGIN, siteRecord } from '../testing/fake-people.ts'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

const OTHER_ORIGIN = 'https://www.shop.example'
const site = siteRecord({ allowedOrigins: [SITE_ORIGIN, OTHER_ORIGIN] })

let server: RealtimeServer
let story: Story

beforeEach(async () => {
  server = await startRealtimeServer({ sites: [site] })
  story = new Story(server.url)
})
afterEach(async () => {
  story.close()
  await server.close()
})

it('a host page gets the rules that were saved while it connected', async () => {
  const visitor = await story.visitor()
  const { sessionId } = await story.invitation(visitor)
  const token = await story.accept(visitor, sessionId)
  const masking = { mask: ['.salary'], block: [] }
  const read = server.sites.byId.bind(server.sites)
  server.sites.byId = async (id) => {
    server.sites.byId = read
    const before = await read(id)
    server.sites.change(id, { masking })
    return before
  }
  const host = await story.host(token)
  expect(host.last('welcome')).toMatchObject({ masking: site.masking })
  await until(() => expect(host.last('masking')).toEqual(masking))
})

it('a page whose origin is not allowed any more is let go and refused, others stay', async () => {
  const stays = await story.visitor('key', SITE_ORIGIN)
  const { body } = await openVisitor(server.url, { origin: OTHER_ORIGIN })
  const hello = visitorHello(body.visitorToken)
  const goes = story.connect('/visitor', hello, { origin: OTHER_ORIGIN })
  await until(() => expect(goes.last('state')).toBeDefined())
  server.sites.change(site.id, { allowedOrigins: [SITE_ORIGIN] })
  await until(() => expect(goes.socket.connected).toBe(false))
  goes.socket.connect()
  await until(() => expect(goes.refusal).toMatchObject({ kind: 'origin_not_allowed' }))
  expect(stays.socket.connected).toBe(true)
})

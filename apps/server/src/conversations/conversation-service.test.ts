import type { ConversationId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Visitor } from '../ports/conversation-store.ts'
import type { Effect } from '../ports/outbox.ts'
import { MemoryConversationStore } from '../storage/memory-conversation-store.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { agentRecord, siteRecord } from '../testing/fake-people.ts'
import { ConversationDesk, REOPEN_MS } from './conversation-desk.ts'
import { ConversationService } from './conversation-service.ts'
import { OFFLINE_AFTER_MS, Presence } from './presence.ts'
import { VisitorService } from './visitor-service.ts'

const BEN = agentRecord()

let clock: FakeClock
let presence: Presence
let effects: Effect[]
let changes: string[]
let service: ConversationService
let visitors: VisitorService
let visitor: Visitor

beforeEach(async () => {
  clock = createFakeClock()
  effects = []
  changes = []
  presence = new Presence({ clock, onChange: (id) => changes.push(id) })
  const outbox = { send: (some: readonly Effect[]) => effects.push(...some) }
  const deps = { clock, presence, outbox, store: new MemoryConversationStore() }
  const desk = new ConversationDesk(deps)
  service = new ConversationService(deps, desk)
  visitors = new VisitorService(deps, desk)
  visitor = await visitors.openVisitor(siteRecord(), null)
})

let sent = 0
const write = (text: string) => visitors.message(visitor, { clientId: `c${(sent += 1)}`, text }, 'page')
async function taken(): Promise<ConversationId> {
  await write('Hello')
  const [waiting] = await service.list(BEN)
  return (await service.take(BEN, waiting!.id)).id
}

describe('a closed conversation', () => {
  it('is taken up again by the visitor’s next message, for any agent', async () => {
    const id = await taken()
    await service.close(BEN, id)
    expect(await service.list(BEN)).toEqual([])
    expect(await visitors.stateFor(visitor.id)).toMatchObject({ agent: null, messages: [{ text: 'Hello' }] })
    clock.advance(REOPEN_MS - 1)
    await write('One more thing')
    expect(await service.list(BEN)).toMatchObject([{ id, state: 'waiting', agent: null }])
  })

  it('stays closed when the visitor comes back much later: a new one begins', async () => {
    const id = await taken()
    await service.close(BEN, id)
    clock.advance(REOPEN_MS)
    await write('Hello again')
    const [next] = await service.list(BEN)
    expect(next?.id).not.toBe(id)
    expect(await visitors.stateFor(visitor.id)).toMatchObject({ messages: [{ text: 'Hello again' }] })
  })

  it('takes no more messages of the agent', async () => {
    const id = await taken()
    await service.close(BEN, id)
    const late = service.agentMessage(BEN, id, { clientId: 'a', text: 'Bye' })
    await expect(late).rejects.toMatchObject({ kind: 'conflict' })
  })
})

describe('who hears of it', () => {
  it('is everybody while it waits, and only its agent once it is taken', async () => {
    const hearers = () =>
      effects.flatMap((one) => (one.to === 'agents' && one.event === 'message' ? [one.agentId] : []))
    await taken()
    await write('Are you there?')
    expect(hearers()).toEqual([undefined, BEN.id])
  })

  it('is not the page that sent it', async () => {
    await write('Hello')
    const toPages = effects.filter((one) => one.to === 'visitor')
    expect(toPages).toMatchObject([{ event: 'message', except: 'page' }])
  })
})

describe('presence', () => {
  it('lasts while any page is connected, and for the time between two pages', () => {
    presence.connected(visitor.id, 'one')
    presence.connected(visitor.id, 'two')
    presence.disconnected(visitor.id, 'one')
    clock.advance(OFFLINE_AFTER_MS * 2)
    presence.disconnected(visitor.id, 'two')
    clock.advance(OFFLINE_AFTER_MS - 1)
    presence.connected(visitor.id, 'three')
    clock.advance(OFFLINE_AFTER_MS * 2)
    expect(presence.isOnline(visitor.id)).toBe(true)
    expect(changes).toHaveLength(1)
    presence.disconnected(visitor.id, 'three')
    clock.advance(OFFLINE_AFTER_MS)
    expect(presence.isOnline(visitor.id)).toBe(false)
    expect(changes).toHaveLength(2)
  })

  it('knows the page without what may be private in its address', () => {
    presence.connected(visitor.id, 'one')
    visitors.setPage(visitor.id, { url: 'https://shop.example/pay?iban=DE1#step', title: 'Pay' })
    expect(presence.pageOf(visitor.id)).toEqual({ url: 'https://shop.example/pay', title: 'Pay' })
    visitors.setPage(visitor.id, { url: 'javascript:alert(1)', title: 'x' })
    expect(presence.pageOf(visitor.id)?.title).toBe('Pay')
  })
})

describe('names', () => {
  it('are the visitor’s own, or short and stable', async () => {
    await write('Hello')
    expect((await service.list(BEN))[0]?.visitor.name).toMatch(/^Visitor [A-Z0-9]{4}$/)
    await visitors.identify(visitor, { name: ' Ada ' })
    await visitors.identify(visitor, { email: 'ada@example.org' })
    const [one] = await service.list(BEN)
    expect(one?.visitor).toMatchObject({ name: 'Ada', identity: { email: 'ada@example.org' } })
  })
})

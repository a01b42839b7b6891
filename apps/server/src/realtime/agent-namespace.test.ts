import type { UserId } from '@alongside/protocol'
import { expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { agentRecord } from '../testing/fake-people.ts'
import { startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'
import { RECHECK_MS } from './agent-namespace.ts'

it('a console whose sign-in ran out is closed at the next look, again and again, and others stay', async () => {
  const clock = createFakeClock()
  const agents = [agentRecord(), agentRecord({ id: 'cleo' as UserId }), agentRecord({ id: 'olga' as UserId })]
  const server = await startRealtimeServer({ clock, agents })
  const story = new Story(server.url)
  const [ben, cleo, olga] = [await story.agent('ben'), await story.agent('cleo'), await story.agent('olga')]
  server.accounts.expire('ben' as UserId)
  clock.advance(RECHECK_MS)
  await until(() => expect(ben.socket.connected).toBe(false))
  server.accounts.expire('cleo' as UserId)
  clock.advance(RECHECK_MS)
  await until(() => expect(cleo.socket.connected).toBe(false))
  expect(olga.socket.connected).toBe(true)
  story.close()
  await server.close()
})

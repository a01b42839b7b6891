import { EventEmitter } from 'node:events'
import { LIMITS, type ParticipantId, type SessionId } from '@alongside/protocol'
import type { Socket } from 'socket.io'
import { expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { type Member, SessionRoom } from './session-room.ts'

const HOST = 'host' as ParticipantId
const VIEWER = 'viewer' as ParticipantId

/** A page of the session, with what it was sent. */
function member(role: Member['role']): Member & { readonly got: { event: string; data: object }[] } {
  const got: { event: string; data: object }[] = []
  // Hot events do not come by `emit` (fast-lane.ts): JSON, and the bytes behind it.
  const write = (message: string | Buffer) => {
    if (typeof message !== 'string') return
    const [event, data] = JSON.parse(message.slice(message.indexOf('['))) as [string, object]
    got.push({ event, data })
  }
  const socket = {
    connected: true,
    conn: Object.assign(new EventEmitter(), { transport: { name: 'polling' }, write }),
    emit: (event: string, data: object) => got.push({ event, data }),
  }
  return { id: role === 'host' ? HOST : VIEWER, role, pageId: null, socket: socket as unknown as Socket, got }
}

function createRoom({ drains = true } = {}) {
  const clock = createFakeClock()
  const room = new SessionRoom('session' as SessionId, clock)
  const [host, viewer] = [member('host'), member('viewer')]
  room.add(host)
  room.add(viewer)
  const bytes = new Uint8Array(LIMITS.framePartBytes)
  let seq = 0
  const send = (stream: number, parts = 1) => {
    for (let i = 0; i < parts; i++) {
      if (drains) viewer.socket.conn.emit('drain')
      const data = { stream, seq: ++seq, part: 0, parts: 1, bytes }
      room.deliver([{ to: [VIEWER], event: 'frame', data }])
    }
  }
  return { clock, host, viewer, send }
}

const PARTS_AT_ONCE = LIMITS.hostBytesAtOnce / LIMITS.framePartBytes

it('a host that floods its viewer is cut short, and asked for a new stream when some time has passed', () => {
  const { clock, host, viewer, send } = createRoom()
  send(1, PARTS_AT_ONCE * 2)
  // And the viewer is told, once.
  expect(viewer.got).toHaveLength(PARTS_AT_ONCE + 1)
  expect(viewer.got.at(-1)).toMatchObject({ event: 'problem', data: { kind: 'page_too_busy' } })
  expect(host.got).toEqual([])
  clock.advance(2000)
  expect(host.got).toMatchObject([{ event: 'resync', data: { from: VIEWER, stream: 1 } }])
  // The old stream has a gap.
  send(1)
  expect(viewer.got).toHaveLength(PARTS_AT_ONCE + 1)
  send(2)
  expect(viewer.got.at(-1)).toMatchObject({ event: 'frame', data: { stream: 2 } })
})

it('a viewer is told of a flood that its connection could not even begin to take', () => {
  const { clock, host, viewer, send } = createRoom({ drains: false })
  send(1, PARTS_AT_ONCE * 2)
  expect(viewer.got.filter(({ event }) => event === 'problem')).toHaveLength(1)
  viewer.socket.conn.emit('drain')
  clock.advance(2000)
  expect(host.got).toMatchObject([{ event: 'resync', data: { stream: 1 } }])
})

it('a host may send without end what the limit allows', () => {
  const { clock, host, viewer, send } = createRoom()
  const perSecond = LIMITS.hostBytesPerSecond / LIMITS.framePartBytes
  for (let second = 0; second < 20; second++) {
    send(1, perSecond)
    clock.advance(1000)
  }
  expect(viewer.got).toHaveLength(20 * perSecond)
  expect(host.got).toEqual([])
})

import type { ParticipantId } from '@alongside/protocol'
import { expect, test } from 'vitest'
import { VIEWER_ID, createLinkPair } from './link-pair.ts'

test('nothing arrives before the test flushes, and the welcomes come first', async () => {
  const { host, viewer, flush, flushOne } = createLinkPair()
  const heard: string[] = []
  host.on('welcome', ({ me }) => heard.push(me.role))
  viewer.on('welcome', ({ me }) => heard.push(me.role))
  expect(host.send('probe-reply', { to: VIEWER_ID, n: 1 })).toBe(false)
  expect(heard).toEqual([])
  flushOne()
  expect(heard).toEqual(['host'])
  await flush()
  expect(heard).toEqual(['host', 'viewer'])
  expect(viewer.status.state).toBe('connected')
})

test('commands reach the host with who sent them, results and frames reach the viewer', async () => {
  const { host, viewer, flush } = createLinkPair()
  await flush()
  const results: unknown[] = []
  const frames: Uint8Array[] = []
  host.on('command', ({ from, command }) => {
    host.send('command-result', { to: from, result: { id: command.id, status: 'done' } })
    host.sendFrame([from], 1, { seq: 1, bytes: new Uint8Array([7]) })
  })
  viewer.on('command-result', (result) => results.push(result))
  viewer.on('frame', ({ bytes }) => frames.push(bytes))
  viewer.send('command', { id: 4, epoch: 'e', version: 0, action: { kind: 'back' } })
  await flush()
  expect(results).toEqual([{ id: 4, status: 'done' }])
  expect(frames).toEqual([new Uint8Array([7])])
})

test('what waits for a side whose connection is lost never arrives', async () => {
  const { host, viewer, flush, disconnect, reconnect } = createLinkPair()
  await flush()
  const acks: ParticipantId[] = []
  host.on('ack', ({ from }) => acks.push(from))
  viewer.send('ack', { stream: 1, seq: 1 })
  disconnect('host')
  await flush()
  expect(host.status.state).toBe('reconnecting')
  reconnect('host')
  await flush()
  expect(host.status.state).toBe('connected')
  expect(acks).toEqual([])
})

test('either side ends the session for both', async () => {
  const { host, viewer, flush } = createLinkPair()
  await flush()
  const states: string[] = []
  host.on('session', (session) => states.push(session.state))
  viewer.on('session', (session) => states.push(session.state))
  viewer.send('end', {})
  await flush()
  expect(states).toEqual(['ended', 'ended'])
})

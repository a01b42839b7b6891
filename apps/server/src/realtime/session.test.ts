import { LIMITS } from '@alongside/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostHello, viewerHello } from '../testing/clients.ts'
import { siteRecord } from '../testing/fake-people.ts'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

let server: RealtimeServer
let story: Story

beforeEach(async () => {
  server = await startRealtimeServer()
  story = new Story(server.url)
})
afterEach(async () => {
  story.close()
  await server.close()
})

const bytes = (length: number) => new Uint8Array(length).fill(9)
const part = (over: object) => ({ stream: 1, seq: 1, part: 0, parts: 1, bytes: bytes(3), ...over })
const command = (action: object, id = 1) => ({ id, epoch: 'e', version: 1, action })

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  it('carries frames to the viewer and acknowledgements to the host', async () => {
    story = new Story(server.url, transport)
    const { host, viewer } = await story.session()
    host.socket.emit('frame', part({ to: [viewer.id] }))
    await until(() => expect(viewer.all('frame')).toHaveLength(1))
    const frame = viewer.last<{ bytes: Uint8Array }>('frame')
    expect(frame).toEqual({ stream: 1, seq: 1, part: 0, parts: 1, bytes: expect.anything() })
    expect([...(frame?.bytes ?? [])]).toEqual([9, 9, 9])
    viewer.socket.emit('ack', { stream: 1, seq: 1 })
    await until(() => expect(host.all('ack')).toEqual([{ from: viewer.id, stream: 1, seq: 1 }]))
  })
})

describe('what passes', () => {
  it('gives commands to the host and results to the viewer that asked', async () => {
    const { host, viewer, sessionId } = await story.session()
    const { body } = await story.console<{ viewerToken: string }>('POST', `/sessions/${sessionId}/token`)
    const second = await story.viewer(body.viewerToken)
    expect(second.id).not.toBe(viewer.id)
    const focus = command({ kind: 'focus', node: 5 })
    viewer.socket.emit('command', focus)
    await until(() => expect(host.all('command')).toEqual([{ from: viewer.id, command: focus }]))
    const result = { id: 1, status: 'done' }
    host.socket.emit('command-result', { to: viewer.id, result })
    await until(() => expect(viewer.all('command-result')).toEqual([result]))
    expect(second.all('command-result')).toEqual([])
  })

  it('gives resource requests to the host and resources to the viewers that they are for', async () => {
    const { host, viewer } = await story.session()
    viewer.socket.emit('resource-request', { stream: 1, bytes: bytes(3) })
    await until(() =>
      expect(host.all('resource-request')).toEqual([
        { from: viewer.id, stream: 1, bytes: expect.anything() },
      ]),
    )
    host.socket.emit('resource', { to: [viewer.id, 'nobody'], stream: 1, bytes: bytes(5) })
    await until(() => expect(viewer.all('resource')).toEqual([{ stream: 1, bytes: expect.anything() }]))
  })

  it('refuses resource messages over the limit, and of the wrong role', async () => {
    const { host, viewer } = await story.session()
    const over = bytes(LIMITS.resourceMessageBytes + 1)
    host.socket.emit('resource', { to: [viewer.id], stream: 1, bytes: over })
    viewer.socket.emit('resource-request', { stream: 1, bytes: over })
    await until(() => expect(host.last('problem')).toMatchObject({ kind: 'too_large' }))
    await until(() => expect(viewer.last('problem')).toMatchObject({ kind: 'too_large' }))
    viewer.socket.emit('resource', { to: [viewer.id], stream: 1, bytes: bytes(1) })
    await until(() => expect(viewer.last('problem')).toMatchObject({ kind: 'forbidden' }))
    expect(viewer.all('resource')).toEqual([])
    expect(host.all('resource-request')).toEqual([])
  })

  it('tells viewers, and only them, where resources come from', async () => {
    const { host, viewer, sessionId } = await story.session()
    expect(viewer.last('welcome')).toMatchObject({ resources: 'auto' })
    expect(host.last('welcome')).not.toHaveProperty('resources')
    server.sites.change(siteRecord().id, { resources: 'visitor' })
    const { body } = await story.console<{ viewerToken: string }>('POST', `/sessions/${sessionId}/token`)
    expect((await story.viewer(body.viewerToken)).last('welcome')).toMatchObject({ resources: 'visitor' })
  })

  it('shows pointers and highlights to all others', async () => {
    const { host, viewer } = await story.session('view')
    const signal = { kind: 'cursor', epoch: 'e', cursor: { node: 4, x: 0.5, y: 0.5 } }
    viewer.socket.emit('signal', signal)
    await until(() => expect(host.all('signal')).toEqual([{ from: viewer.id, signal }]))
    host.socket.emit('signal', signal)
    await until(() => expect(viewer.all('signal')).toEqual([{ from: host.id, signal }]))
    expect(host.all('signal')).toHaveLength(1)
  })

  it('shows where a pointer came to rest, however many signals went before', async () => {
    const { host, viewer } = await story.session('view')
    const total = LIMITS.signalsPerSecond * 2
    const at = (x: number) => ({ kind: 'cursor', epoch: 'e', cursor: { node: 4, x: x / total, y: 0 } })
    for (let x = 1; x <= total; x += 1) viewer.socket.emit('signal', at(x))
    await until(() => expect(host.last('signal')).toEqual({ from: viewer.id, signal: at(total) }))
    expect(host.all('signal').length).toBeLessThan(total)
  })

  it('refuses control and navigation in view mode, and allows scrolling', async () => {
    const { host, viewer } = await story.session('view')
    viewer.socket.emit('command', command({ kind: 'check', node: 5, checked: true }, 1))
    viewer.socket.emit('command', command({ kind: 'navigate', url: 'https://shop.example/' }, 2))
    viewer.socket.emit('command', command({ kind: 'scroll', node: 1, x: 0, y: 9 }, 3))
    await until(() => expect(host.all('command')).toHaveLength(1))
    expect(host.last('command')).toMatchObject({ command: { id: 3 } })
    expect(viewer.all('command-result')).toEqual([
      { id: 1, status: 'refused', reason: 'not_allowed' },
      { id: 2, status: 'refused', reason: 'not_allowed' },
    ])
  })

  it('answers commands itself while no host page is there', async () => {
    const { host, viewer } = await story.session()
    host.socket.disconnect()
    await until(() => expect(viewer.view).toMatchObject({ host: 'navigating' }))
    viewer.socket.emit('command', command({ kind: 'reload' }))
    await until(() =>
      expect(viewer.last('command-result')).toEqual({ id: 1, status: 'refused', reason: 'host_absent' }),
    )
  })

  it('answers what cannot be read or may not be sent with a problem, and drops it', async () => {
    const { host, viewer } = await story.session()
    viewer.socket.emit('command', { id: 'x' })
    viewer.socket.emit('surprise', {})
    viewer.socket.emit('frame', part({ to: [viewer.id] }))
    host.socket.emit('frame', part({ to: [viewer.id], bytes: bytes(LIMITS.framePartBytes + 1) }))
    await until(() => expect(viewer.all('problem')).toHaveLength(3))
    expect(viewer.all<{ kind: string }>('problem').map(({ kind }) => kind)).toEqual([
      'invalid_input',
      'invalid_input',
      'forbidden',
    ])
    await until(() => expect(host.last('problem')).toMatchObject({ kind: 'too_large' }))
    expect(viewer.all('frame')).toEqual([])
    expect(host.all('command')).toEqual([])
  })

  it('sends a host’s frames to nobody outside of its session', async () => {
    const one = await story.session()
    server.sites.change('site' as never, { oneSessionPerAgent: false })
    const two = await story.session()
    one.host.socket.emit('frame', part({ to: [two.viewer.id, one.viewer.id] }))
    await until(() => expect(one.viewer.all('frame')).toHaveLength(1))
    two.host.socket.emit('frame', part({ to: [two.viewer.id], seq: 2 }))
    await until(() => expect(two.viewer.all('frame')).toMatchObject([{ seq: 2 }]))
  })
})

describe('the host page', () => {
  it('H3 refuses a duplicated tab while the first page answers', async () => {
    const { host, viewer, hostToken } = await story.session()
    const copy = story.connect('/session', hostHello(hostToken, 'copy'))
    await until(() => expect(copy.refusal).toMatchObject({ kind: 'host_elsewhere' }))
    expect(viewer.view).toMatchObject({ state: 'active', host: 'present' })
    expect(host.socket.connected).toBe(true)
  })

  it('H3 lets the next page in when the one before does not answer any more', async () => {
    const { host, hostToken } = await story.session()
    host.socket.off('probe')
    const next = await story.host(hostToken, 'next')
    expect(host.socket.connected).toBe(false)
    expect(next.view).toMatchObject({ state: 'active', host: 'present' })
  })

  it('H2 lets the next page in at once when the one before leaves', async () => {
    const { host, viewer, hostToken } = await story.session()
    host.socket.off('probe')
    host.socket.emit('leaving', {})
    await until(() => expect(viewer.view).toMatchObject({ host: 'navigating' }))
    await story.host(hostToken, 'next')
    await until(() => expect(viewer.view).toMatchObject({ host: 'present' }))
    expect(host.all('probe')).toEqual([])
  })

  it('H1 refuses another tab, H4 takes the same page again', async () => {
    const { host, hostToken } = await story.session()
    const other = story.connect('/session', hostHello(hostToken, 'page', 'another tab'))
    await until(() => expect(other.refusal).toMatchObject({ kind: 'host_elsewhere' }))
    await story.host(hostToken, 'page')
    await until(() => expect(host.socket.connected).toBe(false))
  })

  it('is told the masking rules and origins, and new rules at once', async () => {
    const { host, viewer, visitor } = await story.session()
    expect(host.last('welcome')).toMatchObject({
      masking: { mask: ['.secret'], block: [] },
      origins: ['https://shop.example'],
    })
    expect(viewer.last('welcome')).not.toHaveProperty('masking')
    const masking = { mask: ['.iban'], block: ['aside'] }
    server.sites.change('site' as never, { masking })
    await until(() => expect([host.last('masking'), visitor.last('masking')]).toEqual([masking, masking]))
    expect(viewer.all('masking')).toEqual([])
  })
})

describe('connections', () => {
  it('refuse other versions, made-up and mixed-up tokens', async () => {
    const { viewerToken, visitor } = await story.session()
    const refusalOf = async (hello: object) => {
      const client = story.connect('/session', hello)
      await until(() => expect(client.refusal).not.toBeNull())
      return client.refusal?.kind
    }
    expect(await refusalOf({ ...viewerHello(viewerToken), protocol: 99 })).toBe('protocol_mismatch')
    expect(await refusalOf(viewerHello('made up'))).toBe('unauthenticated')
    expect(await refusalOf({})).toBe('invalid_input')
    const { visitorToken } = visitor.socket.auth as { visitorToken: string }
    expect(await refusalOf(viewerHello(visitorToken))).toBe('unauthenticated')
  })

  it('show the others a viewer that connects again as gone and back', async () => {
    const { host, viewer } = await story.session()
    const { token } = viewer.last<{ token: string }>('welcome')!
    const from = host.heard.length
    const again = await story.viewer(token)
    expect(again.id).toBe(viewer.id)
    await until(() => expect(viewer.socket.connected).toBe(false))
    const flips = host.heard.slice(from).map(({ data }) => {
      const view = data as NonNullable<typeof host.view>
      return view.participants.find(({ id }) => id === viewer.id)?.connected
    })
    expect(flips).toEqual([false, true])
  })

  it.each([
    ['host', {}, 'visitor_ended'],
    ['viewer', {}, 'agent_ended'],
    ['host', { reason: 'failed' }, 'failed'],
    ['viewer', { reason: 'failed' }, 'agent_ended'],
  ] as const)(
    'E1 tell both sides why, when the %s ends the session with %o',
    async (who, message, reason) => {
      const people = await story.session()
      people[who].socket.emit('end', message)
      for (const side of [people.host, people.viewer]) {
        await until(() => expect(side.view).toMatchObject({ state: 'ended', reason }))
        await until(() => expect(side.socket.connected).toBe(false))
      }
      expect(people.visitor.last('session')).toMatchObject({ state: 'ended' })
      const late = story.connect('/session', viewerHello(people.viewerToken))
      await until(() => expect(late.refusal).toMatchObject({ kind: 'session_ended', details: { reason } }))
    },
  )

  it('L5 go on after a restart of the server, with the tokens they have', async () => {
    const people = await story.session('shared', true)
    for (const side of [people.host, people.viewer])
      side.socket.on('welcome', ({ token }: { token: string }) => {
        side.socket.auth = { ...(side.socket.auth as object), token }
      })
    server = await server.restart()
    for (const side of [people.host, people.viewer])
      await until(() => expect(side.all('welcome')).toHaveLength(2))
    expect(people.host.last('problem')).toMatchObject({ kind: 'server_stopped' })
    await until(() => expect(people.viewer.view).toMatchObject({ state: 'active', host: 'present' }))
    people.host.socket.emit('frame', part({ to: [people.viewer.id] }))
    await until(() => expect(people.viewer.all('frame')).toHaveLength(1))
  })
})

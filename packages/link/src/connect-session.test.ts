import { LIMITS, PROTOCOL_VERSION } from '@alongside/protocol'
import type { ErrorKind, ParticipantId } from '@alongside/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectSession, FrameAssembler } from './index.ts'
import type { LinkEvent, LinkEvents, SessionLink, SessionLinkOptions } from './index.ts'
import { startCable, startProxy, startTestServer, welcome } from './test-server.ts'
import type { TestServer } from './test-server.ts'

const VIEWER = 'viewer' as ParticipantId

let server: TestServer
const cleanups: (() => unknown)[] = []

beforeEach(async () => {
  server = await startTestServer('/session')
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  await server.close()
})

function link(options: Partial<SessionLinkOptions> = {}): SessionLink {
  const made = connectSession({
    serverUrl: server.url,
    hello: { token: 'token-1', tabId: 'tab' },
    frames: new FrameAssembler(),
    ...options,
  })
  cleanups.push(() => made.close())
  return made
}

function seen<E extends LinkEvent>(made: SessionLink, event: E): LinkEvents[E][] {
  const payloads: LinkEvents[E][] = []
  made.on(event, (payload) => payloads.push(payload))
  return payloads
}

const connected = (made: SessionLink) =>
  vi.waitFor(() => expect(made.status.state).toBe('connected'), { timeout: 8000 })

describe('connecting', () => {
  test('says hello with the version of the protocol and is connected with the welcome', async () => {
    const made = link()
    const events = seen(made, 'welcome')
    expect(made.status.state).toBe('connecting')
    await connected(made)
    expect(server.tried).toEqual([{ token: 'token-1', tabId: 'tab', protocol: PROTOCOL_VERSION }])
    expect(events.map(({ token }) => token)).toEqual(['token-2'])
  })

  test('sends nothing before it is connected and after it was closed', async () => {
    const made = link()
    expect(made.send('probe', { n: 1 })).toBe(false)
    await connected(made)
    const heard = vi.fn()
    server.sockets[0]?.on('probe', heard)
    expect(made.send('probe', { n: 2 })).toBe(true)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ n: 2 }))
    made.close()
    expect(made.send('probe', { n: 3 })).toBe(false)
    expect(made.status).toEqual({ state: 'closed' })
  })

  test('a server of another protocol version is refused in words', async () => {
    server.first = ['welcome', welcome({ protocol: PROTOCOL_VERSION + 1 })]
    const made = link()
    await vi.waitFor(() =>
      expect(made.status).toMatchObject({ state: 'refused', error: { kind: 'protocol_mismatch' } }),
    )
  })

  test('two links to one server of one namespace do not share a socket', async () => {
    const [one, other] = [link(), link({ hello: { token: 'token-other' } })]
    await connected(one)
    await connected(other)
    expect(new Set(server.tried.map(({ token }) => token))).toEqual(new Set(['token-1', 'token-other']))
    one.close()
    expect(other.send('probe', { n: 1 })).toBe(true)
  })
})

describe('refusals', () => {
  test.each<ErrorKind>([
    'token_expired',
    'unauthenticated',
    'session_ended',
    'host_elsewhere',
    'protocol_mismatch',
    'origin_not_allowed',
  ])('%s is final', async (kind) => {
    server.refusals.push({ kind, message: 'why' })
    const made = link()
    const statuses = seen(made, 'status')
    await vi.waitFor(() => expect(made.status).toEqual({ state: 'refused', error: { kind, message: 'why' } }))
    expect(statuses).toHaveLength(1)
    expect(server.tried).toHaveLength(1)
  })

  test('any other is tried again until the server lets it in', async () => {
    server.refusals.push({ kind: 'internal', message: '' }, { kind: 'rate_limited', message: '' })
    const made = link()
    await connected(made)
    expect(server.tried).toHaveLength(3)
  })
})

describe('losing the connection', () => {
  test('reconnects with the newest token and welcomes again', async () => {
    const cable = await startCable(server.url)
    cleanups.push(() => cable.close())
    const tokens: string[] = []
    const made = link({ serverUrl: cable.url, onToken: (token) => tokens.push(token) })
    const welcomes = seen(made, 'welcome')
    await connected(made)
    server.sockets[0]?.emit('token', { token: 'token-3' })
    await vi.waitFor(() => expect(tokens).toEqual(['token-2', 'token-3']))
    cable.cut()
    await vi.waitFor(() => expect(made.status.state).toBe('reconnecting'))
    await connected(made)
    expect(server.tried.map(({ token }) => token)).toEqual(['token-1', 'token-3'])
    expect(welcomes).toHaveLength(2)
  })

  test('finds a server that was started again', async () => {
    const made = link()
    await connected(made)
    const { port } = new URL(server.url)
    await server.close()
    await vi.waitFor(() => expect(made.status.state).toBe('reconnecting'))
    server = await startTestServer('/session', Number(port))
    await connected(made)
    expect(server.sockets).toHaveLength(1)
  })

  test('comes back when the server hangs up on it', async () => {
    const made = link()
    await connected(made)
    server.sockets[0]?.disconnect()
    await vi.waitFor(() => expect(server.sockets).toHaveLength(2))
    await connected(made)
  })
})

describe('networks without WebSocket', () => {
  test.each(['refuse', 'swallow'] as const)(
    'works by polling when upgrades are treated so: %s',
    async (how) => {
      const proxy = await startProxy(server.url, how)
      cleanups.push(() => proxy.close())
      const made = link({ serverUrl: proxy.url })
      await connected(made)
      expect(proxy.upgrades()).toBeGreaterThan(0)
      const frames = seen(made, 'frame')
      server.sockets[0]?.emit('frame', part({ bytes: new Uint8Array([1, 2, 3]) }))
      await vi.waitFor(() => expect(frames).toHaveLength(1))
      expect(frames[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]))
      const heard = vi.fn<(part: { bytes: Uint8Array }) => void>()
      server.sockets[0]?.on('frame', heard)
      expect(made.sendFrame([VIEWER], 1, { seq: 1, bytes: new Uint8Array([4, 5]) })).toBe(true)
      await vi.waitFor(() => expect([...(heard.mock.lastCall?.[0].bytes ?? [])]).toEqual([4, 5]))
    },
  )
})

describe('what arrives', () => {
  test('is parsed: the unknown and the unreadable are ignored and reported once', async () => {
    const made = link()
    await connected(made)
    const problems = seen(made, 'problem')
    const probes = seen(made, 'probe')
    for (let n = 0; n < 3; n++) {
      server.sockets[0]?.emit('surprise', { n })
      server.sockets[0]?.emit('probe', { from: 'viewer', n: 'many' })
      server.sockets[0]?.emit('constructor', { n })
    }
    server.sockets[0]?.emit('probe', { from: 'viewer', n: 7 })
    await vi.waitFor(() => expect(probes).toEqual([{ from: 'viewer', n: 7 }]))
    expect(problems.map(({ kind }) => kind)).toEqual(['invalid_input', 'invalid_input', 'invalid_input'])
  })

  test('reaches the other listeners when one of them throws', async () => {
    const made = link()
    await connected(made)
    made.on('probe', () => {
      throw new Error('broken listener')
    })
    const probes = seen(made, 'probe')
    const problems = seen(made, 'problem')
    server.sockets[0]?.emit('probe', { from: 'viewer', n: 7 })
    await vi.waitFor(() => expect(probes).toHaveLength(1))
    expect(problems[0]?.kind).toBe('internal')
  })
})

describe('frames', () => {
  test('go out in parts under the limit and come whole', async () => {
    const made = link()
    await connected(made)
    const bytes = Uint8Array.from({ length: LIMITS.framePartBytes * 2 + 5 }, (_, n) => n % 251)
    const sizes: number[] = []
    server.sockets[0]?.on('frame', ({ to, ...rest }) => {
      expect(to).toEqual([VIEWER])
      sizes.push(rest.bytes.byteLength)
      server.sockets[0]?.emit('frame', rest)
    })
    const frames = seen(made, 'frame')
    expect(made.sendFrame([VIEWER], 3, { seq: 9, bytes })).toBe(true)
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    expect(sizes).toEqual([LIMITS.framePartBytes, LIMITS.framePartBytes, 5])
    expect(frames[0]).toMatchObject({ stream: 3, seq: 9 })
    expect(frames[0]?.bytes).toEqual(bytes)
  })

  test('over the limit are not sent', async () => {
    const made = link()
    await connected(made)
    const problems = seen(made, 'problem')
    expect(made.sendFrame([VIEWER], 1, { seq: 1, bytes: new Uint8Array(LIMITS.maxFrameBytes + 1) })).toBe(
      false,
    )
    expect(problems[0]?.kind).toBe('too_large')
  })

  test('of several streams may be under way at once, and one with a missing part is dropped', async () => {
    const made = link()
    await connected(made)
    const frames = seen(made, 'frame')
    const problems = seen(made, 'problem')
    const emit = (over: object) => server.sockets[0]?.emit('frame', part(over))
    emit({ stream: 1, seq: 1, part: 0, parts: 2 })
    emit({ stream: 2, seq: 1, part: 0, parts: 3 })
    emit({ stream: 1, seq: 1, part: 1, parts: 2 })
    emit({ stream: 2, seq: 1, part: 2, parts: 3 })
    emit({ stream: 2, seq: 2 })
    await vi.waitFor(() => expect(frames).toHaveLength(2))
    expect(frames.map(({ stream, seq }) => [stream, seq])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(problems.map(({ kind }) => kind)).toEqual(['bad_frame'])
  })

  test('half received before a loss are forgotten after it', async () => {
    const made = link()
    await connected(made)
    const frames = seen(made, 'frame')
    server.sockets[0]?.emit('frame', part({ part: 0, parts: 2 }))
    server.sockets[0]?.disconnect()
    await vi.waitFor(() => expect(server.sockets).toHaveLength(2))
    await connected(made)
    server.sockets[1]?.emit('frame', part({ part: 1, parts: 2 }))
    server.sockets[1]?.emit('frame', part({ seq: 5 }))
    await vi.waitFor(() => expect(frames.map(({ seq }) => seq)).toEqual([5]))
  })
})

function part(over: object): object {
  return { stream: 1, seq: 1, part: 0, parts: 1, bytes: new Uint8Array([1]), ...over }
}

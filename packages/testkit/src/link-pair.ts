import type { LinkEvent, SessionLink } from '@alongside/link'
import { CAPABILITIES_BY_MODE, PROTOCOL_VERSION } from '@alongside/protocol'
import type {
  EndReason,
  HostStatus,
  Mode,
  Participant,
  ParticipantId,
  SessionId,
  SessionView,
  Up,
} from '@alongside/protocol'
import { FakeLink } from './link-fake.ts'
import type { Sent } from './link-fake.ts'

export const HOST_ID = 'host' as ParticipantId
export const VIEWER_ID = 'viewer' as ParticipantId

/**
 * A host's and a viewer's link, joined without a network. What one sends waits until the test flushes, then reaches the
 * other as the server would pass it on (cloned, with `from`, parts as whole frames). Rights are not checked.
 */
export type LinkPair = {
  readonly host: SessionLink
  readonly viewer: SessionLink
  /** Messages that wait, in order, as `host:frame` (receiver and event). */
  readonly pending: readonly string[]
  /** Delivers what waits and what that leads to; resolves when nothing waits any more. The first one brings the welcomes. */
  readonly flush: () => Promise<void>
  /** Delivers only the next message; false when there is none. */
  readonly flushOne: () => boolean
  /** Takes one side's connection away: what waits for it is lost, and it sends nothing. */
  readonly disconnect: (side: Side) => void
  /** Both get fresh welcomes and sessions with the next flush, as after a reconnection. */
  readonly reconnect: (side: Side) => void
  /** The server tells one side of a problem, with the next flush. */
  readonly tellProblem: (side: Side, kind: string) => void
  /** Ends the session for both. */
  readonly end: (reason: EndReason) => void
}
export type Side = 'host' | 'viewer'

export function createLinkPair({ mode = 'shared' }: { readonly mode?: Mode } = {}): LinkPair {
  const relay = new Relay(mode)
  return {
    host: relay.links.host,
    viewer: relay.links.viewer,
    get pending() {
      return relay.queue.map(({ to, event }) => `${to}:${event}`)
    },
    flush: async () => {
      do {
        while (relay.deliverOne());
        // Receivers may answer a few microtasks later.
        await new Promise((resolve) => setTimeout(resolve))
      } while (relay.queue.length > 0)
    },
    flushOne: () => relay.deliverOne(),
    disconnect: (side) => relay.disconnect(side),
    reconnect: (side) => relay.reconnect(side),
    tellProblem: (side, kind) =>
      void relay.queue.push({ to: side, event: 'problem', payload: { kind, message: '' } }),
    end: (reason) => relay.end(reason),
  }
}

/** The server's part: who gets what, and the state of the session. */
class Relay {
  readonly queue: { to: Side; event: LinkEvent; payload: unknown }[] = []
  readonly links: Readonly<Record<Side, FakeLink>>
  readonly #mode: Mode
  #endedBy: EndReason | undefined
  #hostStatus: HostStatus = 'present'

  constructor(mode: Mode) {
    this.#mode = mode
    this.links = {
      host: new FakeLink((event, payload) => this.#pass('host', event, payload)),
      viewer: new FakeLink((event, payload) => this.#pass('viewer', event, payload)),
    }
    this.#welcome('host')
    this.#welcome('viewer')
  }

  deliverOne(): boolean {
    const next = this.queue.shift()
    if (next === undefined) return false
    this.links[next.to].receive(next.event, next.payload)
    return true
  }

  disconnect(side: Side): void {
    const kept = this.queue.filter(({ to }) => to !== side)
    this.queue.splice(0, this.queue.length, ...kept)
    this.links[side].lose()
    if (side === 'host') this.#hostStatus = 'away'
    this.#tellSession(otherThan(side))
  }

  reconnect(side: Side): void {
    this.links[side].isUp = true
    if (side === 'host') this.#hostStatus = 'present'
    this.#welcome(side)
    this.#tellSession(otherThan(side))
  }

  end(reason: EndReason): void {
    this.#endedBy ??= reason
    this.#tellSession('host', 'viewer')
  }

  #pass(side: Side, event: Sent, payload: unknown): void {
    const from = side === 'host' ? HOST_ID : VIEWER_ID
    switch (event) {
      case 'whole-frame':
      case 'frame':
        return this.#push('viewer', 'frame', payload)
      case 'command-result':
        return this.#push('viewer', event, (payload as Up['command-result']).result)
      case 'probe-reply':
        return this.#push('viewer', event, { n: (payload as Up['probe-reply']).n })
      case 'resource': {
        const { stream, bytes } = payload as Up['resource']
        return this.#push('viewer', event, { stream, bytes })
      }
      case 'resource-request':
      case 'ack':
      case 'repair':
      case 'resync':
      case 'probe':
        return this.#push('host', event, { from, ...(payload as object) })
      case 'command':
        return this.#push('host', event, { from, command: payload })
      case 'signal':
        return this.#push(otherThan(side), event, { from, signal: payload })
      case 'leaving':
        this.#hostStatus = 'navigating'
        return this.#tellSession('viewer')
      case 'end':
        return this.end(side === 'host' ? 'visitor_ended' : 'agent_ended')
    }
  }

  #push(to: Side, event: LinkEvent, payload: unknown): void {
    this.queue.push({ to, event, payload: structuredClone(payload) })
  }

  #tellSession(...sides: readonly Side[]): void {
    for (const side of sides) this.#push(side, 'session', this.#session())
  }

  #welcome(side: Side): void {
    const me = this.#participants().find(({ role }) => role === side)
    const masking = side === 'host' ? { masking: { mask: [], block: [] }, origins: [] } : {}
    const session = this.#session()
    this.#push(side, 'welcome', { protocol: PROTOCOL_VERSION, me, session, token: 'token', ...masking })
  }

  #session(): SessionView {
    const common = { id: 'session' as SessionId, mode: this.#mode, participants: this.#participants() }
    if (this.#endedBy !== undefined) return { state: 'ended', ...common, reason: this.#endedBy }
    return { state: 'active', ...common, startedAt: 0, host: this.#hostStatus }
  }

  #participants(): Participant[] {
    return (['host', 'viewer'] as const).map((role) => ({
      id: role === 'host' ? HOST_ID : VIEWER_ID,
      role,
      name: role === 'host' ? 'Visitor' : 'Agent',
      connected: this.links[role].isUp,
      capabilities: [...CAPABILITIES_BY_MODE[this.#mode]],
    }))
  }
}

function otherThan(side: Side): Side {
  return side === 'host' ? 'viewer' : 'host'
}

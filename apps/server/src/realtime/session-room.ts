import { type Down, type DownEvent, LIMITS, type ParticipantId, type SessionId } from '@alongside/protocol'
import type { Socket } from 'socket.io'
import type { Clock } from '../ports/clock.ts'
import type { Session } from '../sessions/session.ts'
import { viewOf } from '../sessions/views.ts'
import { sendHot } from './fast-lane.ts'
import type { Delivery } from './route-message.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'
import { createViewerOutflow, type ViewerOutflow } from './viewer-outflow.ts'

/** One connected page of a session. `pageId` is the host's page load. */
export type Member = {
  readonly id: ParticipantId
  readonly role: 'host' | 'viewer'
  readonly pageId: string | null
  readonly socket: Socket
}

/** Asks the host in the server's own name. No participant has this id. */
const SERVER = 'server' as ParticipantId
const PROBE_MS = 2000
/** After more bytes than a host may send. */
const PAUSE_MS = 2000

/** What viewers are told then. */
const TOO_BUSY = { kind: 'page_too_busy', message: 'The page sends more than is passed on.' }

type Entry = { readonly member: Member; readonly outflow: ViewerOutflow | null }

/** The connected pages of one session, at most one for each participant. Everything sent to them passes here. */
export class SessionRoom {
  readonly id: SessionId
  readonly #members = new Map<ParticipantId, Entry>()
  readonly #clock: Clock
  /** Of all pages of the host, one after the other. */
  readonly #hostBytes: TokenBucket
  #lastProbe = 0
  readonly #probes = new Map<number, () => void>()

  constructor(id: SessionId, clock: Clock) {
    this.id = id
    this.#clock = clock
    this.#hostBytes = createTokenBucket(clock, LIMITS.hostBytesPerSecond, LIMITS.hostBytesAtOnce)
  }

  get isEmpty(): boolean {
    return this.#members.size === 0
  }

  member(id: ParticipantId): Member | null {
    return this.#members.get(id)?.member ?? null
  }

  add(member: Member): void {
    const outflow =
      member.role === 'host'
        ? null
        : createViewerOutflow(member.socket, (stream) => this.#tellBehind(member.id, stream))
    this.#members.set(member.id, { member, outflow })
  }

  /** Whether this very connection was the participant's; one that was replaced before changes nothing. */
  remove(member: Member): boolean {
    const entry = this.#members.get(member.id)
    if (entry?.member !== member) return false
    entry.outflow?.stop()
    this.#members.delete(member.id)
    return true
  }

  deliver(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const isOver = this.#isOver(delivery)
      for (const id of delivery.to) {
        const entry = this.#members.get(id)
        if (entry === undefined) continue
        if (isOver) this.#dropFor(entry, delivery)
        else if (delivery.event === 'frame' && entry.outflow !== null) entry.outflow.send(delivery.data)
        else if (delivery.event === 'resource' && entry.outflow !== null)
          entry.outflow.sendResource(delivery.data)
        else if (delivery.event === 'signal' || delivery.event === 'ack')
          sendHot(entry.member.socket, delivery.event, delivery.data)
        else entry.member.socket.emit(delivery.event, delivery.data)
      }
    }
  }

  /** More than a host may send. What it sends is counted once, however many look at it. */
  #isOver({ event, data }: Delivery): boolean {
    return (event === 'frame' || event === 'resource') && !this.#hostBytes.take(data.bytes.byteLength)
  }

  #dropFor({ member, outflow }: Entry, { event, data }: Delivery): void {
    if (event !== 'frame' || outflow?.giveUp(data.stream) !== true) return
    member.socket.emit('problem', TOO_BUSY)
    this.#clock.after(PAUSE_MS, () => outflow.beginAnew(data.stream))
  }

  broadcast<K extends DownEvent>(event: K, data: Down[K], role?: Member['role']): void {
    for (const { member } of this.#members.values())
      if (role === undefined || member.role === role) member.socket.emit(event, data)
  }

  /** The newest view for everybody; after the end they are let go. */
  publish(session: Session): void {
    this.broadcast('session', viewOf(session))
    if (session.state !== 'ended') return
    for (const { member } of this.#members.values()) member.socket.disconnect()
  }

  /**
   * Whether the connected host page answers within two seconds. A page that is gone without a word, its connection not
   * yet timed out, does not; nor is one alive that says that it leaves.
   */
  async isHostAlive(host: Member): Promise<boolean> {
    const n = (this.#lastProbe += 1)
    return new Promise((resolve) => {
      const finish = (alive: boolean) => {
        cancel()
        this.#probes.delete(n)
        host.socket.off('disconnect', handleGone)
        host.socket.off('leaving', handleGone)
        resolve(alive)
      }
      const handleGone = () => finish(false)
      const cancel = this.#clock.after(PROBE_MS, handleGone)
      host.socket.once('disconnect', handleGone)
      host.socket.once('leaving', handleGone)
      this.#probes.set(n, () => finish(true))
      host.socket.emit('probe', { from: SERVER, n })
      if (!host.socket.connected) handleGone()
    })
  }

  /** Takes the answer to a probe of the server. False when it is for a viewer. */
  takeProbeReply(reply: { readonly to: ParticipantId; readonly n: number }): boolean {
    if (reply.to !== SERVER) return false
    this.#probes.get(reply.n)?.()
    return true
  }

  #tellBehind(viewer: ParticipantId, stream: number): void {
    for (const { member } of this.#members.values())
      if (member.role === 'host')
        member.socket.emit('resync', { from: viewer, stream, reason: 'the connection is too slow' })
  }
}

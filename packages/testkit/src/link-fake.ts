import type { LinkEvent, LinkEvents, LinkStatus, SessionLink } from '@alongside/link'
import type { ParticipantId, Up, UpEvent } from '@alongside/protocol'

/** What a fake link hands to its pair: the protocol's events, and frames uncut. */
export type Sent = UpEvent | 'whole-frame'

/** A session link without a network: the pair gives it what it receives. */
export class FakeLink implements SessionLink {
  /** Whether the network is there; connected is what got its welcome besides. */
  isUp = true
  #status: LinkStatus = { state: 'connecting' }
  readonly #listeners = new Map<LinkEvent, Set<(payload: unknown) => void>>()
  readonly #pass: (event: Sent, payload: unknown) => void

  constructor(pass: (event: Sent, payload: unknown) => void) {
    this.#pass = pass
  }

  get status(): LinkStatus {
    return this.#status
  }

  send<E extends UpEvent>(event: E, payload: Up[E]): boolean {
    if (this.#status.state !== 'connected') return false
    this.#pass(event, payload)
    return true
  }

  sendFrame(
    _to: readonly ParticipantId[],
    stream: number,
    frame: { readonly seq: number; readonly bytes: Uint8Array },
  ): boolean {
    if (this.#status.state !== 'connected') return false
    this.#pass('whole-frame', { stream, seq: frame.seq, bytes: frame.bytes })
    return true
  }

  on<E extends LinkEvent>(event: E, listener: (payload: LinkEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    const heard = listener as (payload: unknown) => void
    listeners.add(heard)
    return () => void listeners.delete(heard)
  }

  close(): void {
    this.#status = { state: 'closed' }
    this.#listeners.clear()
  }

  receive(event: LinkEvent, payload: unknown): void {
    if (!this.isUp || this.#status.state === 'closed') return
    if (event === 'welcome') this.#setStatus({ state: 'connected' })
    if (this.#status.state === 'connected') this.#emit(event, payload)
  }

  lose(): void {
    this.isUp = false
    if (this.#status.state !== 'closed') this.#setStatus({ state: 'reconnecting', sinceMs: 0 })
  }

  #setStatus(status: LinkStatus): void {
    this.#status = status
    this.#emit('status', status)
  }

  #emit(event: LinkEvent, payload: unknown): void {
    for (const listener of Array.from(this.#listeners.get(event) ?? [])) listener(payload)
  }
}

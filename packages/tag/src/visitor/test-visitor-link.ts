import type { LinkStatus, VisitorLink, VisitorLinkEvents } from '@alongside/link'
import type { ErrorKind, Reply, VisitorReplies, VisitorState } from '@alongside/protocol'

type Asked = { readonly event: string; readonly payload: unknown; answer(reply: unknown): void }

/** For tests: a visitor's link whose server is the test. Requests wait until they are answered. */
export class TestVisitorLink implements VisitorLink {
  status: LinkStatus = { state: 'connecting' }
  /** Requests that wait, oldest first. */
  readonly asked: Asked[] = []
  readonly #listeners = new Map<string, Set<(payload: never) => void>>()

  request<E extends keyof VisitorReplies>(event: E, payload: unknown): Promise<Reply<VisitorReplies[E]>> {
    return new Promise((resolve) => {
      this.asked.push({ event, payload, answer: (reply) => resolve(reply as Reply<VisitorReplies[E]>) })
    })
  }

  on<E extends keyof VisitorLinkEvents>(
    event: E,
    listener: (payload: VisitorLinkEvents[E]) => void,
  ): () => void {
    const set = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, set.add(listener))
    return () => void set.delete(listener)
  }

  close(): void {
    this.status = { state: 'closed' }
  }

  receive<E extends keyof VisitorLinkEvents>(event: E, payload: VisitorLinkEvents[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload as never)
  }

  connect(state: Partial<VisitorState> = {}): void {
    this.status = { state: 'connected' }
    this.receive('state', { agent: null, messages: [], unread: 0, invitation: null, ...state })
  }

  lose(): void {
    this.status = { state: 'reconnecting', sinceMs: 0 }
    this.receive('status', this.status)
  }

  /** Answers the oldest waiting request of this event and lets what follows happen. */
  async answer(event: string, reply: object): Promise<void> {
    const index = this.asked.findIndex((asked) => asked.event === event)
    const [asked] = this.asked.splice(index, index < 0 ? 0 : 1)
    if (asked === undefined) throw new Error(`nobody asks for ${event}`)
    asked.answer({ ok: true, ...reply })
    await new Promise((resolve) => setTimeout(resolve))
  }

  refuse(event: string, kind: ErrorKind): Promise<void> {
    return this.answer(event, { ok: false, error: { kind, message: kind } })
  }
}

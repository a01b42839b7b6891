import type { Page, VisitorId } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'

/** How long after its last connection a visitor still counts as online: the time between two pages. */
export const OFFLINE_AFTER_MS = 8000

type Entry = { readonly connections: Set<string>; page: Page | null; cancelOffline: (() => void) | null }

/** Which visitors are here, and on which page. In memory only: it is not for the record. */
export class Presence {
  readonly #clock: Clock
  readonly #onChange: (visitorId: VisitorId) => void
  readonly #entries = new Map<VisitorId, Entry>()

  /** `onChange` is called when a visitor comes online, goes offline or changes the page. */
  constructor(deps: { readonly clock: Clock; readonly onChange: (visitorId: VisitorId) => void }) {
    this.#clock = deps.clock
    this.#onChange = deps.onChange
  }

  connected(visitorId: VisitorId, connection: string): void {
    const entry = this.#entries.get(visitorId)
    entry?.cancelOffline?.()
    if (entry === undefined) {
      this.#entries.set(visitorId, { connections: new Set([connection]), page: null, cancelOffline: null })
      this.#onChange(visitorId)
      return
    }
    entry.cancelOffline = null
    entry.connections.add(connection)
  }

  disconnected(visitorId: VisitorId, connection: string): void {
    const entry = this.#entries.get(visitorId)
    if (entry === undefined || !entry.connections.delete(connection) || entry.connections.size > 0) return
    entry.cancelOffline = this.#clock.after(OFFLINE_AFTER_MS, () => {
      this.#entries.delete(visitorId)
      this.#onChange(visitorId)
    })
  }

  setPage(visitorId: VisitorId, page: Page): void {
    const entry = this.#entries.get(visitorId)
    if (entry === undefined || (entry.page?.url === page.url && entry.page.title === page.title)) return
    entry.page = page
    this.#onChange(visitorId)
  }

  isOnline(visitorId: VisitorId): boolean {
    return this.#entries.has(visitorId)
  }

  /** Has a connection right now; `isOnline` also counts the time between two pages. */
  isConnected(visitorId: VisitorId): boolean {
    return (this.#entries.get(visitorId)?.connections.size ?? 0) > 0
  }

  pageOf(visitorId: VisitorId): Page | null {
    return this.#entries.get(visitorId)?.page ?? null
  }

  stop(): void {
    for (const entry of this.#entries.values()) entry.cancelOffline?.()
    this.#entries.clear()
  }
}

import type { NewMessage } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import { KEYS } from '../kernel.ts'
import { type KeyValueStore, readJson, writeJson } from '../loader/key-value-store.ts'

/** A message that the server has not confirmed. `problem`: why it was refused, in words. */
export type Unsent = NewMessage & { readonly problem?: string }

/** Messages on their way. Kept for the tab, so that one sent just before a navigation still arrives. */
export class Outbox {
  readonly #store: KeyValueStore
  readonly #waiting = signal<readonly Unsent[]>([])

  constructor(store: KeyValueStore) {
    this.#store = store
    this.#waiting.value = readJson<Unsent[]>(store, KEYS.outbox) ?? []
  }

  get waiting(): ReadonlySignal<readonly Unsent[]> {
    return this.#waiting
  }

  /** All that were not refused. */
  sendable(): readonly NewMessage[] {
    return this.#waiting.peek().filter(({ problem }) => problem === undefined)
  }

  add(message: NewMessage): void {
    this.#keep([...this.#waiting.peek(), message])
  }

  confirm(clientId: string | undefined): void {
    const rest = this.#waiting.peek().filter((unsent) => unsent.clientId !== clientId)
    if (rest.length < this.#waiting.peek().length) this.#keep(rest)
  }

  refuse(clientId: string, problem: string): void {
    this.#replace(clientId, (unsent) => ({ ...unsent, problem }))
  }

  /** Takes the refusal back; answers what is to be sent again. */
  retry(clientId: string): NewMessage | undefined {
    this.#replace(clientId, ({ text }) => ({ clientId, text }))
    return this.#waiting.peek().find((unsent) => unsent.clientId === clientId)
  }

  #replace(clientId: string, change: (unsent: Unsent) => Unsent): void {
    this.#keep(this.#waiting.peek().map((unsent) => (unsent.clientId === clientId ? change(unsent) : unsent)))
  }

  #keep(next: readonly Unsent[]): void {
    this.#waiting.value = next
    if (next.length === 0) this.#store.remove(KEYS.outbox)
    else writeJson(this.#store, KEYS.outbox, next)
  }
}

/** Typed listeners that cannot hurt each other: what one throws goes to `onThrow`, the others still hear the event. */
export class Listeners<Events extends object> {
  readonly #byEvent = new Map<keyof Events, Set<(payload: never) => void>>()
  readonly #onThrow: (event: keyof Events, error: unknown) => void

  constructor(onThrow: (event: keyof Events, error: unknown) => void) {
    this.#onThrow = onThrow
  }

  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
    const listeners = this.#byEvent.get(event) ?? new Set()
    this.#byEvent.set(event, listeners)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    const listeners = this.#byEvent.get(event)
    if (listeners === undefined) return
    for (const listener of Array.from(listeners)) {
      try {
        ;(listener as (payload: Events[E]) => void)(payload)
      } catch (error) {
        this.#onThrow(event, error)
      }
    }
  }

  clear(): void {
    this.#byEvent.clear()
  }
}

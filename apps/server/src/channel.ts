/** Tells listeners, in the order in which they came, of something that happened. */
export type Channel<T> = {
  emit(value: T): void
  /** Returns the way to stop. */
  listen(listener: (value: T) => void): () => void
}

export function createChannel<T>(): Channel<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    emit(value) {
      for (const listener of listeners) listener(value)
    },
    listen(listener) {
      const own = (value: T) => listener(value)
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}

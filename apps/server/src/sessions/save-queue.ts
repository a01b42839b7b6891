import type { SessionStore } from '../ports/session-store.ts'
import type { Session } from './session.ts'

/** Stores sessions one after the other, so that an older state never overwrites a newer one. */
export class SaveQueue {
  readonly #store: Pick<SessionStore, 'save'>
  #last: Promise<void> = Promise.resolve()

  constructor(store: Pick<SessionStore, 'save'>) {
    this.#store = store
  }

  /** Resolves when it is stored. One that fails does not stop those after it. */
  save(session: Session): Promise<void> {
    const saved = this.#last.catch(() => {}).then(() => this.#store.save(session))
    this.#last = saved
    return saved
  }

  /** Resolves when all is stored, or has failed, that was to be stored when it was called. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#last])
  }
}

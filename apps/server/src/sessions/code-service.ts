import { AlongsideError, LIMITS, type SiteId } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Code, SessionStore } from '../ports/session-store.ts'
import type { AttemptKey, Attempts } from './attempts.ts'
import { newCode, newId } from './ids.ts'

/** A code before it has digits. */
type CodeFor = Code extends infer C ? (C extends Code ? Omit<C, 'id' | 'code' | 'expiresAt'> : never) : never

/** Codes that people read out to each other: six digits, ten minutes, one use, few wrong tries. */
export class CodeService {
  readonly #clock: Clock
  readonly #store: SessionStore
  readonly #attempts: Attempts

  constructor(deps: { readonly clock: Clock; readonly store: SessionStore; readonly attempts: Attempts }) {
    this.#clock = deps.clock
    this.#store = deps.store
    this.#attempts = deps.attempts
  }

  /** A new code; an open one of the same visitor is void from now on. */
  async create(what: CodeFor): Promise<{ code: string; expiresAt: number }> {
    const now = this.#clock.now()
    const expiresAt = now + LIMITS.codeMs
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const code = newCode()
      if (await this.#store.addCode({ ...what, id: newId('cod'), code, expiresAt }, now))
        return { code, expiresAt }
    }
    throw new AlongsideError('internal', 'No free code was found; too many are open.')
  }

  /**
   * Uses up a code of this site. `mayUse` throws where the code is right but cannot be used now: it stays open.
   * @throws AlongsideError `rate_limited`; `code_invalid`, counted against `keys`; what `mayUse` throws
   */
  async use<K extends Code['kind']>(
    digits: string,
    kind: K,
    siteId: SiteId,
    keys: readonly AttemptKey[],
    mayUse: (code: Extract<Code, { kind: K }>) => void = () => {},
  ): Promise<Extract<Code, { kind: K }>> {
    this.#attempts.check(...keys)
    // Counted before the answer is known: tries sent side by side must not all slip through.
    const settle = this.#attempts.begin(...keys)
    const found = await this.#store.findCode(digits, kind, siteId, this.#clock.now())
    if (found === null) throw new AlongsideError('code_invalid')
    settle()
    mayUse(found as Extract<Code, { kind: K }>)
    // Somebody else may have used it meanwhile.
    const used = await this.#store.useCode(digits, kind, siteId, this.#clock.now())
    if (used === null) throw new AlongsideError('code_invalid')
    return used as Extract<Code, { kind: K }>
  }
}

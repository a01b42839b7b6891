import type { VisitorLink } from '@alongside/link'
import { LIMITS } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import { type Kernel, KEYS } from '../kernel.ts'
import { errorSentence } from '../ui/words.ts'
import type { ServerClock } from './server-clock.ts'
import { toError } from './to-error.ts'

export type CodeState =
  | { readonly step: 'none' }
  | { readonly step: 'asking' }
  /** `expiresAt` by the server's clock, milliseconds since the epoch. */
  | { readonly step: 'shown'; readonly code: string; readonly expiresAt: number }
  | { readonly step: 'failed'; readonly text: string }

export type SessionCodes = {
  readonly state: ReadonlySignal<CodeState>
  /** A code for an agent to enter. Rejects with AlongsideError. */
  create(): Promise<{ code: string; expiresAt: number }>
  /** Opens the invitation of a code that an agent read out. Answers null, or why not, in words. */
  enter(code: string): Promise<string | null>
}

/** Six-digit codes for visitors on the phone. */
export function createSessionCodes(kernel: Kernel, link: VisitorLink, clock: ServerClock): SessionCodes {
  const state = signal<CodeState>({ step: 'none' })
  return {
    state,
    async create() {
      state.value = { step: 'asking' }
      const reply = await link.request('create-code', { tabId: kernel.tabId })
      if (!reply.ok) {
        state.value = { step: 'failed', text: errorSentence(reply.error) }
        throw toError(reply.error)
      }
      const { code, expiresAt } = reply
      clock.observe(expiresAt - LIMITS.codeMs)
      // The next pages connect by themselves while the code may still be entered.
      const until = kernel.builtins.now() + LIMITS.codeMs
      if (until > Number(kernel.local.get(KEYS.talkUntil))) kernel.local.set(KEYS.talkUntil, String(until))
      state.value = { step: 'shown', code, expiresAt }
      return { code, expiresAt }
    },
    async enter(code) {
      const reply = await link.request('enter-code', { code, tabId: kernel.tabId })
      return reply.ok ? null : errorSentence(reply.error)
    },
  }
}

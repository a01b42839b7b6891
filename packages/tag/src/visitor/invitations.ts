import type { VisitorLink } from '@alongside/link'
import { type EndReason, type Invitation, LIMITS, type SessionId } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import { type AcceptingInvitation, type Kernel, KEYS, type StoredSession } from '../kernel.ts'
import { readJson } from '../loader/key-value-store.ts'
import { endSentence, errorSentence } from '../ui/words.ts'
import { nextOutcome } from './next-outcome.ts'
import type { ServerClock } from './server-clock.ts'
import { toError } from './to-error.ts'

export type InvitationState =
  | { readonly step: 'none' }
  | { readonly step: 'asked'; readonly invitation: Invitation }
  | { readonly step: 'accepting'; readonly invitation: AcceptingInvitation }
  /** Over, and why. */
  | { readonly step: 'closed'; readonly text: string }

const NOT_OPEN = 'The invitation is no longer open.'
const NOT_STARTED = 'The session could not be started. Please reload this page.'

/** The invitation as state: asked, accepting (also across page loads), closed and why. */
export class Invitations {
  readonly #kernel: Kernel
  readonly #link: VisitorLink
  readonly #clock: ServerClock
  readonly #state = signal<InvitationState>({ step: 'none' })
  readonly #stops: readonly (() => void)[]
  #isAsking = false

  constructor(kernel: Kernel, link: VisitorLink, clock: ServerClock) {
    this.#kernel = kernel
    this.#link = link
    this.#clock = clock
    const marked = readJson<AcceptingInvitation>(kernel.tab, KEYS.accepting)
    if (marked !== null) this.#state.value = { step: 'accepting', invitation: marked }
    this.#stops = [
      link.on('state', ({ invitation }) => this.#handleState(invitation)),
      link.on('invitation', ({ invitation, closed }) => this.#handleInvitation(invitation, closed)),
      link.on('session', ({ id, state }) => {
        if (state === 'active') this.#handleElsewhere(id)
      }),
    ]
  }

  get state(): ReadonlySignal<InvitationState> {
    return this.#state
  }

  accept(): void {
    const { value } = this.#state
    if (value.step !== 'asked') return
    const { sessionId, mode, from } = value.invitation
    const accepting = { sessionId, mode, from }
    // Before the server is asked: should the page go away now, the next one asks again.
    this.#kernel.tab.set(KEYS.accepting, JSON.stringify(accepting))
    this.#state.value = { step: 'accepting', invitation: accepting }
    void this.#askServer(accepting)
  }

  decline(): void {
    const { value } = this.#state
    if (value.step !== 'asked') return
    const { sessionId, from } = value.invitation
    this.#close(sessionId, 'declined', endSentence('declined', from))
    void this.#link.request('decline', { sessionId })
  }

  /** Takes the sentence about a closed invitation away. */
  dismiss(): void {
    if (this.#state.peek().step === 'closed') this.#state.value = { step: 'none' }
  }

  /** Opens the invitation of a token here. Resolves when its session is active in this tab. Rejects with AlongsideError. */
  async join(token: string): Promise<void> {
    const outcome = nextOutcome(this.#kernel)
    const reply = await this.#link.request('join', { token, tabId: this.#kernel.tabId })
    if (!reply.ok) {
      outcome.cancel()
      throw toError(reply.error)
    }
    await outcome.promise
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  #handleState(invitation: Invitation | null): void {
    const { value } = this.#state
    if (value.step === 'accepting') void this.#askServer(value.invitation)
    else if (invitation !== null) this.#show(invitation)
    else if (value.step === 'asked') this.#close(value.invitation.sessionId, 'expired', NOT_OPEN)
  }

  #handleInvitation(invitation: Invitation | null, closed: EndReason | undefined): void {
    const { value } = this.#state
    if (invitation !== null) {
      this.#clock.observe(invitation.expiresAt - LIMITS.invitationMs)
      this.#show(invitation)
    } else if (value.step === 'asked' || (value.step === 'accepting' && closed !== undefined)) {
      const { sessionId, from } = value.invitation
      this.#close(sessionId, closed ?? 'expired', closed === undefined ? NOT_OPEN : endSentence(closed, from))
    }
  }

  #handleElsewhere(id: SessionId): void {
    const { value } = this.#state
    if (value.step !== 'asked' || value.invitation.sessionId !== id) return
    this.#kernel.session = null
    this.#state.value = { step: 'closed', text: 'You share your page in another tab.' }
  }

  #show(invitation: Invitation): void {
    const before = this.#state.peek()
    if (before.step === 'accepting') return
    const isSame = before.step === 'asked' && before.invitation.sessionId === invitation.sessionId
    this.#state.value = { step: 'asked', invitation }
    if (isSame) return
    // While the visitor reads; should it fail, accepting tries again.
    this.#kernel.load('session').catch(() => undefined)
    const { sessionId: id, mode, from } = invitation
    const end = () => this.decline()
    this.#kernel.session = { id, state: 'authorizing', mode, participants: [], end }
    this.#kernel.events.emit('session.requested', { id, mode, from })
  }

  async #askServer(accepted: AcceptingInvitation): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const sessionId = accepted.sessionId as SessionId
    const reply = await this.#link.request('accept', { sessionId, tabId: this.#kernel.tabId })
    this.#isAsking = false
    if (this.#state.peek().step !== 'accepting') return
    if (reply.ok) this.#begin(accepted, reply.hostToken)
    else if (reply.error.kind !== 'not_connected') {
      this.#close(sessionId, 'failed', errorSentence(reply.error))
    }
    // Without a connection the marker stays, and the next `state` asks again.
    else if (this.#link.status.state === 'connected') void this.#askServer(accepted)
  }

  #begin(accepted: AcceptingInvitation, token: string): void {
    const stored: StoredSession = { ...accepted, token }
    this.#kernel.tab.set(KEYS.session, JSON.stringify(stored))
    this.#kernel.tab.remove(KEYS.accepting)
    this.#state.value = { step: 'none' }
    this.#kernel.load('session').then(
      (session) => session.begin(),
      () => (this.#state.value = { step: 'closed', text: NOT_STARTED }),
    )
  }

  #close(id: string, reason: EndReason, text: string): void {
    this.#kernel.tab.remove(KEYS.accepting)
    this.#state.value = { step: 'closed', text }
    this.#kernel.session = null
    this.#kernel.events.emit('session.ended', { id, reason })
  }
}

import type { VisitorLink } from '@alongside/link'
import { AlongsideError, type EndReason, type Invitation, type SessionId } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import { type AcceptingInvitation, type Kernel, KEYS, type StoredSession } from '../kernel.ts'
import { readJson, writeJson } from '../loader/key-value-store.ts'
import { endSentence, errorSentence } from '../ui/words.ts'
import { nextOutcome, type Outcome } from './next-outcome.ts'
import type { ServerClock } from './server-clock.ts'
import { toError } from './to-error.ts'

export type InvitationState =
  | { readonly step: 'none' }
  | { readonly step: 'asked'; readonly invitation: Invitation }
  | { readonly step: 'accepting'; readonly invitation: AcceptingInvitation }
  /** Over, and why. */
  | { readonly step: 'closed'; readonly text: string }

const NOT_OPEN = 'The invitation is no longer open.'
const ELSEWHERE = 'You share your page in another tab.'
/**
 * How long an invitation that is gone without a reason is kept: the server says right after it when the session has become
 * active in another tab. Milliseconds.
 */
const ELSEWHERE_WAIT_MS = 500
const NOT_STARTED = 'The session could not be started. Please reload this page.'

/** The invitation as state: asked, accepting (also across page loads), closed and why. */
export class Invitations {
  readonly #kernel: Kernel
  readonly #link: VisitorLink
  readonly #clock: ServerClock
  readonly #state = signal<InvitationState>({ step: 'none' })
  readonly #stops: readonly (() => void)[]
  /** Calls of `join` that wait for how it comes out. */
  readonly #joining = new Set<Outcome>()
  #isAsking = false
  #goneTimer = 0

  constructor(kernel: Kernel, link: VisitorLink, clock: ServerClock) {
    this.#kernel = kernel
    this.#link = link
    this.#clock = clock
    const marked = readJson<AcceptingInvitation>(kernel.tab, KEYS.accepting)
    if (marked !== null) this.#state.value = { step: 'accepting', invitation: marked }
    this.#stops = [
      link.on('state', ({ invitation, sentAt }) => {
        this.#observe(sentAt)
        this.#handleState(invitation)
      }),
      link.on('invitation', ({ invitation, closed, sentAt }) => {
        this.#observe(sentAt)
        this.#handleInvitation(invitation, closed)
      }),
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
    writeJson(this.#kernel.tab, KEYS.accepting, accepting)
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
    // It may come out before the server's answer is here; then nobody listens yet.
    outcome.promise.catch(() => undefined)
    this.#joining.add(outcome)
    try {
      const reply = await this.#link.request('join', { token, tabId: this.#kernel.tabId })
      if (!reply.ok) throw toError(reply.error)
      await outcome.promise
    } finally {
      outcome.cancel()
      this.#joining.delete(outcome)
    }
  }

  stop(): void {
    this.#kernel.builtins.clearTimeout(this.#goneTimer)
    for (const stop of this.#stops) stop()
  }

  #observe(sentAt: number | undefined): void {
    if (sentAt !== undefined) this.#clock.observe(sentAt)
  }

  #handleState(invitation: Invitation | null): void {
    const { value } = this.#state
    if (value.step === 'accepting') void this.#askServer(value.invitation)
    else if (invitation !== null) this.#show(invitation)
    else if (value.step === 'asked') this.#closeUnlessElsewhere(value.invitation)
  }

  #handleInvitation(invitation: Invitation | null, closed: EndReason | undefined): void {
    const { value } = this.#state
    if (invitation !== null) {
      this.#show(invitation)
    } else if (closed === undefined) {
      if (value.step === 'asked') this.#closeUnlessElsewhere(value.invitation)
    } else if (value.step === 'asked' || value.step === 'accepting') {
      const { sessionId, from } = value.invitation
      this.#close(sessionId, closed, endSentence(closed, from))
    }
  }

  /** The invitation is gone, and nothing was said about why: accepted in another tab, or over while we were away. */
  #closeUnlessElsewhere({ sessionId }: Invitation): void {
    const { builtins } = this.#kernel
    builtins.clearTimeout(this.#goneTimer)
    this.#goneTimer = builtins.setTimeout(() => {
      const { value } = this.#state
      const isStillAsked = value.step === 'asked' && value.invitation.sessionId === sessionId
      if (isStillAsked) this.#close(sessionId, 'expired', NOT_OPEN)
    }, ELSEWHERE_WAIT_MS)
  }

  #handleElsewhere(id: SessionId): void {
    const { value } = this.#state
    if (value.step === 'asked' && value.invitation.sessionId === id) this.#leaveElsewhere()
  }

  /** The session lives on in another tab: nothing has ended, only this tab has no part in it. */
  #leaveElsewhere(): void {
    this.#kernel.tab.remove(KEYS.accepting)
    this.#kernel.session = null
    this.#state.value = { step: 'closed', text: ELSEWHERE }
    for (const outcome of this.#joining) outcome.reject(new AlongsideError('host_elsewhere'))
  }

  #show(invitation: Invitation): void {
    const before = this.#state.peek()
    if (before.step === 'accepting') return
    this.#kernel.builtins.clearTimeout(this.#goneTimer)
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
    else if (reply.error.kind === 'host_elsewhere') this.#leaveElsewhere()
    else if (reply.error.kind !== 'not_connected') {
      this.#close(sessionId, 'failed', errorSentence(reply.error))
    }
    // Without a connection the marker stays, and the next `state` asks again.
    else if (this.#link.status.state === 'connected') void this.#askServer(accepted)
  }

  #begin(accepted: AcceptingInvitation, token: string): void {
    const stored: StoredSession = { ...accepted, token }
    writeJson(this.#kernel.tab, KEYS.session, stored)
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

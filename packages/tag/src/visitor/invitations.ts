import type { VisitorLink } from '@alongside/link'
import { AlongsideError, type EndReason, type Invitation, isErrorKind, LIMITS } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import { type AcceptingInvitation, type Kernel, KEYS, type StoredSession } from '../kernel.ts'
import { readJson } from '../loader/key-value-store.ts'
import { endSentence, errorSentence } from '../ui/words.ts'
import type { ServerClock } from './server-clock.ts'

export type InvitationState =
  | { readonly step: 'none' }
  | { readonly step: 'asked'; readonly invitation: Invitation }
  | { readonly step: 'accepting'; readonly invitation: AcceptingInvitation }
  /** Over, and why. */
  | { readonly step: 'closed'; readonly text: string }

export type Invitations = {
  readonly state: ReadonlySignal<InvitationState>
  accept(): void
  decline(): void
  /** Takes the sentence about a closed invitation away. */
  dismiss(): void
  /** Opens the invitation of a token here. Resolves when its session is active in this tab. Rejects with AlongsideError. */
  join(token: string): Promise<void>
  stop(): void
}

/** The invitation as state: asked, accepting (also across page loads), closed and why. */
export function createInvitations(kernel: Kernel, link: VisitorLink, clock: ServerClock): Invitations {
  const marked = readJson<AcceptingInvitation>(kernel.tab, KEYS.accepting)
  const state = signal<InvitationState>(
    marked === null ? { step: 'none' } : { step: 'accepting', invitation: marked },
  )
  let isAsking = false

  const close = (id: string, reason: EndReason, text: string) => {
    kernel.tab.remove(KEYS.accepting)
    state.value = { step: 'closed', text }
    kernel.session = null
    kernel.events.emit('session.ended', { id, reason })
  }
  const show = (invitation: Invitation) => {
    const before = state.peek()
    if (before.step === 'accepting') return
    const isSame = before.step === 'asked' && before.invitation.sessionId === invitation.sessionId
    state.value = { step: 'asked', invitation }
    if (isSame) return
    const { sessionId: id, mode, from } = invitation
    kernel.session = { id, state: 'authorizing', mode, participants: [], end: decline }
    kernel.events.emit('session.requested', { id, mode, from })
  }
  const begin = (accepted: AcceptingInvitation, token: string) => {
    const stored: StoredSession = { ...accepted, token }
    kernel.tab.set(KEYS.session, JSON.stringify(stored))
    kernel.tab.remove(KEYS.accepting)
    state.value = { step: 'none' }
    kernel.load('session').then(
      (session) => session.begin(),
      () => {
        state.value = { step: 'closed', text: 'The session could not be started. Please reload this page.' }
      },
    )
  }
  const askServer = async (accepted: AcceptingInvitation) => {
    if (isAsking) return
    isAsking = true
    const { sessionId } = accepted
    const reply = await link.request('accept', { sessionId: sessionId as never, tabId: kernel.tabId })
    isAsking = false
    if (state.peek().step !== 'accepting') return
    if (reply.ok) begin(accepted, reply.hostToken)
    // Without a connection the marker stays, and the next `state` asks again.
    else if (reply.error.kind !== 'not_connected') close(sessionId, 'failed', errorSentence(reply.error))
    else if (link.status.state === 'connected') void askServer(accepted)
  }
  function decline(): void {
    const { value } = state
    if (value.step !== 'asked') return
    const { sessionId, from } = value.invitation
    close(sessionId, 'declined', endSentence('declined', from))
    void link.request('decline', { sessionId })
  }
  const stops = [
    link.on('state', ({ invitation }) => {
      const { value } = state
      if (value.step === 'accepting') void askServer(value.invitation)
      else if (invitation !== null) show(invitation)
      else if (value.step === 'asked') {
        close(value.invitation.sessionId, 'expired', 'The invitation is no longer open.')
      }
    }),
    link.on('invitation', ({ invitation, closed }) => {
      const { value } = state
      if (invitation !== null) {
        clock.observe(invitation.expiresAt - LIMITS.invitationMs)
        show(invitation)
      } else if (value.step === 'asked' || (value.step === 'accepting' && closed !== undefined)) {
        const { sessionId, from } = value.invitation
        const text = closed === undefined ? 'The invitation is no longer open.' : endSentence(closed, from)
        close(sessionId, closed ?? 'expired', text)
      }
    }),
    link.on('session', ({ id, state: sessionState }) => {
      const { value } = state
      if (sessionState !== 'active' || value.step !== 'asked' || value.invitation.sessionId !== id) return
      kernel.session = null
      state.value = { step: 'closed', text: 'You share your page in another tab.' }
    }),
  ]
  return {
    state,
    accept() {
      const { value } = state
      if (value.step !== 'asked') return
      const { sessionId, mode, from } = value.invitation
      const accepting = { sessionId, mode, from }
      // Before the server is asked: should the page go away now, the next one asks again.
      kernel.tab.set(KEYS.accepting, JSON.stringify(accepting))
      state.value = { step: 'accepting', invitation: accepting }
      void askServer(accepting)
    },
    decline,
    dismiss() {
      if (state.peek().step === 'closed') state.value = { step: 'none' }
    },
    async join(token) {
      const outcome = nextOutcome(kernel)
      const reply = await link.request('join', { token, tabId: kernel.tabId })
      if (!reply.ok) {
        outcome.cancel()
        throw toError(reply.error)
      }
      await outcome.promise
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** How the session that is being asked for comes out. */
function nextOutcome(kernel: Kernel) {
  let cancel = () => {}
  const promise = new Promise<void>((resolve, reject) => {
    const stopActive = kernel.events.on('session.active', () => {
      cancel()
      resolve()
    })
    const stopEnded = kernel.events.on('session.ended', ({ reason }: { reason: EndReason }) => {
      cancel()
      reject(new AlongsideError('invitation_closed', endSentence(reason, 'The agent')))
    })
    cancel = () => {
      stopActive()
      stopEnded()
    }
  })
  return { promise, cancel: () => cancel() }
}

export function toError(error: { readonly kind: string; readonly message: string }): AlongsideError {
  return new AlongsideError(isErrorKind(error.kind) ? error.kind : 'internal', error.message)
}

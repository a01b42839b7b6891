import type { Invitation } from '@alongside/protocol'
import type { JSX } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { consentSentence, HIDDEN_SENTENCE } from '../ui/words.ts'
import { formatRemaining } from '../visitor/server-clock.ts'
import type { ChatModel } from './chat-model.ts'
import { useNow } from './use-now.ts'

/** The question for consent, or how it came out. The box stays, so that changes in it are read out. */
export function InvitationCard({ model }: { readonly model: ChatModel }): JSX.Element {
  const { invitations } = model
  const state = invitations.state.value
  return (
    <div class="consent" role="alert">
      {state.step === 'asked' && <Question model={model} invitation={state.invitation} />}
      {state.step === 'accepting' && (
        <section class="card">
          <h3>Starting…</h3>
          <p>{state.invitation.from} will see this page in a moment.</p>
        </section>
      )}
      {state.step === 'closed' && (
        <section class="card closed">
          <p>{state.text}</p>
          <button
            type="button"
            class="tool"
            aria-label="Dismiss"
            onClick={keepingFocus(() => invitations.dismiss())}
          >
            <Icon name="close" />
          </button>
        </section>
      )}
    </div>
  )
}

type QuestionProps = { readonly model: ChatModel; readonly invitation: Invitation }

function Question({ model, invitation }: QuestionProps): JSX.Element {
  return (
    <section class="card" aria-label="Invitation">
      <h3>{invitation.from} asks to look at this page with you</h3>
      <ul>
        <li>
          <Icon name="eye" />
          {consentSentence(invitation.from, invitation.mode)}
        </li>
        <li>
          <Icon name="lock" />
          {HIDDEN_SENTENCE}
        </li>
        <li>
          <Icon name="stop" />
          Nothing is recorded, and you can end it at any moment.
        </li>
      </ul>
      <div class="actions">
        <button type="button" class="secondary" onClick={keepingFocus(() => model.invitations.decline())}>
          Decline
        </button>
        <button type="button" class="primary" onClick={keepingFocus(() => model.invitations.accept())}>
          Accept
        </button>
      </div>
      <Countdown model={model} expiresAt={invitation.expiresAt} />
    </section>
  )
}

/** The pressed button goes away; without this the keyboard would be thrown out of the window with it. */
function keepingFocus(action: () => void): (event: MouseEvent) => void {
  return ({ currentTarget }) => {
    ;(currentTarget as HTMLElement).closest<HTMLElement>('.window')?.focus({ preventScroll: true })
    action()
  }
}

/** Hidden from assistive technology: read out every second it would drown everything else. */
function Countdown({
  model,
  expiresAt,
}: {
  readonly model: ChatModel
  readonly expiresAt: number
}): JSX.Element {
  const now = useNow(model.clock)
  return (
    <p class="countdown" aria-hidden="true">
      Open for {formatRemaining(expiresAt, now)}
    </p>
  )
}

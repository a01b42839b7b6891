import type { JSX } from 'preact'
import { formatRemaining } from '../visitor/server-clock.ts'
import type { ChatModel } from './chat-model.ts'
import { useNow } from './use-now.ts'

/** The visitor's own code, large enough to be read out on the phone. */
export function SessionCode({ model }: { readonly model: ChatModel }): JSX.Element {
  const now = useNow(model.clock)
  const state = model.codes.state.value
  const again = () => {
    // The state shows the failure.
    model.codes.create().catch(() => undefined)
  }
  const isOver = state.step === 'shown' && state.expiresAt <= now
  return (
    <div class="panel">
      <h3>Your session code</h3>
      <p>Read it to the person who helps you. You are asked before they see anything.</p>
      {state.step === 'asking' && <p class="code pending">······</p>}
      {state.step === 'shown' && (
        <output class={isOver ? 'code over' : 'code'} aria-live="polite">
          <span>{state.code.slice(0, 3)}</span>
          <span>{state.code.slice(3)}</span>
        </output>
      )}
      {state.step === 'shown' && (
        <p class="countdown" role={isOver ? 'status' : undefined} aria-hidden={!isOver}>
          {isOver ? 'This code has expired.' : `Works once, for ${formatRemaining(state.expiresAt, now)}`}
        </p>
      )}
      {state.step === 'failed' && <p class="problem">{state.text}</p>}
      {(isOver || state.step === 'failed') && (
        <button type="button" class="primary" onClick={again}>
          Get a new code
        </button>
      )}
    </div>
  )
}

import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ChatModel } from './chat-model.ts'

/** For a code that the agent reads out; its invitation then opens in this window. */
export function EnterCode({ model }: { readonly model: ChatModel }): JSX.Element {
  const code = useSignal('')
  const problem = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const submit = async () => {
    if (isBusy.value) return
    if (code.value.length !== 6) {
      problem.value = 'The code has six digits.'
      return
    }
    isBusy.value = true
    problem.value = await model.codes.enter(code.value)
    isBusy.value = false
    if (problem.value === null) model.view.value = 'conversation'
  }
  const handleSubmit = (event: Event) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form class="panel" onSubmit={handleSubmit} noValidate>
      <h3>Enter a code</h3>
      <p>Type the six digits that you were given.</p>
      <label for="code">Six-digit code</label>
      <input
        id="code"
        class="digits"
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={code.value}
        aria-invalid={problem.value !== null}
        aria-describedby="code-problem"
        onInput={(event) => (code.value = event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))}
      />
      <p id="code-problem" class="problem" role="alert">
        {problem.value}
      </p>
      <button type="submit" class="primary" aria-disabled={isBusy.value}>
        Continue
      </button>
    </form>
  )
}

import type { LinkStatus } from '@alongside/link'
import type { ErrorBody } from '@alongside/protocol'
import type { JSX } from 'preact'
import { refusalSentence } from '../ui/words.ts'
import type { ChatModel } from './chat-model.ts'

/** What is wrong with the connection, in words; an empty box while nothing is, so that a change is read out. */
export function ConnectionNotice({ model }: { readonly model: ChatModel }): JSX.Element {
  const text = sentence(model.status.value, model.problem.value)
  return <div role="status">{text !== null && <p class="notice">{text}</p>}</div>
}

function sentence(status: LinkStatus, problem: ErrorBody | null): string | null {
  switch (status.state) {
    case 'refused':
      return refusalSentence(status.error)
    case 'connecting':
    case 'reconnecting':
      if (problem !== null) return refusalSentence(problem)
      if (!navigator.onLine) return 'You are offline. We reconnect by ourselves.'
      return status.state === 'reconnecting' ? 'Connection lost. Reconnecting…' : null
    case 'connected':
    case 'closed':
      return null
  }
}

import type { LinkStatus } from '@alongside/link'
import type { JSX } from 'preact'
import { errorSentence } from '../ui/words.ts'

export function ConnectionNotice({ status }: { readonly status: LinkStatus }): JSX.Element {
  const text = sentence(status)
  return <div role="status">{text !== null && <p class={`notice ${status.state}`}>{text}</p>}</div>
}

function sentence(status: LinkStatus): string | null {
  switch (status.state) {
    case 'reconnecting':
      return navigator.onLine
        ? 'Connection lost. Reconnecting…'
        : 'You are offline. We reconnect by ourselves.'
    case 'refused':
      return errorSentence(status.error)
    case 'connecting':
    case 'connected':
    case 'closed':
      return null
  }
}

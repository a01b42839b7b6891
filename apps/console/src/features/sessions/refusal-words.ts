import { isErrorKind } from '@alongside/protocol'
import { messageForKind } from '#lib/error-message.ts'
import type { ViewerEvents } from './viewer-element.ts'

/** Why the page did not do what the agent wanted: our words for a kind we know, else what the page says. */
export function refusalWords({ reason, message }: ViewerEvents['refused']): string {
  if (isErrorKind(reason)) return messageForKind(reason)
  return message === '' ? 'The visitor’s page did not accept this.' : message
}

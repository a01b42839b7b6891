import { isErrorKind } from '@alongside/protocol'
import type { ViewerEvents } from '@alongside/viewer'
import { messageForKind } from '#lib/error-message.ts'

/** Why the page did not do what the agent wanted: our words for a kind we know, else what the page says. */
export function refusalWords({
  reason,
  message,
}: Pick<ViewerEvents['refused'], 'reason' | 'message'>): string {
  if (isErrorKind(reason)) return messageForKind(reason)
  return message === '' ? 'The visitor’s page did not accept this.' : message
}

import type { SessionView } from '@alongside/protocol'
import { endMessage } from './messages.ts'
import type { ViewerEvents } from './types.ts'

type Told = { [E in keyof ViewerEvents]: readonly [E, ViewerEvents[E], string] }[keyof ViewerEvents]

/** What has happened between two states of a session: events for integrators, with words for screen readers. */
export function sessionEvents(before: SessionView | null, now: SessionView, me: string | undefined): Told[] {
  const told: Told[] = []
  const wasOpen = before?.state === 'pending' || before?.state === 'authorizing'
  if ((now.state === 'pending' || now.state === 'authorizing') && !wasOpen)
    told.push(['session.requested', { session: now }, 'Waiting for the visitor'])
  if (now.state === 'active' && before?.state !== 'active')
    told.push(['session.active', { session: now }, 'Session started'])
  for (const participant of now.participants) {
    const was = before?.participants.find(({ id }) => id === participant.id)
    if (participant.id === me || before === null) continue
    const { name } = participant
    if (participant.connected && was?.connected !== true)
      told.push(['participant.joined', { participant }, `${name} joined`])
    if (!participant.connected && was?.connected === true)
      told.push(['participant.left', { participant }, ''])
  }
  for (const participant of before?.participants ?? [])
    if (participant.connected && !now.participants.some(({ id }) => id === participant.id))
      told.push(['participant.left', { participant }, `${participant.name} left`])
  if (now.state === 'ended' && before?.state !== 'ended')
    told.push(['session.ended', { reason: now.reason }, endMessage(now.reason)])
  return told
}

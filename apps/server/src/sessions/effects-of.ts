import type { UserId } from '@alongside/protocol'
import type { Effect } from '../ports/outbox.ts'
import type { Session } from './session.ts'
import { agentSessionOf, invitationOf } from './views.ts'

/**
 * Who is told what when a session changed from `before` (null: it is new) to `after`. Participants always get the whole
 * view; the agent's console and the visitor's pages hear of changes of state only.
 */
export function effectsOf(before: Session | null, after: Session, now: number): Effect[] {
  const effects: Effect[] = [{ to: 'session', session: after }]
  if (before?.state === after.state) return effects
  return [...effects, ...agentEffects(after), ...visitorEffects(before, after, now)]
}

function agentEffects(session: Session): Effect[] {
  if (session.agent.origin !== 'console') return []
  return [
    {
      to: 'agents',
      organizationId: session.organizationId,
      agentId: session.agent.id as UserId,
      event: 'session',
      data: agentSessionOf(session),
    },
  ]
}

function visitorEffects(before: Session | null, after: Session, now: number): Effect[] {
  const { visitorId } = after
  if (visitorId === null) return []
  const to = { to: 'visitor', visitorId } as const
  const running = { id: after.id, mode: after.mode }
  switch (after.state) {
    case 'pending':
      return []
    case 'authorizing':
      return [{ ...to, event: 'invitation', data: { invitation: invitationOf(after), sentAt: now } }]
    case 'active':
      return [
        { ...to, event: 'invitation', data: { invitation: null } },
        { ...to, event: 'session', data: { ...running, state: 'active' } },
      ]
    case 'ended':
      return before?.state === 'active'
        ? [{ ...to, event: 'session', data: { ...running, state: 'ended' } }]
        : [{ ...to, event: 'invitation', data: { invitation: null, closed: after.reason } }]
  }
}

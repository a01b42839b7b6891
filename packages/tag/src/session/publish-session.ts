import { effect } from '@preact/signals'
import type { Participant } from '@alongside/protocol'
import type { Kernel } from '../kernel.ts'
import type { PublicMode, PublicParticipant } from '../loader/event-hub.ts'
import { type ActiveView, connectedViewers, type SessionState } from './session-state.ts'

type Published = { readonly id: string; mode: PublicMode; viewers: Map<string, PublicParticipant> }
type SessionSource = { readonly state: { readonly value: SessionState }; end(): void }

/** Derives `alongside.session` and its events from the session's state. Returns the way to stop. */
export function publishSession(kernel: Kernel, source: SessionSource): () => void {
  let published: Published | null = null

  const publishActive = (view: ActiveView) => {
    const { id, mode } = view
    kernel.session = {
      id,
      state: 'active',
      mode,
      participants: view.participants.map(toPublic),
      end: () => source.end(),
    }
    if (published?.id !== id) {
      published = { id, mode, viewers: new Map() }
      kernel.events.emit('session.active', { id, mode })
    } else if (published.mode !== mode) {
      published.mode = mode
      kernel.events.emit('control.changed', { id, mode })
    }
    publishViewers(kernel, published, connectedViewers(view))
  }
  return effect(() => {
    const state = source.state.value
    switch (state.phase) {
      case 'active':
        publishActive(state.view)
        break
      case 'ended':
        published = null
        kernel.session = null
        kernel.events.emit('session.ended', { id: state.id, reason: state.reason })
        break
      case 'none':
        if (published !== null) kernel.session = null
        published = null
        break
      case 'starting':
      case 'reconnecting':
        break
    }
  })
}

function publishViewers(kernel: Kernel, published: Published, now: readonly Participant[]): void {
  const { id, viewers: before } = published
  const after = new Map(now.map((viewer) => [viewer.id as string, toPublic(viewer)]))
  published.viewers = after
  for (const [key, participant] of after) {
    if (!before.has(key)) kernel.events.emit('participant.joined', { id, participant })
  }
  for (const [key, participant] of before) {
    if (!after.has(key)) {
      kernel.events.emit('participant.left', { id, participant: { ...participant, connected: false } })
    }
  }
}

function toPublic({ id, name, role, connected }: Participant): PublicParticipant {
  return { id, name, role, connected }
}

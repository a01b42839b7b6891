/** The events of `alongside.on`. */
export type PublicEvents = {
  /** The visitor is being asked. */
  'session.requested': { readonly id: string; readonly mode: PublicMode; readonly from: string }
  'session.active': { readonly id: string; readonly mode: PublicMode }
  /** `reason` as in the protocol's END_REASONS. */
  'session.ended': { readonly id: string; readonly reason: string }
  /** Who may work on the page has changed. */
  'control.changed': { readonly id: string; readonly mode: PublicMode }
  'participant.joined': { readonly id: string; readonly participant: PublicParticipant }
  'participant.left': { readonly id: string; readonly participant: PublicParticipant }
}
export type PublicMode = 'view' | 'shared'
export type PublicParticipant = {
  readonly id: string
  readonly name: string
  readonly role: 'host' | 'viewer'
  readonly connected: boolean
}

/** `alongside.session`. */
export type PublicSession = {
  readonly id: string
  readonly state: 'authorizing' | 'active'
  readonly mode: PublicMode
  readonly participants: readonly PublicParticipant[]
  end(): void
}

export type EventHub = {
  /** Returns the way to stop listening. */
  on(name: string, listener: (event: never) => void): () => void
  emit<Name extends keyof PublicEvents>(name: Name, event: PublicEvents[Name]): void
}

/** A listener of the page that throws is the page's affair: it is reported there and stops nobody else. */
export function createEventHub(): EventHub {
  const listeners = new Map<string, Set<(event: never) => void>>()
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
    emit(name, event) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(event as never)
        } catch (error) {
          reportError(error)
        }
      }
    },
  }
}

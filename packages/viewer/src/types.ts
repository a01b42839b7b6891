import type { Capability, EndReason, ErrorBody, Participant, Refusal, SessionView } from '@alongside/protocol'
import type { NodeId, OpOf, Rebuild } from './mirror.ts'

export const TOOLS = ['pointer', 'highlight', 'draw', 'control'] as const
export type Tool = (typeof TOOLS)[number]

export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'refused' | 'closed'

/** What the element tells with each `state` event. */
export type ViewerState = {
  readonly connection: Connection
  readonly error?: ErrorBody
  readonly session: SessionView | null
  /** How much of the first view is there, 0 to 1. */
  readonly progress: number
  /** From here to the visitor's page and back; null until measured. Milliseconds. */
  readonly roundTripMs: number | null
  readonly url: string
  readonly title: string
  /** The visitor's viewport in CSS pixels; null before the first view. */
  readonly viewport: { readonly width: number; readonly height: number } | null
  /** Whether the view follows the visitor's scrolling. */
  readonly following: boolean
  /** Why the visitor's page cannot be shown at the moment; null while all is well. */
  readonly trouble: string | null
}

/** The element's events and their details. */
export type ViewerEvents = {
  state: ViewerState
  refused: { readonly reason: Refusal; readonly message: string; readonly action: string }
  'session.requested': { readonly session: SessionView }
  'session.active': { readonly session: SessionView }
  'session.ended': { readonly reason: EndReason }
  'control.changed': { readonly capabilities: readonly Capability[] }
  'participant.joined': { readonly participant: Participant }
  'participant.left': { readonly participant: Participant }
}

export type Emit = <E extends keyof ViewerEvents>(event: E, detail: ViewerEvents[E]) => void

/** A mirrored page: one stream of frames, in a frame of its own. */
export type MirrorPage = {
  readonly rebuild: Rebuild
  readonly stream: number
  seq: number
  viewport: { width: number; height: number } | null
  location: { url: string; title: string }
  progress: number
  focus: NodeId | null
  selection: OpOf<'selection'>['selection']
  /** What the visitor's browser shows by itself: its message at a field, and the field whose list is open. */
  bubble: OpOf<'bubble'>['bubble']
  picker: NodeId | null
}

import type { Action, CommandResult, Command, Cursor, Highlight } from '@alongside/protocol'
import type { NodeLookup } from '../capture/api.ts'

/** Runs viewers' commands in the page. One after the other, in order. */
export type Controller = {
  /** Never throws; what fails is refused with `failed`. */
  run(command: Command, by: { readonly name: string }): Promise<CommandResult>
  stop(): void
}

export type ControllerOptions = {
  readonly window: Window & typeof globalThis
  readonly epoch: string
  readonly nodes: NodeLookup
  readonly isMasked: (node: Node) => boolean
  /** The tag's own interface: may not be operated from afar. */
  readonly isOwn: (node: Node) => boolean
  /** The page's last word on what viewers may do (the session's mode). */
  readonly allows: (action: Action) => boolean
  /** Origins that `navigate` may go to, besides the page's own. */
  readonly origins: () => readonly string[]
  /**
   * The capture's version now. Edits made on a state older than the field's last change by somebody else are stale; without
   * it, only edits outside of the field's text are.
   */
  readonly version?: () => number
}

/** Where a signal's element is on this screen now: viewport coordinates in CSS pixels of the top window; null when not rendered. */
export type LocateCursor = (cursor: Cursor, nodes: NodeLookup) => { x: number; y: number } | null
/** Boxes to draw for a highlight, in viewport coordinates of the top window. */
export type LocateHighlight = (highlight: Highlight, nodes: NodeLookup) => readonly DOMRectReadOnly[]

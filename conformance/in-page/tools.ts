import type { Look } from './look.ts'

/** What the runner calls, the same for every peer. */
export type VisitorTools = {
  /** A viewer joins: from now on frames of this stream go out. */
  open(stream: number): void
  /** All that is known to have changed has been sent and taken. */
  isSettled(): boolean
  /** Why mirroring has stopped, if it has. */
  readonly failure: string | null
}

export type ViewerTools = {
  /** Frames of this stream make a mirror of their own; earlier ones go. */
  open(stream: number): void
  isSettled(): boolean
  readonly failure: string | null
  /** The mirrored document as it is now, its media at `times`; null when there is none. */
  look(times: readonly number[] | null): Promise<Look | null>
}

declare global {
  var conformanceVisitor: VisitorTools
  var conformanceViewer: ViewerTools
}

/** Not enumerable, so that pages which list globals see them less. */
export function publish(
  name: 'conformanceVisitor' | 'conformanceViewer',
  tools: VisitorTools | ViewerTools,
): void {
  Object.defineProperty(window, name, { value: tools, enumerable: false })
}

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
  /** See describe.ts and hold.ts: of the mirrored document. */
  describe(): string
  detail(line: number): string
  hold(times: readonly number[] | null): Promise<number[]>
  release(): void
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

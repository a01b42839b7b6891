import type { Capability, Signal } from '@alongside/protocol'
import type { Commands } from './commands.ts'
import type { Point } from './geometry.ts'
import { hitTest, type Hit } from './locate.ts'
import type { Marks } from './marks.ts'
import type { Rebuild } from './mirror.ts'
import type { Scrolling } from './scrolling.ts'
import type { Stage } from './stage.ts'
import type { MirrorPage, Tool } from './types.ts'

/** What the tools share. */
export type ViewerContext = {
  readonly stage: Stage
  readonly marks: Marks
  readonly commands: Commands
  readonly scrolling: Scrolling
  page(): MirrorPage | null
  tool(): Tool
  may(capability: Capability): boolean
  /** Sends a signal of the page that is shown. */
  signal(signal: SignalOf): void
  /** Says something to screen readers. */
  say(text: string): void
  /** Milliseconds to the visitor's page and back; a guess until measured. */
  roundTripMs(): number
}

/** A signal without its epoch. */
export type SignalOf = Signal extends infer S ? (S extends Signal ? Omit<S, 'epoch'> : never) : never

export function hitAt(context: ViewerContext, event: { clientX: number; clientY: number }): Hit | null {
  const page = context.page()
  return page === null ? null : hitTest(page.rebuild, context.stage.toPage(event))
}

export function pagePoint(
  context: ViewerContext,
  event: { clientX: number; clientY: number },
): { rebuild: Rebuild; point: Point } | null {
  const page = context.page()
  return page === null ? null : { rebuild: page.rebuild, point: context.stage.toPage(event) }
}

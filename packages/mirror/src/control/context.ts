import type { Refusal } from '@alongside/protocol'
import type { ControllerOptions } from './api.ts'
import type { ChangeCommits } from './change-commits.ts'
import type { DoubleClicks } from './double-clicks.ts'
import type { EditNotes } from './edit-notes.ts'
import type { Natives } from './natives.ts'

/** What all actions of one controller share. */
export type ControlContext = {
  readonly options: ControllerOptions
  readonly native: Natives
  readonly commits: ChangeCommits
  readonly notes: EditNotes
  readonly doubleClicks: DoubleClicks
  /** What the remote pointer is over. */
  hovered: Element | undefined
}

export type Outcome = 'done' | 'stale' | Refusal

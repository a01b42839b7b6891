import type { Early } from '../early/index.ts'
import type { Animations } from './animations.ts'
import type { CaptureOptions } from './api.ts'
import type { CustomStates } from './custom-states.ts'
import type { DocumentShapes } from './document-shapes.ts'
import type { Dom } from './dom.ts'
import type { ForeignFrames } from './foreign-frames.ts'
import type { Guard } from './guard.ts'
import type { Live } from './live/live.ts'
import type { Marks } from './marks.ts'
import type { Masking } from './masking.ts'
import type { MediaFeatures } from './media-features.ts'
import type { NodeTable } from './node-table.ts'
import type { Packer } from './packer.ts'
import type { PageResources } from './resources/page-resources.ts'
import type { Roots } from './roots.ts'
import type { Scheduler } from './scheduler.ts'
import type { SheetReader } from './sheet-reader.ts'
import type { Pointed } from './states.ts'

export type PageWindow = Window & typeof globalThis

/** What all parts of one capture share. */
export type CaptureContext = {
  readonly window: PageWindow
  readonly options: CaptureOptions
  readonly dom: Dom
  readonly early: Early
  readonly customStates: CustomStates
  readonly guard: Guard
  readonly scheduler: Scheduler
  readonly packer: Packer
  readonly table: NodeTable
  readonly masking: Masking
  readonly roots: Roots
  readonly marks: Marks
  readonly sheets: SheetReader
  readonly media: MediaFeatures
  readonly shapes: DocumentShapes
  /** What the page has loaded: watched from the first viewer's request on. */
  readonly resources: (make: () => PageResources) => PageResources
  readonly live: Live
  /** Loaded with the first foreign frame that is to be asked, see `loadForeign`. */
  readonly foreign: ForeignFrames | undefined
  readonly loadForeign: () => Promise<void>
  readonly pointed: Pointed
  readonly animations: Animations
  /** Nodes whose HTML did not survive parsing in a viewer: exact path for good. */
  readonly exact: WeakSet<Node>
}

/** An observer: watches one kind of change and marks what is dirty. Returns what ends it. */
export type Observer = (ctx: CaptureContext) => () => void

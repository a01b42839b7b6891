import type { ExactNode } from '../format/index.ts'
import type { IdRuns } from './id-runs.ts'

/** Sibling nodes, serialised; the content of one `insert` op. */
export type Piece = {
  readonly ids: IdRuns
  readonly html: string | undefined
  readonly hash: number | undefined
  readonly nodes: readonly ExactNode[] | undefined
  readonly found: Found
  /** Nothing in it is private. */
  readonly isOpen: boolean
}

/** Said, since pages add properties of these names to Object.prototype. */
export const NO_CONTENT = { html: undefined, hash: undefined, nodes: undefined }

/** What a piece contains that needs ops of its own after it. */
export type Found = {
  /** Form fields with live state. */
  readonly fields: Element[]
  /** Elements with a shadow root. */
  readonly hosts: Element[]
  readonly frames: Element[]
  /** Canvases, videos and sounds. */
  readonly pictures: Element[]
  /** Elements that may be scrolled though no sheet of the page says so; among them all dialogs and popovers. */
  readonly boxes: Element[]
}

export function createFound(): Found {
  return { fields: [], hosts: [], frames: [], pictures: [], boxes: [] }
}

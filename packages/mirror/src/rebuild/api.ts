import type { ResourceMode } from '@alongside/protocol'
import type { NodeId, OpOf } from '../format/index.ts'
import type { ResourceStore } from './resources/resource-store.ts'
import type { SheetStore } from './sheets.ts'

/** A mirrored page in a sandboxed frame. */
export type Rebuild = {
  /** The frame's element: sized to the visitor's viewport by rebuild, placed and scaled by the caller. */
  readonly frame: HTMLIFrameElement
  /**
   * Decodes and applies one frame; frames are applied in the order of the calls. Resolves when the DOM stands, so that the
   * caller acknowledges. Rejects with AlongsideError (`bad_frame`, `too_large`): the caller asks for `resync`.
   */
  apply(bytes: Uint8Array): Promise<void>
  /** Epoch and version of the last frame applied; null before the first. */
  readonly position: { readonly epoch: string; readonly version: number } | null
  /** Whether there is something to look at: the top document has a body with content, and its style sheets. */
  readonly isPaintable: boolean
  node(id: NodeId): Node | undefined
  id(node: Node): NodeId | undefined
  /** The document of the frame's content; its id is `topId` once its first op came. */
  readonly document: Document | null
  readonly topId: NodeId | null
  /** What capture answers to `onRequest` with. */
  handleResource(bytes: Uint8Array): void
  /** The address in the page (absolute) that what was supplied stands for in this attribute. */
  addressOf(element: Element, name: string): string | undefined
  /** Shows the `:hover` styles of this element and what it is in; null: of none. */
  markHover(node: Node | null): void
  /** Forgets the page (not the style sheets): a fresh stream begins. */
  reset(): void
  destroy(): void
}

export type RebuildOptions = {
  /** Where the frame is appended. Must be in a document. */
  readonly parent: Node
  /** Style sheets that outlive this rebuild. Without it, it keeps its own. */
  readonly sheets?: SheetStore
  /** Images and fonts that outlive this rebuild. Without it, it keeps its own. */
  readonly resources?: ResourceStore
  /** `visitor`: nothing is loaded but what `handleResource` brings. Without it: `auto`. */
  readonly resourceMode?: ResourceMode
  /** Asks capture for images and fonts; answered by `handleResource`. */
  readonly onRequest?: (bytes: Uint8Array<ArrayBuffer>) => void
  /** At most 1000 nodes a call; all nodes of the piece that failed, in document order. */
  readonly onRepair: (epoch: string, nodes: readonly NodeId[]) => void
  readonly onProgress: (done: number) => void
  readonly onLocation: (location: { url: string; title: string }) => void
  readonly onViewport: (viewport: { width: number; height: number; devicePixelRatio: number }) => void
  /** Tells of every scroll op, whether it was followed or not. */
  readonly onScroll: (scroll: OpOf<'scroll'>, isTop: boolean) => void
  readonly onFocus: (id: NodeId | null) => void
  readonly onSelection: (selection: OpOf<'selection'>['selection']) => void
  /** The visitor's browser shows this message at a field; null: none any more. */
  readonly onBubble?: (bubble: OpOf<'bubble'>['bubble']) => void
  /** The visitor's browser shows the list or picker of this field; null: of none. */
  readonly onPicker?: (id: NodeId | null) => void
  /** Whether this element or document follows the visitor's scrolling now. */
  readonly followsScroll: (scroll: OpOf<'scroll'>, isTop: boolean) => boolean
  /** A field's live state. Return true to keep the field as it is shown (the viewer is typing into it). */
  readonly holdsState?: (state: OpOf<'state'>) => boolean
  /** The page changed this text, or the children of this node. */
  readonly onContent?: (node: Node) => void
}

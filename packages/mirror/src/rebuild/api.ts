import type { NodeId, OpOf } from '../format/index.ts'

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
  node(id: NodeId): Node | undefined
  id(node: Node): NodeId | undefined
  /** Forgets the page (not the style sheets): a fresh stream begins. */
  reset(): void
  destroy(): void
}

export type RebuildOptions = {
  /** Where the frame is appended. */
  readonly parent: Node
  readonly onRepair: (epoch: string, nodes: readonly NodeId[]) => void
  readonly onProgress: (done: number) => void
  readonly onLocation: (location: { url: string; title: string }) => void
  readonly onViewport: (viewport: { width: number; height: number; devicePixelRatio: number }) => void
  readonly onScroll: (scroll: OpOf<'scroll'>, isTop: boolean) => void
  readonly onFocus: (id: NodeId | null) => void
  readonly onSelection: (selection: OpOf<'selection'>['selection']) => void
  /** Whether the top document follows the visitor's scrolling now. */
  readonly followsScroll: () => boolean
}

import type { MaskingRules } from '@alongside/protocol'
import type { Early } from '../early/index.ts'
import type { NodeId } from '../format/index.ts'

/** What the rest of the tag sees of capture. */
export type Capture = {
  /** Random id of this page load. */
  readonly epoch: string
  /** Counter of changes: raised with each frame made. */
  readonly version: number
  readonly nodes: NodeLookup
  /**
   * Opens a stream for viewers that know nothing yet. `send` gets encoded frames, only as far as acknowledgements allow;
   * everything begins to flow by itself. May be called any number of times. `sendResource` gets what answers `request`.
   * `keptSheets`: keys of style sheets that these viewers have from earlier pages; those that they acknowledge are added.
   */
  openStream(
    send: (frame: EncodedFrame) => void,
    sendResource?: (bytes: Uint8Array<ArrayBuffer>) => void,
    keptSheets?: Set<string>,
  ): CaptureStream
  /** New masking rules: what they change is sent anew to all streams. */
  setMasking(rules: MaskingRules): void
  /** Whether this node's content is masked or blocked: its fields may not be operated and nothing in it be pointed out. */
  isMasked(node: Node): boolean
  /** Disconnects all observers and gives the page back as it was. */
  stop(): void
}

export type NodeLookup = {
  /** The live node with this id while it is in the page; undefined when gone or never sent. */
  node(id: NodeId): Node | undefined
  /** The id of a node that has been sent. */
  id(node: Node): NodeId | undefined
}

export type EncodedFrame = { readonly seq: number; readonly bytes: Uint8Array }

export type CaptureStream = {
  /** All frames up to `seq` have been applied by every viewer of the stream. */
  acknowledge(seq: number): void
  /**
   * These nodes did not survive HTML parsing: send them by the exact path. Of documents and shadow roots: style sheets are
   * missing that were said to be kept.
   */
  repair(nodes: readonly number[]): void
  /** A viewer asks for images and fonts (format/resources.ts), or tells what has arrived. */
  request(bytes: Uint8Array): void
  /** Nothing is dirty and everything sent is acknowledged. */
  isSettled(): boolean
  close(): void
}

export type CaptureOptions = {
  readonly window: Window & typeof globalThis
  readonly masking: MaskingRules
  /** Nodes that are not part of the page: custom elements (the tag's own host element) and what is in them; never captured. */
  readonly isOwn: (node: Node) => boolean
  /** What was collected before the page's scripts ran; without it capture knows what it saw itself. */
  readonly early?: Early
  /** Called once when capture had to give up; it has stopped by then, the page goes on. */
  readonly onFailure: (error: unknown) => void
  /** The platform's, from before the page's scripts; the window's when left out. */
  readonly fetch?: typeof fetch
  /** Frames of other origins whose tag has this key (the site's) are mirrored as well; without it none is asked. */
  readonly frameKey?: string
  /**
   * This page is a frame, its streams go into one of the page around it: there, what is sent is compressed, and nobody can
   * ask for repair, so all goes by the exact path.
   */
  readonly isInner?: boolean
  /** Something to tell a developer, such as a masking selector that this browser cannot parse. */
  readonly onWarning?: (message: string) => void
}

/** What one mirrored page may cost the viewer's browser (R20). Beyond: AlongsideError `too_large`. */
export const REBUILD_LIMITS = {
  nodes: 1_000_000,
  /** Nodes of one piece. Capture sends some hundreds. */
  pieceNodes: 200_000,
  /** `<` in the HTML of one piece: tags, and what attributes hold of them. */
  pieceTags: 1_000_000,
  /** Nesting. */
  depth: 6000,
  /**
   * Nesting that is shown; words stand for what is deeper. Layout recurses: Chromium's process dies of some 300 inline blocks in
   * each other, Pages of people have less than 100.
   */
  shownDepth: 200,
  /** UTF-16 units of text in the tree. */
  textLength: 64 * 1024 * 1024,
  /** UTF-16 units of one style sheet, or segment of one. */
  sheetTextLength: 16 * 1024 * 1024,
  /** UTF-16 units of style sheets kept over the whole session. */
  sheetLength: 128 * 1024 * 1024,
  /** Style sheets of one root. */
  sheetsPerRoot: 5000,
  /** Frames of other origins in such frames. */
  foreignDepth: 3,
  /** Documents (frames) of a page. */
  documents: 500,
  /** Scroll positions that are waited for. */
  awaitedScrolls: 1000,
  /** Nodes whose repair is asked for at once. */
  repairNodes: 20_000,
  /** Frames that wait to be applied, and their bytes as they came. Senders that heed acknowledgements have 8 on the way. */
  waitingFrames: 64,
  waitingBytes: 32 * 1024 * 1024,
} as const

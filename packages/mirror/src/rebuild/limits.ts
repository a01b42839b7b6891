/** What one mirrored page may cost the viewer's browser (R20). Beyond: AlongsideError `too_large`. */
export const REBUILD_LIMITS = {
  nodes: 2_000_000,
  /** Nesting. Browsers' own layout recurses; parsers stop at 512, scripts rarely build deeper. */
  depth: 1500,
  /** UTF-16 units of text in the tree. */
  textLength: 256 * 1024 * 1024,
  /** UTF-16 units of style sheets kept over the whole session. */
  sheetLength: 128 * 1024 * 1024,
  /** Style sheets of one root. */
  sheetsPerRoot: 5000,
  /** Documents (frames) of a page. */
  documents: 500,
} as const

/**
 * Marks by which pages say what is private (SPEC.md, K rules): ours, and those of other products, so that annotated sites
 * work unchanged. CSS selectors; each also holds for what is inside. One list for all that leaves the page.
 */
const own = (name: string): readonly string[] => [`[data-alongside~="${name}" i]`, `.alongside-${name}`]

export const MASK_MARKS: readonly string[] = [
  ...own('mask'),
  '.rr-mask',
  '.ph-mask',
  '.fs-mask',
  '.sentry-mask',
  '[data-sentry-mask]',
  '[data-hj-suppress]',
  '[data-clarity-mask="true" i]',
  '[data-dd-privacy="mask"]',
  '[data-dd-privacy="mask-user-input"]',
  '[data-openreplay-masked]',
  '[data-openreplay-obscured]',
  '[data-private]',
]
export const BLOCK_MARKS: readonly string[] = [
  ...own('block'),
  '.rr-block',
  '.ph-no-capture',
  '.fs-exclude',
  '.fs-block',
  '.sentry-block',
  '[data-sentry-block]',
  '[data-dd-privacy="hidden"]',
  '[data-openreplay-hidden]',
]
export const ALLOW_MARKS: readonly string[] = own('allow')

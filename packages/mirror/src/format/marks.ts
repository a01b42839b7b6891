/**
 * Marks by which pages say what is private (SPEC.md, K rules): ours, and those of other products, so that annotated sites
 * work unchanged. CSS selectors; each also holds for what is inside. One list for all that leaves the page; docs/masking.md
 * has it as a table, and a test compares the two.
 */
export type Marks = { readonly mask: readonly string[]; readonly block: readonly string[] }

const own = (name: string): readonly string[] => [`[data-alongside~="${name}" i]`, `.alongside-${name}`]

export const OWN_MARKS: Marks = { mask: own('mask'), block: own('block') }
/** Only ours: marks by which other products show again what they mask were set with other rules in mind. */
export const ALLOW_MARKS: readonly string[] = own('allow')

/** What others hide by replacing, we mask; what they leave out, we block. In doubt the stricter of both. */
export const OTHER_MARKS: Marks = {
  mask: [
    // rrweb
    '.rr-mask',
    '.rr-ignore',
    // PostHog
    '.ph-mask',
    '.ph-ignore-input',
    // OpenReplay
    '[data-openreplay-masked]',
    '[data-openreplay-obscured]',
    '[data-openreplay-ignore]',
    // Hotjar
    '[data-hj-suppress]',
    '[data-hj-masked]',
    // FullStory
    '.fs-mask',
    '.fs-mask-without-consent',
    // Datadog
    '[data-dd-privacy^="mask" i]',
    '.dd-privacy-mask',
    '.dd-privacy-mask-user-input',
    // Sentry
    '.sentry-mask',
    '[data-sentry-mask]',
    '.sentry-ignore',
    '[data-sentry-ignore]',
    // LogRocket
    '[data-private]',
    // Clarity
    '[data-clarity-mask]:not([data-clarity-mask="false" i])',
    // New Relic
    '.nr-mask',
    '[data-nr-mask]',
    '.nr-ignore',
    '[data-nr-ignore]',
    // Amplitude
    '.amp-mask',
    // Mixpanel
    '.mp-mask',
    // Dynatrace
    '[data-dtrum-mask]',
    // Contentsquare
    '[data-cs-mask]',
    // Smartlook
    '[data-recording-sensitive]',
    '[data-recording-ignore]',
    // Heap
    '[data-heap-redact-text]',
    // Glance
    '.glance_masked',
    '[glance_masked]',
    // Surfly
    '[surfly_private]',
    '.surfly_private',
    // Cobrowse.io
    '.cobrowseio-redacted',
    // ScreenMeet
    '[data-cb-mask]',
    '.cb-mask',
    // Genesys
    '[data-cobrowse-mask]',
  ],
  block: [
    // rrweb
    '.rr-block',
    // PostHog
    '.ph-no-capture',
    // OpenReplay
    '[data-openreplay-hidden]',
    '[data-openreplay-htmlmasked]',
    // FullStory
    '.fs-exclude',
    '.fs-exclude-without-consent',
    '.fs-block',
    '.fs-hide',
    // Datadog
    '[data-dd-privacy="hidden" i]',
    '.dd-privacy-hidden',
    // Sentry
    '.sentry-block',
    '[data-sentry-block]',
    // LogRocket
    '._lr-hide',
    // New Relic
    '.nr-block',
    '[data-nr-block]',
    // Amplitude
    '.amp-block',
    // Mixpanel
    '.mp-block',
    // Smartlook
    '[data-recording-disable]',
    '.smartlook-hide',
    // Upscope
    '.no-upscope',
    '[no-upscope]',
    // Mouseflow
    '[data-mf-replace]',
  ],
}

/** The marks that count on a site: ours always, those of others unless the site switched them off. */
export function marksOf(withOthers: boolean): Marks {
  if (!withOthers) return OWN_MARKS
  return { mask: [...OWN_MARKS.mask, ...OTHER_MARKS.mask], block: [...OWN_MARKS.block, ...OTHER_MARKS.block] }
}

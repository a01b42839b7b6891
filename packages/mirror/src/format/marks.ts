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
export const OTHER_MARKS: Readonly<Record<string, Marks>> = {
  rrweb: { mask: ['.rr-mask', '.rr-ignore'], block: ['.rr-block'] },
  PostHog: { mask: ['.ph-mask', '.ph-ignore-input'], block: ['.ph-no-capture'] },
  OpenReplay: {
    mask: ['[data-openreplay-masked]', '[data-openreplay-obscured]', '[data-openreplay-ignore]'],
    block: ['[data-openreplay-hidden]', '[data-openreplay-htmlmasked]'],
  },
  Hotjar: { mask: ['[data-hj-suppress]', '[data-hj-masked]'], block: [] },
  FullStory: {
    mask: ['.fs-mask', '.fs-mask-without-consent'],
    block: ['.fs-exclude', '.fs-exclude-without-consent', '.fs-block', '.fs-hide'],
  },
  Datadog: {
    mask: ['[data-dd-privacy^="mask" i]', '.dd-privacy-mask', '.dd-privacy-mask-user-input'],
    block: ['[data-dd-privacy="hidden" i]', '.dd-privacy-hidden'],
  },
  Sentry: {
    mask: ['.sentry-mask', '[data-sentry-mask]', '.sentry-ignore', '[data-sentry-ignore]'],
    block: ['.sentry-block', '[data-sentry-block]'],
  },
  LogRocket: { mask: ['[data-private]'], block: ['._lr-hide'] },
  Clarity: { mask: ['[data-clarity-mask]:not([data-clarity-mask="false" i])'], block: [] },
  'New Relic': {
    mask: ['.nr-mask', '[data-nr-mask]', '.nr-ignore', '[data-nr-ignore]'],
    block: ['.nr-block', '[data-nr-block]'],
  },
  Amplitude: { mask: ['.amp-mask'], block: ['.amp-block'] },
  Mixpanel: { mask: ['.mp-mask'], block: ['.mp-block'] },
  Dynatrace: { mask: ['[data-dtrum-mask]'], block: [] },
  Contentsquare: { mask: ['[data-cs-mask]'], block: [] },
  Smartlook: {
    mask: ['[data-recording-sensitive]', '[data-recording-ignore]'],
    block: ['[data-recording-disable]', '.smartlook-hide'],
  },
  Heap: { mask: ['[data-heap-redact-text]'], block: [] },
  Upscope: { mask: [], block: ['.no-upscope', '[no-upscope]'] },
  Glance: { mask: ['.glance_masked', '[glance_masked]'], block: [] },
  Surfly: { mask: ['[surfly_private]', '.surfly_private'], block: [] },
  'Cobrowse.io': { mask: ['.cobrowseio-redacted'], block: [] },
  ScreenMeet: { mask: ['[data-cb-mask]', '.cb-mask'], block: [] },
  Genesys: { mask: ['[data-cobrowse-mask]'], block: [] },
  Mouseflow: { mask: [], block: ['[data-mf-replace]'] },
}

const others = Object.values(OTHER_MARKS)

/** The marks that count on a site: ours always, those of others unless the site switched them off. */
export function marksOf(withOthers: boolean): Marks {
  const all = withOthers ? [OWN_MARKS, ...others] : [OWN_MARKS]
  return { mask: all.flatMap(({ mask }) => mask), block: all.flatMap(({ block }) => block) }
}

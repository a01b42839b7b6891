import * as v from 'valibot'

/** Features with a list of values, of which one holds; the first one when nothing is said. */
export const MEDIA_OTHERS = {
  'forced-colors': ['none', 'active'],
  'inverted-colors': ['none', 'inverted'],
  'prefers-reduced-transparency': ['no-preference', 'reduce'],
  'prefers-reduced-data': ['no-preference', 'reduce'],
  'display-mode': ['browser', 'standalone', 'minimal-ui', 'fullscreen', 'window-controls-overlay'],
} as const
export type MediaOther = keyof typeof MEDIA_OTHERS
const MEDIA_OTHERS_SCHEMAS = {
  'forced-colors': v.picklist(MEDIA_OTHERS['forced-colors']),
  'inverted-colors': v.picklist(MEDIA_OTHERS['inverted-colors']),
  'prefers-reduced-transparency': v.picklist(MEDIA_OTHERS['prefers-reduced-transparency']),
  'prefers-reduced-data': v.picklist(MEDIA_OTHERS['prefers-reduced-data']),
  'display-mode': v.picklist(MEDIA_OTHERS['display-mode']),
}

/**
 * What the visitor's browser answers to media features that depend on its user and device, not on the page: style sheets
 * have to answer the same in the mirror. Names and values as in Media Queries Level 5
 * (https://drafts.csswg.org/mediaqueries-5/).
 */
export const mediaSchema = v.object({
  colorScheme: v.picklist(['light', 'dark']),
  contrast: v.picklist(['no-preference', 'more', 'less', 'custom']),
  reducedMotion: v.boolean(),
  hover: v.boolean(),
  anyHover: v.boolean(),
  pointer: v.picklist(['none', 'coarse', 'fine']),
  /** All that there are; empty: none. */
  anyPointer: v.pipe(v.array(v.picklist(['coarse', 'fine'])), v.maxLength(2)),
  /** Those of these features that are not at their first value. */
  others: v.exactOptional(v.partial(v.object(MEDIA_OTHERS_SCHEMAS))),
  /** Those of `MEDIA_OTHERS` that the visitor's browser does not know: no value of theirs holds. */
  unknown: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(20))),
  /** Width and height of the screen in CSS pixels. */
  screen: v.exactOptional(v.tuple([v.number(), v.number()])),
})
export type Media = v.InferOutput<typeof mediaSchema>

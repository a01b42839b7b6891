import * as v from 'valibot'

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
})
export type Media = v.InferOutput<typeof mediaSchema>

import { expect, test } from 'vitest'
import type { Media } from '../format/index.ts'
import { answerFeature } from './media-answers.ts'

const MEDIA: Media = {
  colorScheme: 'dark',
  contrast: 'more',
  reducedMotion: true,
  hover: false,
  anyHover: true,
  pointer: 'coarse',
  anyPointer: ['coarse', 'fine'],
  others: { 'forced-colors': 'active' },
  screen: [400, 800],
}

test('of features that the visitor’s browser does not know no value holds', () => {
  const media: Media = { ...MEDIA, unknown: ['inverted-colors'] }
  for (const condition of ['inverted-colors', 'inverted-colors: none', 'inverted-colors: inverted'])
    expect(answerFeature(condition, media, 1)).toBe(false)
})

test.each([
  ['prefers-color-scheme: dark', true],
  ['prefers-color-scheme:LIGHT', false],
  ['prefers-color-scheme: sepia', undefined],
  ['prefers-reduced-motion', true],
  ['hover', false],
  ['any-hover: hover', true],
  ['pointer: fine', false],
  ['any-pointer: fine', true],
  ['forced-colors: active', true],
  ['inverted-colors', false],
  ['display-mode: browser', true],
  ['scripting: none', false],
  ['min-resolution: 2dppx', true],
  ['min-resolution: 193dpi', false],
  ['resolution >= 2x', true],
  ['1x < resolution < 2dppx', false],
  ['-webkit-min-device-pixel-ratio: 1.5', true],
  ['max-device-width: 480px', true],
  ['device-height > 50em', false],
  ['device-aspect-ratio: 1/2', true],
  ['min-width: 400px', undefined],
  ['min-resolution: calc(1x)', undefined],
  ['anything else', undefined],
])('R21 (%s) is answered %s', (condition, expected) => {
  expect(answerFeature(condition, MEDIA, 2)).toBe(expected)
})

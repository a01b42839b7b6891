import { MIRROR_ATTRIBUTES } from '../format/index.ts'
import type { Dom } from './dom.ts'

/** What is left of a blocked element: its name and about its size. */
export function blockedAttributes(dom: Dom, element: Element): Record<string, string> {
  const { width, height } = dom.rect(element)
  return { [MIRROR_ATTRIBUTES.blocked]: '', style: sizeOf(coarse(width), coarse(height)) }
}

/** Their size comes from what they show, which is not text. */
const REPLACED: ReadonlySet<string> = new Set(['VIDEO', 'CANVAS', 'IFRAME', 'AUDIO', 'svg'])
/** Theirs, too, unless that is missing: then it is that of a text in its place. */
const WITH_FALLBACK: ReadonlySet<string> = new Set(['IMG', 'OBJECT', 'EMBED'])

/** Masked elements whose size came from what is left out now keep it. Null for others. */
export function sizeStyle(dom: Dom, element: Element): string | null {
  const name = dom.nodeName(element)
  const isPicture = name === 'IMG' && (element as Partial<HTMLImageElement>).naturalWidth !== 0
  if (!isPicture && !REPLACED.has(name) && !WITH_FALLBACK.has(name)) return null
  const { width, height } = dom.rect(element)
  if (isPicture || REPLACED.has(name)) return sizeOf(round(width), round(height))
  // A picture that is not there shows its `alt`: its box would tell how long that is, and when it came.
  return name === 'IMG' ? null : sizeOf(coarse(width), coarse(height))
}

/** Objects and embeds show what other programs draw; of that only the size is mirrored. Null for other elements. */
export function boxedSize(dom: Dom, element: Element, isOpen: boolean): string | null {
  const name = dom.nodeName(element)
  if (name !== 'OBJECT' && name !== 'EMBED') return null
  const { width, height } = dom.rect(element)
  // What stands in place of a program that did not load may be text.
  const step = isOpen ? round : coarse
  return `${step(width)} ${step(height)}`
}

function sizeOf(width: number, height: number): string {
  return `box-sizing:border-box!important;width:${width}px!important;height:${height}px!important;`
}

/** Half pixels are enough, and long fractions are not worth sending. */
export function round(pixels: number): number {
  return Math.round(pixels * 2) / 2
}

const STEP = 16

/**
 * Sizes of private boxes follow from what is in them: a text's width tells how long it is, and which of two it is. So they
 * are told in steps (docs/adr/0008).
 */
export function coarse(pixels: number): number {
  return pixels === 0 ? 0 : Math.max(1, Math.round(pixels / STEP)) * STEP
}

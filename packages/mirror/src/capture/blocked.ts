import { MIRROR_ATTRIBUTES } from '../format/index.ts'
import type { Dom } from './dom.ts'

/** What is left of a blocked element: its name and its size. */
export function blockedAttributes(dom: Dom, element: Element): Record<string, string> {
  return { [MIRROR_ATTRIBUTES.blocked]: '', style: exactSize(dom, element) }
}

const REPLACED: ReadonlySet<string> = new Set([
  'IMG',
  'VIDEO',
  'CANVAS',
  'EMBED',
  'OBJECT',
  'IFRAME',
  'AUDIO',
  'svg',
])

/** Masked elements whose size came from what is left out now keep it. Null for others. */
export function sizeStyle(dom: Dom, element: Element): string | null {
  return REPLACED.has(dom.nodeName(element)) ? exactSize(dom, element) : null
}

/** Objects and embeds show what other programs draw; of that only the size is mirrored. Null for other elements. */
export function boxedSize(dom: Dom, element: Element): string | null {
  const name = dom.nodeName(element)
  if (name !== 'OBJECT' && name !== 'EMBED') return null
  const { width, height } = dom.rect(element)
  return `${round(width)} ${round(height)}`
}

function exactSize(dom: Dom, element: Element): string {
  const { width, height } = dom.rect(element)
  return `box-sizing:border-box!important;width:${round(width)}px!important;height:${round(height)}px!important;`
}

/** Half pixels are enough, and long fractions are not worth sending. */
export function round(pixels: number): number {
  return Math.round(pixels * 2) / 2
}

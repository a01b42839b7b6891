import { DOCUMENT, type Dom } from './dom.ts'
import type { Root } from './roots.ts'

/** Fonts larger than this stay out of the mirror. Bytes. */
const MAX_FONT_BYTES = 3 * 1024 * 1024
const DESCRIPTORS: Readonly<Record<string, string>> = {
  style: 'font-style',
  weight: 'font-weight',
  stretch: 'font-stretch',
  unicodeRange: 'unicode-range',
  featureSettings: 'font-feature-settings',
  variationSettings: 'font-variation-settings',
  display: 'font-display',
  ascentOverride: 'ascent-override',
  descentOverride: 'descent-override',
  lineGapOverride: 'line-gap-override',
  sizeAdjust: 'size-adjust',
}

/**
 * What scripts give a document that sheets could have said: fonts that were constructed, and registered properties. It is
 * sent as a sheet, after all others. Neither can be read back, so it is noted when scripts say it.
 */
export class PageRules {
  readonly #dom: Dom
  readonly #sources = new WeakMap<FontFace, string>()
  readonly #properties = new WeakMap<Document, string[]>()

  constructor(dom: Dom) {
    this.#dom = dom
  }

  noteFont(face: FontFace, source: unknown): void {
    const text = typeof source === 'string' ? source : dataUrl(source)
    if (text !== undefined) this.#sources.set(face, text)
  }

  noteProperty(document: Document, definition: unknown): void {
    const { name, syntax, inherits, initialValue } = definition as PropertyDefinition
    const value = initialValue === undefined ? '' : `;initial-value:${initialValue}`
    const rules = this.#properties.get(document) ?? []
    rules.push(`@property ${name}{syntax:${JSON.stringify(syntax ?? '*')};inherits:${inherits}${value}}`)
    this.#properties.set(document, rules)
  }

  /** Empty for most roots. */
  textOf(root: Root): string {
    if (this.#dom.nodeType(root) !== DOCUMENT) return ''
    const document = root as Document
    let text = (this.#properties.get(document) ?? []).join('\n')
    // Older browsers have none.
    const fonts = document.fonts as FontFaceSet | undefined
    fonts?.forEach((face) => {
      const source = this.#sources.get(face)
      if (source !== undefined) text += fontRule(face, source)
    })
    return text
  }
}

function fontRule(face: FontFace, source: string): string {
  let rule = `@font-face{font-family:${quoted(face.family)};src:${source};`
  for (const [property, descriptor] of Object.entries(DESCRIPTORS)) {
    const value: unknown = Reflect.get(face, property)
    if (typeof value === 'string' && value !== '') rule += `${descriptor}:${value};`
  }
  return `${rule}}\n`
}

function quoted(family: string): string {
  return /^["']/.test(family) ? family : JSON.stringify(family)
}

/** Undefined when it is no buffer, or too large. */
function dataUrl(source: unknown): string | undefined {
  const { buffer, byteOffset, byteLength } = source as Partial<ArrayBufferView> & { byteLength?: number }
  if (byteLength === undefined || byteLength > MAX_FONT_BYTES) return undefined
  const bytes = new Uint8Array((buffer ?? source) as ArrayBuffer, byteOffset ?? 0, byteLength)
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return `url(data:font/ttf;base64,${btoa(text)})`
}

import type { OpOf } from '../format/index.ts'
import { DOCTYPE } from './dom.ts'

type Shape = Pick<OpOf<'document'>, 'doctype' | 'quirks'>

/**
 * Doctype and mode of the documents, as viewers have them. `document.open()` may give the same document another mode,
 * which a mirror can only take over by beginning that document anew.
 */
export class DocumentShapes {
  readonly #sent = new WeakMap<Document, string>()

  /** What a `document` op is to say now. */
  take(document: Document): Shape {
    const shape = readShape(document)
    this.#sent.set(document, print(shape))
    return shape
  }

  /** Whether viewers have another one. While it is being written, as long as nothing stands in it, its mode means nothing. */
  hasChanged(document: Document): boolean {
    const sent = this.#sent.get(document)
    if (sent === undefined || document.documentElement === null) return false
    return sent !== print(readShape(document))
  }
}

function readShape(document: Document): Shape {
  return { doctype: readDoctype(document), quirks: document.compatMode === 'BackCompat' }
}

function readDoctype(document: Document): Shape['doctype'] {
  for (let node = document.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== DOCTYPE) continue
    const { name, publicId, systemId } = node as DocumentType
    // There it never leads into another mode.
    if (document.URL === 'about:srcdoc' || document.contentType !== 'text/html')
      return { name, publicId: '', systemId: '' }
    return { name, publicId, systemId }
  }
  return null
}

function print({ doctype, quirks }: Shape): string {
  const parts = doctype === null ? [] : [doctype.name, doctype.publicId, doctype.systemId]
  return [String(quirks), ...parts].join('\n')
}

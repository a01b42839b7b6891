import type { ResourceMode } from '@alongside/protocol'
import type { OpOf } from '../format/index.ts'
import { dom, takeOut } from './dom.ts'
import { SANDBOX } from './elements.ts'

/**
 * What mirrored documents may fetch, besides what the console's own policy leaves (R3). A second line: no script, no
 * frame address, no form target gets here in the first place. `blob:` is what the visitor's browser supplied.
 */
const policyFor = (mode: ResourceMode) => {
  const hosts = mode === 'visitor' ? '' : 'http: https: '
  return [
    "default-src 'none'",
    `img-src ${hosts}data: blob:`,
    `media-src ${hosts === '' ? "'none'" : hosts}`,
    `font-src ${hosts}data: blob:`,
    `style-src 'unsafe-inline' ${hosts}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Inputs that could make a mirrored document act or leave. The viewer's overlay takes them all; this is for slips. */
const GUARDED = [
  'click',
  'auxclick',
  'submit',
  'keydown',
  'dragstart',
  'drop',
  'contextmenu',
  'beforeinput',
  'paste',
]

/** An empty, sandboxed frame. Its document is opened by `openDocument` once it is connected. */
export function createFrame(document: Document): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', SANDBOX)
  // WebKit does not show a frame with the same address as two of those around it: this leaves both to the page's frames.
  frame.src = 'about:blank?mirror'
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.setAttribute('scrolling', 'auto')
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  Object.assign(frame.style, { border: '0', display: 'block', background: 'white' })
  return frame
}

type DocumentShape = Pick<OpOf<'document'>, 'doctype' | 'quirks'>

/**
 * Begins the frame's document anew, in the right mode, with our policy in force and no child but the doctype. The window
 * stays the same; its listeners and styles go with the old content.
 */
export function openDocument(document: Document, shape: DocumentShape, mode: ResourceMode): void {
  write(document, doctypeFor(shape), mode)
  // A doctype that does not lead where the page was: what matters is the mode.
  if ((dom.compatMode(document) === 'BackCompat') !== shape.quirks)
    write(document, shape.quirks ? '' : '<!DOCTYPE html>', mode)
  const root = dom.documentElement(document)
  if (root !== null) takeOut(root)
  for (const type of GUARDED) dom.on(document, type, prevent, { capture: true })
}

function write(document: Document, doctype: string, mode: ResourceMode): void {
  dom.open(document)
  dom.write(
    document,
    `${doctype}<meta http-equiv="Content-Security-Policy" content="${policyFor(mode)}"><meta name="referrer" content="no-referrer">`,
  )
  dom.close(document)
}

function prevent(event: Event): void {
  event.preventDefault()
}

const SAFE_NAME = /^[a-z][a-z0-9]*$/i
const SAFE_ID = /^[\w\-/.:+,() ]*$/

/** It is written as text, so only harmless characters may be in it. */
function doctypeFor({ doctype, quirks }: DocumentShape): string {
  if (doctype === null) return quirks ? '' : '<!DOCTYPE html>'
  const { name, publicId, systemId } = doctype
  if (!SAFE_NAME.test(name) || !SAFE_ID.test(publicId) || !SAFE_ID.test(systemId))
    return quirks ? '' : '<!DOCTYPE html>'
  if (publicId !== '') return `<!DOCTYPE ${name} PUBLIC "${publicId}" "${systemId}">`
  return systemId === '' ? `<!DOCTYPE ${name}>` : `<!DOCTYPE ${name} SYSTEM "${systemId}">`
}

/** What stands in a frame whose content is not mirrored. */
export function showForeign(document: Document, mode: ResourceMode): void {
  openDocument(document, { doctype: null, quirks: false }, mode)
  const html = document.createElement('html')
  const body = document.createElement('body')
  const label = document.createElement('span')
  label.textContent = 'Content from another site'
  html.append(body)
  body.append(label)
  document.append(html)
  Object.assign(body.style, {
    margin: '0',
    height: '100vh',
    display: 'grid',
    placeItems: 'center',
    overflow: 'hidden',
    font: '13px system-ui, sans-serif',
    color: '#475569',
    background: 'repeating-linear-gradient(45deg, #f1f5f9 0 12px, #e8edf3 12px 24px)',
  })
  Object.assign(label.style, { padding: '2px 8px', borderRadius: '4px', background: 'white' })
}

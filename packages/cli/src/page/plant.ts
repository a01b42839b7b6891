import type { Place } from './private-places.ts'
import type { Secrets } from './secrets.ts'

/** Attributes in which sites put what people read, or what says who they are. */
const ATTRIBUTES = [
  'title',
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'data-note',
  'data-state',
  'alt',
  'placeholder',
  'summary',
  'label',
  'download',
  'cite',
  'x-note',
]
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  area: ['href'],
  form: ['action'],
  img: ['src', 'srcset'],
  source: ['srcset'],
  video: ['poster'],
  image: ['href'],
  button: ['formaction'],
  embed: ['src'],
  object: ['data'],
}

export function plantAttributes({ element, path }: Place, secrets: Secrets): void {
  for (const name of ATTRIBUTES) element.setAttribute(name, secrets.make(path, `attribute ${name}`))
  if (/^(?:option|li|button|meter|data|param)$/.test(element.localName))
    element.setAttribute('value', secrets.make(path, 'attribute value'))
  for (const name of ADDRESSES[element.localName] ?? [])
    element.setAttribute(name, `/${secrets.make(path, `address in ${name}`)}.png`)
  const style = (element as Partial<HTMLElement>).style
  style?.setProperty('--alongside-note', `"${secrets.make(path, 'custom property')}"`)
  style?.setProperty('background-image', `url("/${secrets.make(path, 'background')}.png")`)
}

const WITHOUT_TEXT =
  /^(?:html|body|head|input|select|textarea|img|br|hr|iframe|canvas|video|audio|picture|source|table|tbody|thead|tfoot|tr|colgroup|col|ul|ol|dl|svg|use|path|circle|rect|g|embed|object|style|optgroup|datalist)$/

/** Replaces the element's own texts; one that has nothing in it gets a text. */
export function plantTexts({ element, path, isVeiled }: Place, secrets: Secrets): void {
  if (element.localName === 'style') {
    if (isVeiled) return
    const secret = secrets.make(path, 'style sheet')
    element.textContent = `.alongside-note::after { content: "${secret}" }`
    return
  }
  let isEmpty = element.childNodes.length === 0
  for (const child of Array.from(element.childNodes)) {
    if (child.nodeType !== 3 || (child as Text).data.trim() === '') continue
    ;(child as Text).data = secrets.make(path, 'text')
  }
  if (WITHOUT_TEXT.test(element.localName)) isEmpty = false
  if (isEmpty) element.append(secrets.make(path, 'text'))
}

/** What fields hold and drawings show. */
export function plantState({ element, path }: Place, secrets: Secrets): void {
  switch (element.localName) {
    case 'input':
      plantInput(element as HTMLInputElement, path, secrets)
      break
    case 'textarea':
      setValue(element as HTMLTextAreaElement, secrets.make(path, 'value'))
      break
    case 'select': {
      const secret = secrets.make(path, 'chosen option')
      ;(element as HTMLSelectElement).add(new Option(secret, secret, true, true))
      break
    }
    case 'canvas': {
      const context = (element as HTMLCanvasElement).getContext('2d')
      context?.clearRect(0, 0, 300, 150)
      context?.fillText(secrets.make(path, 'pixels'), 4, 20)
      break
    }
    case 'svg':
      for (const name of ['title', 'desc', 'text']) {
        const child = element.ownerDocument.createElementNS('http://www.w3.org/2000/svg', name)
        child.textContent = secrets.make(path, `svg ${name}`)
        element.append(child)
      }
      break
    default:
  }
}

const VALUE_TYPES = /^(?:text|search|tel|url|email|password|hidden)$/

function plantInput(field: HTMLInputElement, path: string, secrets: Secrets): void {
  field.setCustomValidity(secrets.make(path, 'validation message'))
  if (VALUE_TYPES.test(field.type)) setValue(field, secrets.make(path, 'value'))
  else if (field.type === 'file') {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['x'], `${secrets.make(path, 'file name')}.txt`))
    field.files = transfer.files
  } else if (field.type === 'submit' || field.type === 'button' || field.type === 'reset')
    field.setAttribute('value', secrets.make(path, 'button'))
}

/** As frameworks need it: past own properties on the element, and with the event. */
export function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype: object = Object.getPrototypeOf(field) as object
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
}

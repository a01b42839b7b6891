import { pick, type Random } from './seeds.ts'

/** A page in which anything may grow. `loose`: nodes that were taken out and may come back. */
export type Garden = { readonly document: Document; readonly random: Random; readonly loose: Node[] }

const NAMES = 'div p span a ul li table tr td b pre section button form h2 label details summary'.split(' ')
const FIELDS = [
  '<input value=v>',
  '<input type=checkbox>',
  '<textarea>t</textarea>',
  '<select><option>1<option>2<option>3</select>',
  '<select multiple><option selected>1<option>2</select>',
]
const HTML = [
  '<p>a<div>b</p>c',
  '<table><tr><td>x<td>y</table>z',
  '<a>1<a>2</a></a>',
  '<b><p>x</b>y</p>',
  '<svg width=9 height=9><rect width=5 height=5 /><foreignObject><i>x</i></foreignObject></svg>',
  '<math><mi>x</mi><mo>+</mo></math>',
  '<!-- c -->t<!-- d -->',
  '<ul><li>1<li>2</ul>',
  '\n<pre>\n\nx</pre>',
  ...FIELDS,
]
/** Nothing grows in these: their content is no part of the page, or is shown in ways of the browser's own. */
const UNTOUCHED = 'head, iframe, template, select, textarea, style'
const RULES = [
  'p{margin-left:3px}',
  '.c1{color:rgb(9,8,7)}',
  'b{display:block}',
  ':host{border-top:1px solid}',
  'div > p{width:50px}',
]

export function grow(garden: Garden, depth: number): Node {
  const { document, random } = garden
  if (random.below(6) === 0) return made(garden, pick(random, HTML))
  const element = document.createElement(pick(random, NAMES))
  if (random.below(4) === 0) element.className = `c${random.below(4)}`
  for (let i = depth === 0 ? 0 : random.below(4); i > 0; i--)
    element.append(random.below(3) === 0 ? `x${i}` : grow(garden, depth - 1))
  return element
}

function made({ document }: Garden, html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = html
  return document.importNode(template.content, true)
}

/** The roots that may be changed: the document's, shadow roots, documents of frames. */
function rootsOf(document: Document): (Document | ShadowRoot)[] {
  const roots: (Document | ShadowRoot)[] = [document]
  for (let i = 0; i < roots.length; i++)
    for (const element of roots[i]?.querySelectorAll('*') ?? []) {
      if (element.shadowRoot !== null) roots.push(element.shadowRoot)
      const inside = element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null
      if (inside?.body) roots.push(inside)
    }
  return roots
}

function elementIn(garden: Garden): Element {
  const root = pick(garden.random, rootsOf(garden.document))
  const all = Array.from(root.querySelectorAll('*')).filter(
    (e) => e.closest(UNTOUCHED) === null && e.localName !== 'html',
  )
  return all.length === 0 ? garden.document.body : pick(garden.random, all)
}

type Change = (garden: Garden, element: Element) => unknown

/** A place among the element's children. */
const placeIn = ({ random }: Garden, { childNodes }: Element) =>
  childNodes[random.below(childNodes.length + 1)] ?? null

const CHANGES: readonly Change[] = [
  (garden, element) => element.insertBefore(grow(garden, 3), placeIn(garden, element)),
  (garden, element) =>
    element.insertBefore(made(garden, pick(garden.random, HTML)), placeIn(garden, element)),
  (garden, element) => element.insertBefore(garden.document.createTextNode(''), placeIn(garden, element)),
  (garden, element) => element.insertBefore(garden.document.createComment('c'), placeIn(garden, element)),
  (garden, element) => {
    const moved = elementIn(garden)
    if (moved.localName !== 'body' && !moved.contains(element))
      element.insertBefore(moved, placeIn(garden, element))
  },
  ({ loose }, element) => {
    if (element.localName === 'body') return
    loose.push(element)
    element.remove()
  },
  (garden, element) => {
    const back = garden.loose.splice(garden.random.below(garden.loose.length + 1), 1)[0]
    if (back !== undefined && !back.contains(element)) element.insertBefore(back, placeIn(garden, element))
  },
  ({ random }, element) =>
    element.setAttribute(pick(random, ['title', 'class', 'dir', 'hidden', 'id']), `c${random.below(5)}`),
  ({ random }, element) =>
    element.removeAttribute(pick(random, ['title', 'class', 'dir', 'hidden', 'style'])),
  ({ random }, element) =>
    element.setAttribute('style', `margin-left:${random.below(9)}px;--v:${random.below(9)}`),
  ({ random }, element) => {
    for (let i = 0; i < 60; i++) element.setAttribute(`data-${random.below(5)}`, String(i))
  },
  ({ random }, { childNodes }) => {
    const text = Array.from(childNodes).find((node) => node.nodeType === 3) as Text | undefined
    if (text === undefined) return
    if (random.below(3) === 0) text.splitText(random.below(text.length + 1))
    else text.data = `t${random.below(99)}`
  },
  (_garden, element) => element.normalize(),
  ({ random }, element) => {
    if (element.localName !== 'body') element.innerHTML = pick(random, HTML)
  },
  ({ random }, element) =>
    element.replaceChildren(...Array.from(element.childNodes).sort(() => random.below(3) - 1)),
  (garden, element) => {
    if (!/^(?:div|p|span|section)$/.test(element.localName)) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    root.append(grow(garden, 2))
    if (garden.random.below(2) === 0) root.append(garden.document.createElement('slot'))
  },
  (garden, element) => {
    if (garden.document.querySelectorAll('iframe').length > 3 || element.localName === 'select') return
    const frame = garden.document.createElement('iframe')
    element.append(frame)
    frame.contentDocument?.body?.append(grow(garden, 2))
  },
  ({ document, random }) => {
    const frame = document.querySelector('iframe')
    if (!frame?.contentDocument) return
    frame.contentDocument.open()
    frame.contentDocument.write(`${random.below(2) === 0 ? '<!doctype html>' : ''}<p>w${random.below(9)}`)
    frame.contentDocument.close()
  },
  ({ document, random }, element) => {
    const style = document.createElement('style')
    style.textContent = pick(random, RULES)
    const root = element.getRootNode()
    if (root instanceof Object && 'host' in root) (root as ShadowRoot).append(style)
    else document.head.append(style)
  },
  ({ document, random }) => {
    const sheet = document.styleSheets[random.below(document.styleSheets.length)]
    if (sheet === undefined) return
    const fate = random.below(4)
    if (fate === 0) sheet.disabled = !sheet.disabled
    else if (fate === 1 && sheet.cssRules.length > 0) sheet.deleteRule(0)
    else sheet.insertRule(pick(random, RULES.slice(0, 3)), 0)
  },
  ({ document, random }, element) => {
    const Sheet = (document.defaultView as unknown as { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet
    const sheet = new Sheet()
    sheet.replaceSync(pick(random, RULES))
    const root = element.getRootNode() as Document | ShadowRoot
    if (root === document || (root.nodeType === 11 && root.ownerDocument === document))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets.slice(-3), sheet]
  },
  ({ document, random }, element) => {
    for (const field of element.querySelectorAll('input, textarea, select')) {
      // Of the same name in a drawing it has no state.
      if (field.namespaceURI !== document.documentElement.namespaceURI) continue
      if (field.localName === 'select') (field as HTMLSelectElement).selectedIndex = random.below(3)
      else if ((field as HTMLInputElement).type === 'checkbox')
        (field as HTMLInputElement).checked = random.below(2) === 0
      else if ((field as HTMLInputElement).type !== 'radio')
        (field as HTMLInputElement).value = `v${random.below(9)}`
    }
  },
  (_garden, element) => {
    if (element.localName !== 'body') element.classList.toggle('alongside-mask')
  },
]

/** One random change of a random part of the page. */
export function change(garden: Garden): void {
  const element = elementIn(garden)
  try {
    pick(garden.random, CHANGES)(garden, element)
  } catch (error) {
    // What the DOM refuses (a node into itself, a row of a sheet that is gone) is no change.
    if (
      !(error instanceof Error) &&
      !(error instanceof DOMException) &&
      !/Error|DOMException/.test(String(error))
    )
      throw error
  }
}

/** While there are masks, mirror and page differ. */
export function unmask(document: Document): void {
  for (const root of rootsOf(document))
    for (const element of root.querySelectorAll('.alongside-mask')) element.classList.remove('alongside-mask')
}

import type { Attack } from './matrix.ts'

/**
 * Runs in a page (it is sent there as text, so it uses nothing from outside of this file): `plant` puts attacks into the
 * page, `use` does to each what it waits for.
 */
export type Planting = {
  plant(attacks: readonly Attack[]): Promise<void>
  use(): Promise<void>
}

export function createPlanting(): Planting {
  const roots: (Document | ShadowRoot)[] = [document]
  const frames: Document[] = []
  const addRoot = <Root extends Document | ShadowRoot>(root: Root): Root => {
    roots.push(root)
    followOnlyScripts(root)
    return root
  }

  function homeFor({ id, way }: Attack): Element | ShadowRoot {
    // One frame for many: browsers take their time for each.
    const known = frames[id % 4]
    const owner =
      way !== 'frame' ? document : known?.defaultView ? known : (frames[id % 4] = addRoot(newFrame()))
    // Attacks may shadow the document's own members.
    const box = Document.prototype.createElement.call(owner, 'div')
    bodyOf(owner).append(box)
    box.dataset['attack'] = String(id)
    box.style.cssText = 'width:40px;height:12px;overflow:hidden;display:inline-block;contain:strict'
    return way === 'shadow' ? addRoot(box.attachShadow({ mode: 'open' })) : box
  }

  followOnlyScripts(document)
  return {
    async plant(attacks) {
      for (const [i, attack] of attacks.entries()) {
        try {
          const home = homeFor(attack)
          if (attack.way === 'attribute') addBare(home, attack.html)
          else addHtml(home, attack.html)
        } catch {
          // The DOM refuses it.
        }
        // oxlint-disable-next-line no-await-in-loop -- lets the page breathe.
        if (i % 40 === 39) await turnOf(20)
      }
      await turnOf(100)
    },
    async use() {
      for (const root of roots)
        for (const element of allIn(root))
          try {
            // Of two addresses gone to in one turn, only the last one counts.
            // oxlint-disable-next-line no-await-in-loop
            if (useElement(element)) await turnOf(0)
          } catch {
            // Not every element of every namespace can be used.
          }
      await turnOf(200)
    },
  }
}

function newFrame(): Document {
  const frame = Document.prototype.createElement.call(document, 'iframe') as HTMLIFrameElement
  bodyOf(document).append(frame)
  frame.style.cssText = 'width:200px;height:60px'
  const made = frame.contentDocument as Document
  made.open()
  made.write('<!doctype html><title>x</title><body>')
  made.close()
  return made
}

/** Attacks may shadow the document's own members. */
function allIn(root: Document | ShadowRoot): NodeListOf<Element> {
  const prototype = root.nodeType === 9 ? Document.prototype : DocumentFragment.prototype
  return prototype.querySelectorAll.call(root, '*')
}

function bodyOf(owner: Document): HTMLElement {
  return Reflect.get(Document.prototype, 'body', owner)
}

/** Scripts of a fragment made in this way run when it is inserted. */
function addHtml(home: Element | ShadowRoot, html: string): void {
  const range = Document.prototype.createRange.call(home.ownerDocument)
  range.selectNodeContents(bodyOf(home.ownerDocument))
  home.append(range.createContextualFragment(html))
}

/** Elements first, all attributes later. */
function addBare(home: Element | ShadowRoot, html: string): void {
  const inert = Document.prototype.createElement.call(document, 'template') as HTMLTemplateElement
  inert.innerHTML = html
  const copy = Document.prototype.importNode.call(document, inert.content, true) as DocumentFragment
  const later: (() => void)[] = []
  for (const element of copy.querySelectorAll('*'))
    for (const attribute of attributesOf(element)) {
      Element.prototype.removeAttributeNode.call(element, attribute)
      later.push(() => Element.prototype.setAttributeNode.call(element, attribute))
    }
  home.append(copy)
  for (const set of later) set()
}

/** Forms shadow their own properties. */
function attributesOf(element: Element): Attr[] {
  const attributes: NamedNodeMap = Reflect.get(Element.prototype, 'attributes', element)
  return Array.from(attributes)
}

/** Of what is used, only scripts may come: to follow a link would end the page. */
function followOnlyScripts(root: Document | ShadowRoot): void {
  const isScript = (url: unknown) => /^\s*javascript:/i.test(String(url))
  const addressOf = (target: EventTarget): unknown => {
    if (target instanceof MathMLElement) return target.getAttribute('href') ?? undefined
    const { href } = target as { href?: unknown }
    return href instanceof SVGAnimatedString ? href.animVal : href
  }
  root.addEventListener(
    'click',
    (event) => {
      for (const target of event.composedPath()) {
        const address = addressOf(target)
        if (typeof address === 'string' && !isScript(address)) event.preventDefault()
      }
    },
    true,
  )
  root.addEventListener(
    'submit',
    (event) => {
      const by = (event as SubmitEvent).submitter as HTMLButtonElement | null
      const isButton = by?.hasAttribute('formaction') === true
      const url: unknown = isButton
        ? by.formAction
        : Reflect.get(HTMLFormElement.prototype, 'action', event.target)
      if (!isScript(url)) event.preventDefault()
    },
    true,
  )
}

/** Whether it was clicked in a way that may take the browser a turn. */
function useElement(element: Element): boolean {
  const names = attributesOf(element).map(({ name }) => name)
  for (const name of names)
    if (name.startsWith('on')) element.dispatchEvent(new Event(name.slice(2), { cancelable: true }))
  const isClicked =
    names.some((name) => /^(?:on|href|xlink:href|formaction|action)/.test(name)) ||
    element.localName === 'button'
  if (!isClicked) return false
  const pointer = { bubbles: true, cancelable: true, composed: true }
  element.dispatchEvent(new MouseEvent('mouseover', pointer))
  if (element instanceof HTMLElement && !(element instanceof HTMLFormElement)) element.click()
  else element.dispatchEvent(new MouseEvent('click', pointer))
  return names.some((name) => /href|action/.test(name))
}

function turnOf(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The same as text, to be put into a page as `planting`. */
export const PLANTING_SCRIPT = `${[
  newFrame,
  allIn,
  bodyOf,
  addHtml,
  addBare,
  attributesOf,
  followOnlyScripts,
  useElement,
  turnOf,
  createPlanting,
].join('\n')}
window.planting = createPlanting()`

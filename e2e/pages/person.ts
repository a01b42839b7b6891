import { expect as anyExpect } from '@playwright/test'
import type { Tab } from '@alongside/testkit/browsers'

/** Three browsers and a server on one machine. */
const expect = anyExpect.configure({ timeout: 30_000 })

type Wanted = { readonly kind: 'button' | 'field' | 'text'; readonly name: string }
type Found = { readonly x: number; readonly y: number; readonly text: string }

/** Somebody at a tab of any browser, who finds things by what they are called, also in shadow roots. */
export class Person {
  readonly tab: Tab

  constructor(tab: Tab) {
    this.tab = tab
  }

  /** Presses a button, link, menu item or radio button. `name`: all of its name, or its beginning before a `…`. */
  press(name: string): Promise<void> {
    return this.#clickOn({ kind: 'button', name })
  }

  async typeInto(label: string, text: string): Promise<void> {
    await this.#clickOn({ kind: 'field', name: label })
    await this.tab.type(text)
  }

  clickText(text: string): Promise<void> {
    return this.#clickOn({ kind: 'text', name: text })
  }

  /** Waits until a text is to be seen. */
  sees(text: string): Promise<void> {
    return this.#eventually({ kind: 'text', name: text }, true)
  }

  seesButton(name: string): Promise<void> {
    return this.#eventually({ kind: 'button', name }, true)
  }

  seesNoButton(name: string): Promise<void> {
    return this.#eventually({ kind: 'button', name }, false)
  }

  async clickAt(x: number, y: number): Promise<void> {
    await this.tab.move(x, y)
    await this.tab.down()
    await this.tab.release()
  }

  async #clickOn(wanted: Wanted): Promise<void> {
    let found: Found | null = null
    // Where it stands still: a menu that slides in is missed otherwise.
    await expect
      .poll(async () => {
        const before: Found | null = found
        found = await this.tab.evaluate(find, wanted)
        return found !== null && before !== null && found.x === before.x && found.y === before.y
      }, `${wanted.kind} ${wanted.name}`)
      .toBe(true)
    const { x, y } = found ?? { x: 0, y: 0 }
    await this.clickAt(x, y)
  }

  async #eventually(wanted: Wanted, isThere: boolean): Promise<void> {
    await expect
      .poll(async () => (await this.tab.evaluate(find, wanted)) !== null, `${wanted.kind} ${wanted.name}`)
      .toBe(isThere)
  }
}

/** Runs in the page. The first visible thing of that name, brought into view. */
function find({ kind, name }: Wanted): Found | null {
  const selector = {
    button: 'button, a[href], [role=button], [role=menuitem], [role=radio]',
    field: 'input, textarea',
    text: '*',
  }[kind]
  const clean = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim()
  const nameOf = (element: HTMLElement) => {
    if (kind === 'text') return ownText(element)
    const label = (element as Partial<HTMLInputElement>).labels?.[0]?.textContent
    return clean(element.getAttribute('aria-label') ?? label ?? element.innerText)
  }
  const ownText = (element: HTMLElement) =>
    clean(Array.from(element.childNodes, (node) => (node.nodeType === 3 ? node.nodeValue : '')).join(''))
  const isNamed = (text: string) =>
    kind === 'text'
      ? text.toLowerCase().includes(name.toLowerCase())
      : name.endsWith('…')
        ? text.startsWith(name.slice(0, -1))
        : text === name
  const roots: (Document | ShadowRoot)[] = [document]
  for (const root of roots)
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot)
  // Ours before what the page calls the same.
  for (const root of roots.toReversed()) {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (!element.matches(selector) || !isNamed(nameOf(element))) continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      const { left, top, width, height } = element.getBoundingClientRect()
      if (width > 0 && height > 0)
        return { x: Math.round(left + width / 2), y: Math.round(top + height / 2), text: nameOf(element) }
    }
  }
  return null
}

import type { Page } from '@playwright/test'

/**
 * Does to everything in the mirror what an agent could do, and more: clicks, focus and events straight on the elements,
 * past the surface that takes all real input. Returns how many elements there were.
 */
export function useMirror(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const viewer = document.querySelector('alongside-viewer')
    const roots: (Document | ShadowRoot)[] = []
    for (const frame of viewer?.shadowRoot?.querySelectorAll('iframe') ?? [])
      if (frame.contentDocument !== null) roots.push(frame.contentDocument)
    let used = 0
    for (let root = roots.pop(); root !== undefined; root = roots.pop())
      for (const element of (root.nodeType === 9
        ? Document.prototype
        : DocumentFragment.prototype
      ).querySelectorAll.call(root, '*')) {
        used++
        const shadow: ShadowRoot | null = Reflect.get(Element.prototype, 'shadowRoot', element)
        if (shadow !== null) roots.push(shadow)
        if (element.localName === 'iframe' || element.localName === 'frame') {
          const inside = (element as HTMLIFrameElement).contentDocument
          if (inside !== null) roots.push(inside)
        }
        const event = { bubbles: true, cancelable: true, composed: true }
        const send = (made: Event) => EventTarget.prototype.dispatchEvent.call(element, made)
        for (const type of ['load', 'error', 'toggle', 'animationstart', 'begin', 'scroll'])
          send(new Event(type))
        for (const type of ['mouseover', 'auxclick', 'contextmenu']) send(new MouseEvent(type, event))
        send(new KeyboardEvent('keydown', { ...event, key: 'Enter' }))
        send(new MouseEvent('click', { ...event, ctrlKey: true }))
        if (element instanceof HTMLElement || 'click' in element)
          try {
            HTMLElement.prototype.click.call(element)
          } catch {
            send(new MouseEvent('click', event))
          }
        if (used % 500 === 0) await new Promise((resolve) => setTimeout(resolve))
      }
    return used
  })
}

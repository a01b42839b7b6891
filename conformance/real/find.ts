/** What to look for in a page. */
export type Wanted = {
  readonly css: string
  /** How many are worked at most; the others are not looked at. */
  readonly most: number
  /** Also what leads to another page. */
  readonly mayLead?: boolean
}

/**
 * Runs in the page. A selector (into shadow roots with `>>>`) of what a person could point at: seen, enabled, not covered,
 * and staying on the page; the one after `skip` others. Null when there is none.
 */
export async function find({
  css,
  mayLead = false,
  skip,
}: Wanted & { readonly skip: number }): Promise<string | null> {
  const all: Element[] = []
  const roots: (Document | ShadowRoot)[] = [document]
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(css)) all.push(element)
      if (element.shadowRoot !== null) roots.push(element.shadowRoot)
    }
  }
  let left = skip
  for (const element of all) {
    if (!isUsable(element)) continue
    if (left-- > 0) continue
    await stands(element)
    return pathOf(element)
  }
  return null

  /** What slides is waited for, as a person does who wants to hit it. */
  async function stands(element: Element): Promise<void> {
    let before = ''
    for (let frame = 0, same = 0; frame < 120 && same < 6; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const { x, y } = element.getBoundingClientRect()
      same = `${x} ${y}` === before ? same + 1 : 0
      before = `${x} ${y}`
    }
  }

  function isUsable(element: Element): boolean {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    if (element.matches(':disabled,[aria-disabled=true],.disabled')) return false
    const link = element.closest<HTMLAnchorElement>('a[href]')
    const place = link?.getAttribute('href')?.trim() ?? '#'
    if (!mayLead && !/^(?:#|javascript:)/i.test(place)) return false
    if (!mayLead && element.matches('button[type=submit],input[type=submit],form button:not([type])'))
      return false
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
    const box = element.getClientRects()[0]
    if (box === undefined || box.width < 2 || box.height < 2) return false
    const root = element.getRootNode() as Document | ShadowRoot
    const hit = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    return hit !== null && (element.contains(hit) || hit.contains(element))
  }

  function pathOf(element: Element): string {
    const steps: string[] = []
    for (let at: Element | null = element; at !== null;) {
      const parent: Element | null = at.parentElement
      const siblings: HTMLCollection | undefined = at.parentNode?.children
      const place = siblings === undefined ? 1 : Array.prototype.indexOf.call(siblings, at) + 1
      const name = at === document.documentElement ? ':root' : `:nth-child(${place})`
      const root: Node = at.getRootNode()
      if (parent === null && root instanceof ShadowRoot) {
        steps.unshift(` >>> ${name}`)
        at = root.host
      } else {
        steps.unshift(parent === null ? name : ` > ${name}`)
        at = parent
      }
    }
    return steps.join('')
  }
}

/** Runs in the page. Selectors of the largest boxes that scroll by themselves, or that listen to the wheel. */
export function scrollBoxes(most: number): string[] {
  const found: { readonly css: string; readonly size: number }[] = []
  for (const element of document.querySelectorAll('body *')) {
    const { width, height, top } = element.getBoundingClientRect()
    if (width < 40 || height < 40 || top < 0 || top + height / 2 > innerHeight) continue
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    const scrolls =
      element.scrollHeight > element.clientHeight + 40 &&
      /auto|scroll/.test(getComputedStyle(element).overflowY)
    if (scrolls || element.matches('.jqx-grid,.jqx-listbox,.ace_editor,.CodeMirror,.slick-viewport'))
      found.push({ css: pathTo(element), size: width * height })
  }
  return found
    .sort((a, b) => b.size - a.size)
    .slice(0, most)
    .map(({ css }) => css)

  function pathTo(element: Element): string {
    let css = ''
    for (
      let at: Element | null = element;
      at !== null && at !== document.documentElement;
      at = at.parentElement
    ) {
      const place = Array.prototype.indexOf.call(at.parentElement?.children ?? [], at) + 1
      css = ` > :nth-child(${place})${css}`
    }
    return `:root${css}`
  }
}

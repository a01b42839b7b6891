import type { PageWindow } from './context.ts'
import { type Segment, toSegment } from './sheet-rules.ts'

/**
 * The text that a style sheet was made from, when it still says what the sheet says: it has the same number of rules.
 * Undefined when there is none to be had. Never rejects.
 */
export async function findSource(
  window: PageWindow,
  sheet: CSSStyleSheet,
  rules: CSSRuleList,
  base: string,
): Promise<Segment | undefined> {
  try {
    const css = await textOf(window, sheet)
    if (css === undefined || countRules(window, css) !== withoutImports(rules)) return undefined
    return toSegment(css, base)
  } catch {
    // Blocked by the page's policy, or offline: the rules as serialised have to do.
    return undefined
  }
}

/**
 * The text of a sheet of another origin whose rules nobody may read: had by a request of our own where that origin admits
 * it, though the page's `<link>` did not ask. Undefined otherwise, and for sheets with imports. Never rejects.
 */
export async function readForeign(window: PageWindow, href: string): Promise<string | undefined> {
  try {
    const response = await window.fetch(href, { cache: 'force-cache', credentials: 'omit' })
    const isSheet = response.ok && response.headers.get('content-type')?.startsWith('text/css') === true
    const css = isSheet ? await response.text() : undefined
    return css === undefined || /@import/i.test(css) ? undefined : css
  } catch {
    return undefined
  }
}

async function textOf(window: PageWindow, sheet: CSSStyleSheet): Promise<string | undefined> {
  const { ownerNode, href } = sheet
  if (href === null)
    return ownerNode?.nodeName.toLowerCase() === 'style' ? (ownerNode.textContent ?? '') : undefined
  if (new URL(href).origin !== window.location.origin) return undefined
  const response = await window.fetch(href, { cache: 'force-cache', credentials: 'same-origin' })
  return response.ok ? response.text() : undefined
}

/** Constructed sheets leave `@import` out. */
function countRules(window: PageWindow, css: string): number {
  const scratch = new window.CSSStyleSheet()
  scratch.replaceSync(css)
  return scratch.cssRules.length
}

function withoutImports(rules: CSSRuleList): number {
  let count = 0
  for (let i = 0; i < rules.length; i++) if (rules.item(i)?.type !== 3) count++
  return count
}

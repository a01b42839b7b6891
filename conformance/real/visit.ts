import type { Tab } from '@alongside/testkit/browsers'
import type { Action } from '../compare/actions.ts'
import { find, scrollBoxes, type Wanted } from './find.ts'

/**
 * What every visit of a real page does: looks around and works what it finds with mouse, wheel and keyboard, as someone
 * would who does not know the page. What is chosen depends on the page alone. A step that finds nothing to do is left out.
 */
export const VISIT: readonly Action[] = [
  { name: 'scrolled half way', run: (visitor) => visitor.evaluate(scrollTo, 0.5) },
  { name: 'scrolled to the end', run: (visitor) => visitor.evaluate(scrollTo, 1) },
  {
    name: 'pointed at the navigation',
    async run(visitor) {
      await visitor.evaluate(scrollTo, 0)
      return hoverFirst(visitor, {
        css: 'nav li:has(> ul),.navbar .nav-item,nav a,[role=menubar] [role=menuitem],.menu .item,.nav a,header a',
        most: 1,
      })
    },
  },
  {
    name: 'opened menus',
    run: (visitor) =>
      clickAll(visitor, {
        css: '[data-toggle=dropdown],[data-bs-toggle=dropdown],[aria-haspopup=true],[aria-haspopup=menu],[aria-haspopup=listbox],[role=combobox]:not(input),.ui.dropdown,.dropdown-toggle,summary,.navbar-toggle,.navbar-toggler,.mdl-layout__drawer-button,.jsoneditor-contextmenu-button',
        most: 2,
      }),
  },
  {
    name: 'changed tabs and panels',
    run: (visitor) =>
      clickAll(visitor, {
        css: '[role=tab],[data-toggle=tab],[data-bs-toggle=tab],[data-toggle=collapse],[data-bs-toggle=collapse],.nav-tabs a,.jstree-ocl,.jqx-icon-arrow-right,[aria-expanded=false]:not([aria-haspopup]),.jqx-tree-item-arrow-collapse,.jsoneditor-collapsed',
        most: 3,
      }),
  },
  {
    name: 'opened a dialog',
    run: (visitor) =>
      clickAll(visitor, {
        css: '[data-toggle=modal],[data-bs-toggle=modal],[data-bs-toggle=offcanvas],[aria-haspopup=dialog],.modal-trigger,.my-gallery a,[data-rel=popup]',
        most: 1,
        mayLead: true,
      }),
  },
  {
    name: 'closed it',
    async run(visitor) {
      if (!(await visitor.evaluate(hasDialog, null))) return false
      await visitor.key('Escape')
      return true
    },
  },
  { name: 'filled in', run: fillIn },
  {
    name: 'went to another view',
    run: (visitor) =>
      clickAll(visitor, { css: 'a[href^="#/"],a[href^="#!/"],nav a[href^="#"],.nav a[href^="#"]', most: 2 }),
  },
  {
    name: 'turned the wheel over boxes',
    async run(visitor) {
      const boxes = await visitor.evaluate(scrollBoxes, 3)
      for (const css of boxes) await visitor.wheel(css, 0, 400)
      return boxes.length > 0
    },
  },
  {
    name: 'made the window narrower',
    async run(visitor, viewer) {
      await visitor.resize(720, 800)
      await viewer.resize(720, 800)
    },
  },
]

/** Runs in the page. */
function scrollTo(share: number): void {
  window.scrollTo({ top: document.documentElement.scrollHeight * share, behavior: 'instant' })
}

/** Runs in the page. */
function hasDialog(): boolean {
  const dialogs = document.querySelectorAll('dialog[open],[role=dialog],.modal,.pswp--open,.offcanvas')
  return [...dialogs].some((dialog) => dialog.checkVisibility({ visibilityProperty: true }))
}

/** One after the other, each found anew: what was clicked before may have moved or replaced it. */
async function clickAll(visitor: Tab, wanted: Wanted): Promise<boolean> {
  let count = 0
  for (let skip = 0; skip < wanted.most; skip++) {
    const css = await visitor.evaluate(find, { ...wanted, skip })
    if (css === null) break
    await visitor.click(css)
    count++
  }
  // And away: how a native control looks under the pointer is for no style sheet to say.
  if (count > 0) await visitor.move(1, 1)
  return count > 0
}

async function hoverFirst(visitor: Tab, wanted: Wanted): Promise<boolean> {
  const css = await visitor.evaluate(find, { ...wanted, mayLead: true, skip: 0 })
  if (css === null) return false
  await visitor.hover(css)
  return true
}

/** Not those that say that they hold a password: their values are never sent (K1), so they differ on purpose. */
const TEXT_FIELDS =
  ':is(input:not([type]),input[type=text],input[type=search],input[type=email],input[type=url],textarea,[contenteditable=true],[contenteditable=""]):not([name*=password i])'

async function fillIn(visitor: Tab): Promise<boolean> {
  let done = false
  for (let skip = 0; skip < 2; skip++) {
    const css = await visitor.evaluate(find, { css: TEXT_FIELDS, most: 2, skip })
    if (css === null) break
    await visitor.click(css)
    await visitor.type('Typed by a visitor')
    // In a form it would send it.
    if (await visitor.evaluate(isOutsideOfForms, css)) await visitor.key('Enter')
    done = true
  }
  const choice = await visitor.evaluate(find, { css: 'select:not([multiple])', most: 1, skip: 0 })
  if (choice !== null) {
    await visitor.evaluate((css) => document.querySelector<HTMLElement>(css)?.focus(), choice)
    await visitor.key('ArrowDown')
    done = true
  }
  const boxes = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],.custom-control-label'
  return (await clickAll(visitor, { css: boxes, most: 2 })) || done
}

/** Runs in the page. */
function isOutsideOfForms(css: string): boolean {
  const element = css.includes('>>>') ? null : document.querySelector(css)
  return element instanceof HTMLInputElement && element.form === null
}

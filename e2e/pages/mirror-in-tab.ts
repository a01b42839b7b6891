import { expect as anyExpect } from '@playwright/test'
import type { Tab } from '@alongside/testkit/browsers'

/** Three browsers and a server on one machine. */
const expect = anyExpect.configure({ timeout: 30_000 })

export type Place = {
  /** Middle of the element on the agent's screen. */
  readonly x: number
  readonly y: number
  readonly isInView: boolean
}
type Property = 'textContent' | 'value' | 'scrollTop' | 'outerHTML'

/** The mirrored document in a tab of any browser. Selectors are CSS, in the mirrored top document. */
export class MirrorInTab {
  readonly tab: Tab

  constructor(tab: Tab) {
    this.tab = tab
  }

  /** Null while there is no such element. */
  read(css: string, property: Property): Promise<string | null> {
    return this.tab.evaluate(readInMirror, { css, property })
  }

  async expect(css: string, property: Property, value: string | RegExp): Promise<void> {
    await expect.poll(() => this.read(css, property), `${property} of ${css}`).toMatch(value)
  }

  /** Null while there is no such element. */
  place(css: string): Promise<Place | null> {
    return this.tab.evaluate(placeInMirror, css)
  }

  /** Moves the pointer there, when it is in view and stands still. */
  async hover(css: string): Promise<Place> {
    let place: Place | null = null
    await expect
      .poll(async () => {
        const before: Place | null = place
        place = await this.place(css)
        return place?.isInView === true && before?.x === place.x && before.y === place.y
      }, css)
      .toBe(true)
    const found = place ?? { x: 0, y: 0, isInView: false }
    await this.tab.move(found.x, found.y)
    return found
  }

  async click(css: string): Promise<void> {
    await this.hover(css)
    await this.tab.down()
    await this.tab.release()
  }
}

/** Runs in the page. */
function readInMirror({ css, property }: { css: string; property: Property }): string | null {
  const frames = document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
  const shown = [...frames].find((frame) =>
    frame.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  )
  const element = shown?.contentDocument?.querySelector(css) as Partial<HTMLInputElement> | null | undefined
  return element === null || element === undefined ? null : String(element[property]).trim()
}

/** Runs in the page. */
function placeInMirror(css: string): Place | null {
  const viewer = document.querySelector('alongside-viewer')
  const frames = viewer?.shadowRoot?.querySelectorAll('iframe') ?? []
  const frame = [...frames].find((candidate) =>
    candidate.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  )
  const element = frame?.contentDocument?.querySelector(css)
  if (viewer === null || frame === undefined || element === null || element === undefined) return null
  const outer = frame.getBoundingClientRect()
  const visible = viewer.getBoundingClientRect()
  const scale = outer.width / frame.offsetWidth
  const box = element.getBoundingClientRect()
  const x = Math.round(outer.left + (box.left + box.width / 2) * scale)
  const y = Math.round(outer.top + (box.top + box.height / 2) * scale)
  const isInView = y > Math.max(outer.top, visible.top) && y < Math.min(outer.bottom, visible.bottom)
  return { x, y, isInView }
}

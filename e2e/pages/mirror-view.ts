import { expect, type Page } from '@playwright/test'

export type Point = { readonly x: number; readonly y: number }

/**
 * What the agent sees: the mirrored document inside of `<alongside-viewer>`. The frame runs no scripts, so everything is
 * read from the page around it. Selectors are CSS, in the mirrored top document.
 */
export class MirrorView {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Text of the first match; null while there is none. */
  text(selector: string): Promise<string | null> {
    return this.read(selector, 'text')
  }

  value(selector: string): Promise<string | null> {
    return this.read(selector, 'value')
  }

  async checked(selector: string): Promise<boolean> {
    return (await this.read(selector, 'checked')) === 'true'
  }

  count(selector: string): Promise<number> {
    return this.page.evaluate((css) => {
      const frames = document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
      const shown = [...frames].find((frame) =>
        frame.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      )
      return shown?.contentDocument?.querySelectorAll(css).length ?? 0
    }, selector)
  }

  async expectText(selector: string, text: string | RegExp): Promise<void> {
    await expect.poll(() => this.text(selector), { timeout: 15_000 }).toMatch(text)
  }

  async expectCount(selector: string, count: number): Promise<void> {
    await expect.poll(() => this.count(selector), { timeout: 15_000 }).toBe(count)
  }

  async expectValue(selector: string, value: string): Promise<void> {
    await expect.poll(() => this.value(selector), { timeout: 15_000 }).toBe(value)
  }

  /** Vertical scroll position of the mirrored page, or of one of its boxes. CSS pixels. */
  scrollTop(selector = 'html'): Promise<number> {
    return this.read(selector, 'scrollTop').then(Number)
  }

  /** Where the middle of the element is on the agent's screen. The agent scrolls there with the wheel when it is out of view. */
  async middle(selector: string): Promise<Point> {
    await expect.poll(() => this.count(selector), { timeout: 15_000 }).toBeGreaterThan(0)
    await expect
      .poll(async () => {
        const place = await this.#place(selector)
        if (place.off === 0) return true
        await this.page.mouse.move(place.view.x, place.view.y)
        await this.page.mouse.wheel(0, place.off)
        return false
      })
      .toBe(true)
    return (await this.#place(selector)).middle
  }

  /** Middle of the element and of the visible page on the screen, and how far to scroll (0: it is in view). */
  async #place(selector: string): Promise<{ middle: Point; view: Point; off: number }> {
    const place = await this.page.evaluate((css) => {
      const viewer = document.querySelector('alongside-viewer')
      const frames = viewer?.shadowRoot?.querySelectorAll('iframe') ?? []
      const frame = [...frames].find((candidate) =>
        candidate.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      )
      const element = frame?.contentDocument?.querySelector(css)
      if (viewer === null || frame === undefined || element === null || element === undefined) return null
      const outer = frame.getBoundingClientRect()
      const visible = viewer.getBoundingClientRect()
      const top = Math.max(outer.top, visible.top)
      const bottom = Math.min(outer.bottom, visible.bottom)
      const scale = outer.width / frame.offsetWidth
      const box = element.getBoundingClientRect()
      const x = outer.left + (box.left + box.width / 2) * scale
      const y = outer.top + (box.top + box.height / 2) * scale
      const view = { x: outer.left + outer.width / 2, y: (top + bottom) / 2 }
      const isIn = y > top + 10 && y < bottom - 10
      return { middle: { x, y }, view, off: isIn ? 0 : y - view.y }
    }, selector)
    if (place === null) throw new Error(`${selector} is not in the mirror`)
    return place
  }

  async click(selector: string, options?: { clickCount?: number }): Promise<void> {
    const { x, y } = await this.middle(selector)
    await this.page.mouse.click(x, y, options)
  }

  async hover(selector: string): Promise<void> {
    const { x, y } = await this.middle(selector)
    await this.page.mouse.move(x, y, { steps: 3 })
  }

  private read(
    selector: string,
    property: 'text' | 'value' | 'checked' | 'scrollTop',
  ): Promise<string | null> {
    return this.page.evaluate(
      ([css, wanted]) => {
        const frames =
          document.querySelector('alongside-viewer')?.shadowRoot?.querySelectorAll('iframe') ?? []
        const shown = [...frames].find((frame) =>
          frame.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
        )
        const element = shown?.contentDocument?.querySelector(css)
        if (element === null || element === undefined) return null
        if (wanted === 'text') return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
        const live = element as unknown as Record<string, unknown>
        return String(live[wanted])
      },
      [selector, property] as const,
    )
  }
}

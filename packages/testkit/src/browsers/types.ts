/** Real browsers under one interface, whatever drives them: Playwright, WebDriver BiDi or classic WebDriver. */
export const BROWSER_NAMES = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof BROWSER_NAMES)[number]

export type LaunchOptions = {
  /** More command-line switches. */
  readonly args?: readonly string[]
}

export type Browser = {
  readonly name: BrowserName
  /** As the browser reports it. */
  readonly version: string
  /** A tab of its own: no cookies, storage or cache are shared with other tabs, where the browser can do that. */
  open(url: string, viewport: Viewport): Promise<Tab>
  close(): Promise<void>
}

/** CSS pixels. */
export type Viewport = {
  readonly width: number
  readonly height: number
  readonly devicePixelRatio?: number
  /** A touch screen: no hover, coarse pointer. Ignored by drivers that cannot emulate it. */
  readonly isTouch?: boolean
}

/** CSS pixels, from the top left of the viewport. */
export type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export type MediaEmulation = {
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce' | 'no-preference'
  readonly contrast?: 'more' | 'no-preference'
  readonly forcedColors?: 'active' | 'none'
}

/**
 * What a driver has to offer. Input is trusted (`isTrusted`), as from a person. What a driver cannot do it refuses with
 * `NotSupported`, so that the caller can leave the step out and say so.
 */
export type TabDriver = {
  goto(url: string): Promise<void>
  /** Runs a function in the page. It is sent as text: it sees only its argument and the page. */
  evaluate<Argument, Result>(
    task: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>
  /** PNG of what is in the viewport, without a caret. Changes nothing that the page could see. */
  screenshot(clip?: Clip): Promise<Buffer>
  move(x: number, y: number): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
  /** Characters, as typed on a keyboard. */
  type(text: string): Promise<void>
  /** One key by its name (`Tab`, `Enter`, `ArrowDown`, `a`), with modifiers as in `Shift+Tab`. */
  key(name: string): Promise<void>
  /** At the pointer's place. */
  wheel(dx: number, dy: number): Promise<void>
  resize(width: number, height: number): Promise<void>
  media(media: MediaEmulation): Promise<void>
  /** Page zoom, as by Ctrl and plus: the viewport gets smaller in CSS pixels, the pixel ratio larger. */
  zoom(factor: number): Promise<void>
  /** Pinch zoom: only the visual viewport changes. */
  pinch(factor: number): Promise<void>
  close(): Promise<void>
}

/** A page in a browser, and a person at it. `css` may go into shadow roots and frames: `#host >>> button`. */
export type Tab = Omit<TabDriver, 'down' | 'up' | 'wheel'> & {
  /** The pointer goes to the middle of the element, which is brought into view first. */
  hover(css: string): Promise<void>
  click(css: string): Promise<void>
  /** The pointer goes down where it is. */
  down(): Promise<void>
  /** The pointer goes down on the element and stays down. */
  press(css: string): Promise<void>
  release(): Promise<void>
  wheel(css: string, dx: number, dy: number): Promise<void>
}

/** This driver cannot do that. */
export class NotSupported extends Error {
  override readonly name = 'NotSupported'
}

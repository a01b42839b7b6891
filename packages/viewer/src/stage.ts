import { clientToPage, scaleFor, type Box, type Fit, type Point } from './geometry.ts'

/** Where the mirror stands in the element: scroller > sizer (scaled size) > page (scaled) > frames; marks and input on top. */
export type Stage = {
  readonly scroller: HTMLElement
  /** The mirror's frames are appended here. */
  readonly page: HTMLElement
  /** Drawn over the page in scaled pixels; takes no input. */
  readonly marks: HTMLElement
  /** Takes all pointer and keyboard input, so that nothing in the frame gets any. */
  readonly surface: HTMLElement
  readonly scale: number
  setViewport(viewport: { width: number; height: number } | null): void
  setFit(fit: Fit): void
  toPage(client: { clientX: number; clientY: number }): Point
  /** A box in page coordinates as scaled pixels of `marks`. */
  scaled(box: Box): Box
  close(): void
}

export function createStage(root: ShadowRoot, onLayout: () => void): Stage {
  const scroller = part('div', 'scroller')
  const sizer = part('div', 'sizer')
  const page = part('div', 'page')
  const marks = part('div', 'marks')
  const surface = part('div', 'surface')
  surface.tabIndex = 0
  surface.setAttribute('role', 'application')
  surface.setAttribute(
    'aria-label',
    'The visitor’s page. Arrow keys and Page Up or Down scroll. With the control tool, keys go to the page; Escape leaves a field.',
  )
  marks.setAttribute('aria-hidden', 'true')
  sizer.append(page, marks, surface)
  scroller.append(sizer)
  root.append(scroller)

  let viewport: { width: number; height: number } | null = null
  let fit: Fit = 'width'
  let scale = 1

  function layout(): void {
    if (viewport === null) return
    scale = scaleFor(fit, scroller, viewport)
    Object.assign(sizer.style, {
      width: `${viewport.width * scale}px`,
      height: `${viewport.height * scale}px`,
    })
    Object.assign(page.style, {
      width: `${viewport.width}px`,
      height: `${viewport.height}px`,
      transform: scale === 1 ? 'none' : `scale(${scale})`,
    })
    onLayout()
  }

  const observer = new ResizeObserver(layout)
  observer.observe(scroller)
  layout()

  return {
    scroller,
    page,
    marks,
    surface,
    get scale() {
      return scale
    },
    setViewport(next) {
      if (next?.width === viewport?.width && next?.height === viewport?.height) return
      viewport = next
      layout()
    },
    setFit(next) {
      fit = next
      scroller.dataset['fit'] = next
      layout()
    },
    toPage: ({ clientX, clientY }) =>
      clientToPage({ x: clientX, y: clientY }, sizer.getBoundingClientRect(), viewport?.width ?? 1),
    scaled: ({ left, top, width, height }) => ({
      left: left * scale,
      top: top * scale,
      width: width * scale,
      height: height * scale,
    }),
    close: () => observer.disconnect(),
  }
}

/** An element of our own, with a class that the style sheet knows. */
export function part<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  element.className = className
  if (text !== undefined) element.textContent = text
  return element
}

/** Puts an absolutely placed element over a box. */
export function placeOver(element: HTMLElement, box: Box): void {
  Object.assign(element.style, {
    left: `${box.left}px`,
    top: `${box.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  })
}

/** Coordinates: `client` are the agent's window, `page` the mirrored frame's viewport in the visitor's CSS pixels. */
export type Point = { readonly x: number; readonly y: number }
export type Box = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export type Fit = 'width' | 'actual'

/** Of the element that the page is shown in. */
export type Widget = { readonly clientWidth: number; readonly clientHeight: number }
export type Size = { readonly width: number; readonly height: number }

/** Pages smaller than the widget grow no further than this: beyond, text is only blurry. */
const MAX_SCALE = 2

/** How much the page is scaled to fit a widget of that width; it grows only while all that the visitor sees is seen here. */
export function scaleFor(fit: Fit, { clientWidth, clientHeight }: Widget, { width, height }: Size): number {
  if (fit === 'actual' || width <= 0 || clientWidth <= 0) return 1
  return Math.min(clientWidth / width, Math.max(1, Math.min(MAX_SCALE, clientHeight / height)))
}

/** `shown` is where the page's area is in the window now (its scaled box). */
export function clientToPage(client: Point, shown: Box, pageWidth: number): Point {
  const scale = shown.width > 0 ? shown.width / pageWidth : 1
  return { x: (client.x - shown.left) / scale, y: (client.y - shown.top) / scale }
}

export function fractionIn(point: Point, box: Box): Point {
  return {
    x: box.width > 0 ? clamp((point.x - box.left) / box.width, -10, 10) : 0,
    y: box.height > 0 ? clamp((point.y - box.top) / box.height, -10, 10) : 0,
  }
}

export function pointIn(box: Box, fraction: Point): Point {
  return { x: box.left + box.width * fraction.x, y: box.top + box.height * fraction.y }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** The value that a range input has with its thumb at this fraction of its width, on the grid of its step. */
export function rangeValue(fraction: number, min: number, max: number, step: number | null): number {
  const raw = min + clamp(fraction, 0, 1) * (max - min)
  if (step === null || step <= 0) return raw
  const snapped = min + Math.round((raw - min) / step) * step
  // Sums of steps such as 0.1 carry noise that would show in the field.
  return Number(clamp(snapped > max ? snapped - step : snapped, min, max).toFixed(10))
}

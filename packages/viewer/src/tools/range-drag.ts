import type { ViewerContext } from '../context.ts'
import { rangeValue } from '../geometry.ts'
import type { Hit } from '../locate.ts'
import { createThrottle } from '../throttle.ts'

const COMMAND_EVERY_MS = 60
/** Half a thumb: its middle does not reach the ends of the track. CSS pixels. */
const THUMB_PX = 8

/** Dragging a slider: shows at once, goes to the page as values. */
export function createRangeDrag(context: ViewerContext): {
  readonly isActive: boolean
  begin(hit: Hit): void
  move(event: PointerEvent): void
  end(): void
} {
  let active: Hit | null = null
  const throttle = createThrottle(COMMAND_EVERY_MS)

  function set(hit: Hit, x: number): void {
    const input = hit.element as HTMLInputElement
    const step = input.step === 'any' ? null : Number(input.step || 1)
    const track = Math.max(1, hit.box.width - 2 * THUMB_PX)
    const fraction = (x - hit.box.left - THUMB_PX) / track
    const isMirrored = getComputedStyle(input).direction === 'rtl'
    const value = rangeValue(
      isMirrored ? 1 - fraction : fraction,
      Number(input.min || 0),
      Number(input.max || 100),
      step,
    )
    if (input.value === String(value)) return
    input.value = String(value)
    throttle.run(() => void context.commands.run({ kind: 'value', node: hit.id, value: String(value) }))
  }

  return {
    get isActive() {
      return active !== null
    },
    begin(hit) {
      active = hit
      set(hit, hit.box.left + hit.box.width * hit.fraction.x)
    },
    move(event) {
      if (active !== null) set(active, context.stage.toPage(event).x)
    },
    end() {
      if (active === null) return
      active = null
      throttle.flush()
    },
  }
}

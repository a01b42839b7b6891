import type { Cursor } from '@alongside/protocol'
import type { Builtins } from '../loader/builtins.ts'

/** One thing drawn over the page. */
export type Mark = {
  /** Puts it where it belongs now. */
  place(): void
  update?(cursor: Cursor): void
  remove(): void
}

export type MarkContext = {
  readonly box: HTMLElement
  readonly name: string
  readonly tone: string
  readonly builtins: Pick<Builtins, 'createElement'>
}

type Point = { readonly x: number; readonly y: number }

const SVG = 'http://www.w3.org/2000/svg'
const ARROW = 'M3 2l6.5 16.5 2.3-6.7 6.7-2.3z'

/** A labelled arrow. `data-cursor` on it names the participant: tests and integrators find it by that. */
export function createCursorMark(
  context: MarkContext,
  cursor: Cursor,
  locate: (cursor: Cursor) => Point | null,
): Mark {
  const element = create(context, 'cursor')
  element.dataset['cursor'] = context.name
  // Until it has been located.
  element.hidden = true
  const arrow = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  arrow.setAttribute('viewBox', '0 0 20 20')
  path.setAttribute('d', ARROW)
  arrow.append(path)
  element.append(arrow, createLabel(context))
  context.box.append(element)
  let current = cursor
  let shown = ''
  return {
    place() {
      const at = locate(current)
      const next = at === null ? '' : `translate(${at.x}px,${at.y}px)`
      if (next === shown) return
      shown = next
      element.hidden = next === ''
      if (next !== '') element.style.transform = next
    },
    update(next) {
      current = next
      element.classList.toggle('pressed', next?.pressed === true)
    },
    remove: () => element.remove(),
  }
}

/** Space between the highlighted thing and its border. CSS pixels. */
const PADDING_PX = 3

/** A label's height with its distance. */
const LABEL_PX = 30

/** Boxes around an element, or over lines of text; `data-highlight` on each says which. */
export function createHighlightMark(
  context: MarkContext,
  kind: 'element' | 'text',
  locate: () => readonly DOMRectReadOnly[],
): Mark {
  const element = create(context, 'highlight')
  const label = createLabel(context)
  context.box.append(element)
  let shown = ''
  return {
    place() {
      const boxes = locate()
      const next = boxes.map(({ x, y, width, height }) => `${x},${y},${width},${height}`).join(' ')
      if (next === shown) return
      shown = next
      const parts = boxes.map((box) => {
        const part = context.builtins.createElement('div')
        part.className = 'part'
        part.dataset['highlight'] = kind
        part.style.transform = `translate(${box.x - PADDING_PX}px,${box.y - PADDING_PX}px)`
        part.style.width = `${box.width + 2 * PADDING_PX}px`
        part.style.height = `${box.height + 2 * PADDING_PX}px`
        return part
      })
      if (context.name !== '') parts[0]?.append(label)
      // Above the box, unless that is outside of the screen.
      label.classList.toggle('inside', (boxes[0]?.y ?? 0) < LABEL_PX)
      element.replaceChildren(...parts)
    },
    remove: () => element.remove(),
  }
}

/** Removes itself when its animation is over. */
export function createRipple(context: MarkContext, at: Point): void {
  const element = create(context, 'ripple')
  element.style.transform = `translate(${at.x}px,${at.y}px)`
  const ring = context.builtins.createElement('div')
  element.append(ring)
  context.box.append(element)
  const animation = ring.animate(
    [
      { transform: 'scale(0.2)', opacity: 0.9 },
      { transform: 'scale(1)', opacity: 0 },
    ],
    { duration: 600, easing: 'ease-out' },
  )
  const remove = () => element.remove()
  animation.finished.then(remove, remove)
}

function create({ builtins, tone }: MarkContext, className: string): HTMLElement {
  const element = builtins.createElement('div')
  element.className = className
  element.style.setProperty('--tone', tone)
  return element
}

function createLabel({ builtins, name }: MarkContext): HTMLElement {
  const label = builtins.createElement('span')
  label.className = 'label'
  label.textContent = name
  return label
}

import { boxOf, isElement, isRendered } from './locate.ts'
import { part, placeOver, type Stage } from './stage.ts'
import type { MirrorPage } from './types.ts'

/** More are not drawn. */
const MAX_OPTIONS = 200
const WEEKDAY_OF_MONDAY = new Date(2024, 0, 1)

/**
 * What the visitor's browser draws over the page by itself and the page knows nothing of: its message at a field, open lists
 * and pickers. Drawn here near the field, to be looked at only.
 */
export function createVisitorNatives(stage: Stage): { draw(page: MirrorPage | null): void } {
  const bubble = createPart(stage, 'bubble')
  const picker = createPart(stage, 'picker visitor')
  return {
    draw(page) {
      const said = page?.bubble ?? null
      bubble.show(fieldOf(page, said?.id ?? null), said?.text ?? '', (holder) =>
        holder.append(part('div', 'says', said?.text)),
      )
      const field = fieldOf(page, page?.picker ?? null)
      picker.show(field, field === null ? '' : describeList(field), (holder) => {
        if (field !== null) holder.append(drawList(field))
      })
    },
  }
}

function fieldOf(page: MirrorPage | null, id: MirrorPage['picker']): HTMLElement | null {
  const node = id === null ? undefined : page?.rebuild.node(id)
  return isElement(node) && isRendered(node) ? node : null
}

/** Something that stands at a field; drawn anew when what it says changes. */
function createPart(stage: Stage, className: string) {
  let holder: HTMLElement | null = null
  let shown = ''
  return {
    show(field: HTMLElement | null, says: string, fill: (holder: HTMLElement) => void): void {
      if (field === null || says !== shown) {
        holder?.remove()
        holder = null
      }
      shown = says
      if (field === null || says === '') return
      const isNew = holder === null
      holder ??= part('div', className)
      if (isNew) {
        fill(holder)
        stage.marks.append(holder)
      }
      placeOver(holder, stage.scaled(boxOf(field)))
      const room = stage.marks.clientHeight - holder.offsetTop - holder.offsetHeight
      holder.classList.toggle('above', room < (holder.firstElementChild?.clientHeight ?? 0))
    },
  }
}

type Option = { readonly label: string; readonly isChosen: boolean; readonly group?: string | null }

function optionsOf(field: HTMLElement): Option[] | null {
  if (field.localName === 'select') {
    return Array.from((field as HTMLSelectElement).options, (option) => ({
      label: option.label,
      isChosen: option.selected,
      group: option.closest('optgroup')?.label ?? null,
    }))
  }
  const { list, value, type } = field as HTMLInputElement
  if (list == null || /^(?:date|time|month|week|color|datetime-local)$/.test(type)) return null
  const typed = value.toLowerCase()
  return Array.from(list.querySelectorAll('option'), ({ value: offered, label }) => ({
    label: label === '' || label === offered ? offered : `${offered} — ${label}`,
    isChosen: false,
  })).filter(({ label }) => label.toLowerCase().includes(typed))
}

function describeList(field: HTMLElement): string {
  const options = optionsOf(field)
  return options === null
    ? `${(field as HTMLInputElement).type} ${(field as HTMLInputElement).value}`
    : JSON.stringify(options.slice(0, MAX_OPTIONS))
}

function drawList(field: HTMLElement): HTMLElement {
  const list = part('div', 'list-box')
  const options = optionsOf(field)
  if (options === null) {
    const { type, value } = field as HTMLInputElement
    if (type === 'color') list.append(swatch(value))
    else if (type === 'date' || type === 'datetime-local') list.append(calendar(value.slice(0, 10)))
    list.append(part('div', 'group', `The visitor is choosing${value === '' ? '' : `: ${value}`}`))
    return list
  }
  let group: string | null = null
  for (const option of options.slice(0, MAX_OPTIONS)) {
    if (option.group != null && option.group !== group) list.append(part('div', 'group', option.group))
    group = option.group ?? null
    list.append(part('div', option.isChosen ? 'option active' : 'option', option.label || '\u00a0'))
  }
  if (options.length === 0) list.append(part('div', 'group', 'No suggestions'))
  return list
}

function swatch(value: string): HTMLElement {
  const element = part('div', 'swatch')
  element.style.background = value
  return element
}

/** The month of a date, `yyyy-mm-dd`, or this one. */
function calendar(value: string): HTMLElement {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number)
  const today = new Date()
  const first = year > 0 ? new Date(year, month - 1, 1) : new Date(today.getFullYear(), today.getMonth(), 1)
  const grid = part('div', 'month')
  grid.append(part('b', '', first.toLocaleDateString(undefined, { month: 'long', year: 'numeric' })))
  const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'narrow' })
  for (let i = 0; i < 7; i++)
    grid.append(part('i', '', weekday.format(new Date(+WEEKDAY_OF_MONDAY + i * 86_400_000))))
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate()
  for (let i = 1; i <= last; i++) {
    const cell = part('span', i === day ? 'active' : '', String(i))
    if (i === 1) cell.style.gridColumnStart = String(((first.getDay() + 6) % 7) + 1)
    grid.append(cell)
  }
  return grid
}

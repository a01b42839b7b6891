import type { ViewerContext } from '../context.ts'
import { boxOf } from '../locate.ts'
import type { NodeId } from '../mirror.ts'
import { part, placeOver } from '../stage.ts'
import { createListBox, type Choice } from './list-box.ts'

type Field = { readonly element: HTMLElement; readonly id: NodeId }

/** Choosing from lists, and fields that browsers have a picker for: the agent's own stands over the field. */
export function createPickers(context: ViewerContext): {
  openSelect(field: Field): void
  openNative(field: Field): void
  toggleOption(option: Element): void
  close(): void
} {
  let open: HTMLElement | null = null

  function close(): void {
    const closing = open
    open = null
    closing?.remove()
  }

  function show(element: HTMLElement, field: Field): void {
    close()
    open = element
    placeOver(element, context.stage.scaled(boxOf(field.element)))
    context.stage.surface.after(element)
    element.addEventListener('focusout', (event) => {
      if (!element.contains(event.relatedTarget as Node | null) && open === element) close()
    })
  }

  function choose(select: HTMLSelectElement, id: NodeId, index: number): void {
    close()
    context.stage.surface.focus({ preventScroll: true })
    if (select.selectedIndex === index) return
    const before = select.selectedIndex
    select.selectedIndex = index
    void context.commands.run({ kind: 'select', node: id, indexes: [index] }).then((result) => {
      // Refused or too late: unless the page has said something newer, it still has what it had.
      if (result.status !== 'done' && select.selectedIndex === index) select.selectedIndex = before
      return result
    })
  }

  return {
    openSelect({ element, id }) {
      const select = element as HTMLSelectElement
      const holder = part('div', 'picker')
      show(holder, { element, id })
      const list = createListBox(choicesOf(select), select.selectedIndex, (index) =>
        index === null ? (close(), context.stage.surface.focus()) : choose(select, id, index),
      )
      holder.append(list)
      const below =
        context.stage.scroller.getBoundingClientRect().bottom - holder.getBoundingClientRect().bottom
      holder.classList.toggle('above', below < Math.min(280, list.scrollHeight))
      list.focus({ preventScroll: true })
    },
    openNative({ element, id }) {
      const field = element as HTMLInputElement
      const input = part('input', 'native')
      input.type = field.type
      for (const name of ['min', 'max', 'step'] as const) if (field[name] !== '') input[name] = field[name]
      input.value = field.value
      input.setAttribute('aria-label', field.getAttribute('aria-label') ?? 'Field of the visitor’s page')
      show(input, { element, id })
      input.addEventListener('change', () => {
        field.value = input.value
        void context.commands.run({ kind: 'value', node: id, value: input.value })
      })
      input.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return
        close()
        context.stage.surface.focus({ preventScroll: true })
      })
      input.focus({ preventScroll: true })
      try {
        input.showPicker()
      } catch {
        // Not in every frame and browser; the field can be typed into.
      }
    },
    toggleOption: (option) => toggleOption(context, option),
    close,
  }
}

/** In a list box that stands open in the page, each option is its own switch. */
function toggleOption(context: ViewerContext, option: Element): void {
  const select = option.closest('select')
  const id = select === null ? undefined : context.page()?.rebuild.id(select)
  if (select === null || id === undefined) return
  const index = Array.from(select.options).indexOf(option as HTMLOptionElement)
  const chosen = Array.from(select.selectedOptions, (other) => other.index)
  const isChosen = chosen.includes(index)
  const indexes = select.multiple ? chosen.filter((other) => other !== index) : []
  if (!isChosen || !select.multiple) indexes.push(index)
  indexes.sort((a, b) => a - b)
  void context.commands.run({ kind: 'select', node: id, indexes })
}

function choicesOf(select: HTMLSelectElement): Choice[] {
  return Array.from(select.options, (option) => {
    const group =
      option.parentElement?.localName === 'optgroup' ? (option.parentElement as HTMLOptGroupElement) : null
    return {
      label: option.label,
      isDisabled: option.disabled || group?.disabled === true,
      group: group?.label ?? null,
    }
  })
}

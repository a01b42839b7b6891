import { part } from '../stage.ts'

export type Choice = { readonly label: string; readonly isDisabled: boolean; readonly group: string | null }

/** A list to choose one from, by pointer or keyboard (after the ARIA listbox pattern). `null`: nothing was chosen. */
export function createListBox(
  choices: readonly Choice[],
  chosen: number,
  onChoose: (index: number | null) => void,
): HTMLElement {
  const list = part('div', 'list-box')
  list.tabIndex = 0
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Options of the visitor’s page')
  let active = chosen
  let typed = ''
  let typedAt = 0
  const options: HTMLElement[] = []

  choices.forEach((choice, index) => {
    if (choice.group !== null && choice.group !== (choices[index - 1]?.group ?? null))
      list.append(part('div', 'group', choice.group))
    const option = part('div', 'option', choice.label === '' ? '\u00a0' : choice.label)
    option.id = `option-${index}`
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', String(index === chosen))
    if (choice.isDisabled) option.setAttribute('aria-disabled', 'true')
    else option.addEventListener('click', () => onChoose(index))
    option.addEventListener('pointermove', () => activate(index, false))
    options.push(option)
    list.append(option)
  })

  function activate(index: number, scroll = true): void {
    if (choices[index]?.isDisabled !== false) return
    options[active]?.classList.remove('active')
    active = index
    options[index]?.classList.add('active')
    list.setAttribute('aria-activedescendant', `option-${index}`)
    if (scroll) options[index]?.scrollIntoView({ block: 'nearest' })
  }

  function step(from: number, by: 1 | -1): void {
    let index = from
    while (choices[index]?.isDisabled === true) index += by
    activate(index)
  }

  function find(letter: string): void {
    typed = performance.now() - typedAt < 800 ? typed + letter : letter
    typedAt = performance.now()
    const matches = (choice: Choice) =>
      !choice.isDisabled && choice.label.toLowerCase().startsWith(typed.toLowerCase())
    activate(choices.findIndex(matches))
  }

  list.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (event.key === 'ArrowDown') step(active + 1, 1)
    else if (event.key === 'ArrowUp') step(active - 1, -1)
    else if (event.key === 'Home') step(0, 1)
    else if (event.key === 'End') step(choices.length - 1, -1)
    else if (event.key === 'Escape' || event.key === 'Tab') onChoose(null)
    else if (event.key === 'Enter' || (event.key === ' ' && typed === '')) onChoose(active)
    else if (event.key.length === 1) find(event.key)
  })
  activate(chosen)
  return list
}

import { MIRROR_ATTRIBUTES } from '../mirror.ts'

/** How a field is worked on. */
export type FieldKind = 'text' | 'rich' | 'check' | 'select' | 'option' | 'range' | 'picker'

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'text',
  'search',
  'tel',
  'url',
  'email',
  'password',
  'number',
  '',
])
/** Kinds of input that browsers have a picker for; the agent's browser shows its own. */
const PICKER_TYPES: ReadonlySet<string> = new Set([
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
  'color',
])

/** Null: not a field, or one that is clicked like anything else (buttons, files, read-only and disabled fields). */
export function fieldKind(element: Element): FieldKind | null {
  switch (element.localName) {
    case 'input':
      return inputKind(element as HTMLInputElement)
    case 'textarea': {
      const { readOnly, disabled } = element as HTMLTextAreaElement
      return readOnly || disabled ? null : 'text'
    }
    case 'select': {
      const { multiple, size, disabled } = element as HTMLSelectElement
      return disabled || multiple || size > 1 ? null : 'select'
    }
    case 'option':
      return isInListBox(element) ? 'option' : null
    default:
      return isEditingHost(element) ? 'rich' : null
  }
}

function inputKind(input: HTMLInputElement): FieldKind | null {
  const { type, readOnly, disabled } = input
  if (disabled) return null
  if (type === 'checkbox' || type === 'radio') return 'check'
  if (type === 'range') return 'range'
  if (readOnly) return null
  // By the attribute: what this browser has no type for, the visitor's may have.
  if (PICKER_TYPES.has(input.getAttribute('type')?.toLowerCase() ?? '')) return 'picker'
  return TEXT_TYPES.has(type) ? 'text' : null
}

function isInListBox(option: Element): boolean {
  const select = option.closest('select')
  return select !== null && (select.multiple || select.size > 1) && !select.disabled
}

function isEditingHost(element: Element): boolean {
  const value = element.getAttribute('contenteditable')
  return value === '' || value?.toLowerCase() === 'true' || value?.toLowerCase() === 'plaintext-only'
}

export function isMasked(element: Element): boolean {
  return element.closest(`[${MIRROR_ATTRIBUTES.masked}], [${MIRROR_ATTRIBUTES.blocked}]`) !== null
}

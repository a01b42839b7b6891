import type { TextField } from './elements.ts'
import { realmOf } from './elements.ts'
import type { Natives } from './natives.ts'

/**
 * Browsers fire `change` when a field that its user edited loses the focus, or on Enter. They do not count what a script
 * edits, so this does it for the fields edited from afar.
 */
export type ChangeCommits = {
  /** Before an edit: remembers the value it starts from. */
  begin(field: TextField): void
  /** Fires `change` if the field is not as it was. */
  commit(field: Element): void
  stop(): void
}

export function createChangeCommits(native: Natives): ChangeCommits {
  const open = new Map<Element, { readonly value: string; readonly field: TextField }>()

  const handleChange = ({ target }: Event) => {
    if (target !== null) forget(target as Element)
  }
  // The visitor may take the focus away: no command says so.
  const handleBlur = ({ target }: Event) => {
    if (target !== null) commit(target as Element)
  }

  function forget(field: Element): void {
    native.unlisten(field, 'change', handleChange)
    native.unlisten(field, 'blur', handleBlur)
    open.delete(field)
  }

  function commit(field: Element): void {
    const begun = open.get(field)
    if (begun === undefined) return
    forget(field)
    if (begun.field.value === begun.value || !field.isConnected) return
    const { Event } = native.eventsOf(realmOf(field))
    native.dispatch(field, new Event('change', { bubbles: true }))
  }

  return {
    begin(field) {
      if (open.has(field)) return
      open.set(field, { value: field.value, field })
      native.listen(field, 'change', handleChange)
      native.listen(field, 'blur', handleBlur)
    },
    commit,
    stop() {
      for (const field of Array.from(open.keys())) forget(field)
    },
  }
}

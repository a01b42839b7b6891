import type { Modifiers } from '@alongside/protocol'

export function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return {
    ...(event.altKey ? { alt: true } : {}),
    ...(event.ctrlKey ? { ctrl: true } : {}),
    ...(event.metaKey ? { meta: true } : {}),
    ...(event.shiftKey ? { shift: true } : {}),
  }
}

/** Shortcuts of the agent's own browser stay with it: new tab, reload, find, devtools. */
export function isBrowserShortcut({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (/^F\d/.test(key)) return true
  return (ctrlKey || metaKey) && /^[a-z0-9+=-]$/i.test(key)
}

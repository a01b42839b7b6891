import type { Modifiers } from '@alongside/protocol'

/** A command's modifiers as events carry them. */
export function modifierKeys({ alt, ctrl, meta, shift }: Modifiers): EventModifierInit {
  return {
    altKey: alt === true,
    ctrlKey: ctrl === true,
    metaKey: meta === true,
    shiftKey: shift === true,
  }
}

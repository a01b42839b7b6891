import type { Command } from '@alongside/protocol'
import type { Outcome } from './context.ts'

/**
 * A viewer cannot know that a click will become a double click: it sends the first press as a click, then both as a double
 * click. Remembers whose click on which node ran last, so that its first half does not run twice.
 */
export class DoubleClicks {
  #last: { readonly by: string; readonly node: number } | undefined

  /** The press that this command begins with: 2 when the first has run just before, by the same viewer on the same node. */
  firstPress({ action }: Command, by: string): 1 | 2 {
    if (action.kind !== 'click' || action.count === 1 || action.button !== 'primary') return 1
    return this.#last?.by === by && this.#last.node === action.node ? 2 : 1
  }

  /** This command has run. The pointer may move a little between two presses; anything else ends the pair. */
  note({ action }: Command, by: string, outcome: Outcome): void {
    if (action.kind === 'hover') return
    const isFirst =
      action.kind === 'click' && action.count === 1 && action.button === 'primary' && outcome === 'done'
    this.#last = isFirst ? { by, node: action.node } : undefined
  }
}

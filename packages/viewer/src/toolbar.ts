import { part } from './stage.ts'
import type { Tool, ViewerState } from './types.ts'

/** What the toolbar works on: the element itself. */
export type ToolbarTarget = HTMLElement & {
  tool: Tool
  fit: 'width' | 'actual'
  back(): void
  forward(): void
  reload(): void
  end(): void
}

/** A minimal bar for pages that show the viewer and nothing around it (the embed page): attribute `toolbar`. */
export function createToolbar(
  root: ShadowRoot,
  target: ToolbarTarget,
): { show(state: ViewerState): void; remove(): void } {
  const bar = part('div', 'toolbar')
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Session')
  const tools = part('div', 'group')
  tools.setAttribute('role', 'radiogroup')
  tools.setAttribute('aria-label', 'Tool')
  const title = part('div', 'title')

  const choices: { tool: Tool; button: HTMLButtonElement }[] = (
    [
      ['pointer', 'Pointer'],
      ['highlight', 'Highlight'],
      ['control', 'Control'],
    ] as const
  ).map(([tool, label]) => ({ tool, button: button(label, () => choose(tool)) }))
  for (const { button } of choices) button.setAttribute('role', 'radio')
  tools.append(...choices.map(({ button }) => button))
  const moves = [
    button('Back', () => target.back()),
    button('Forward', () => target.forward()),
    button('Reload', () => target.reload()),
  ]
  const fit = button('Fit width', () => {
    target.fit = target.fit === 'width' ? 'actual' : 'width'
    mark()
  })
  const full = button('Full screen', () => void toggleFullScreen(target))
  const end = button('End session', () => target.end())
  end.className = 'end'
  bar.append(tools, ...moves, title, fit, full, end)
  root.append(bar)

  function choose(tool: Tool): void {
    target.tool = tool
    mark()
  }

  function mark(): void {
    for (const { tool, button } of choices) button.setAttribute('aria-checked', String(tool === target.tool))
    fit.setAttribute('aria-pressed', String(target.fit === 'width'))
  }

  mark()
  return {
    show({ session, title: name, url }) {
      const isShared = session?.mode === 'shared'
      for (const { tool, button } of choices) button.hidden = tool === 'control' && !isShared
      for (const move of moves) move.hidden = !isShared
      end.disabled = session === null || session.state === 'ended'
      title.textContent = name || url
      title.title = url
      mark()
    },
    remove: () => bar.remove(),
  }
}

function button(label: string, press: () => void): HTMLButtonElement {
  const element = part('button', '', label)
  element.type = 'button'
  element.addEventListener('click', press)
  return element
}

async function toggleFullScreen(target: HTMLElement): Promise<void> {
  try {
    if (document.fullscreenElement === null) await target.requestFullscreen()
    else await document.exitFullscreen()
  } catch {
    // The frame around us does not allow it.
  }
}

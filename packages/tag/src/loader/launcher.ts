import type { ShadowHost } from '../ui/shadow-host.ts'
import type { Builtins } from './builtins.ts'
import css from './launcher.css?inline'

/** The button that opens the chat. Drawn by hand, so that a page pays for nothing else until it is used. */
export type Launcher = {
  readonly button: HTMLButtonElement
  /** Puts it into the page. */
  draw(): void
  /** Whether the chat window is open, for assistive technology. Pressing it then leads into the window. */
  setExpanded(expanded: boolean): void
  /** Messages that the visitor has not read. */
  setUnread(count: number): void
}

const SVG = 'http://www.w3.org/2000/svg'
const SPEECH_BUBBLE = 'M4 5h16v11H9l-5 4z'

export function createLauncher(
  document: Document,
  ui: ShadowHost,
  builtins: Builtins,
  onPress: () => void,
): Launcher {
  const button = builtins.createElement('button') as HTMLButtonElement
  const label = builtins.createElement('span')
  const badge = builtins.createElement('i')
  button.className = 'launcher'
  button.type = 'button'
  label.textContent = 'Chat with us'
  const icon = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.ariaHidden = 'true'
  path.setAttribute('d', SPEECH_BUBBLE)
  icon.append(path)
  button.append(icon, label)
  button.addEventListener('click', onPress)
  return {
    button,
    draw() {
      if (button.isConnected) return
      ui.addSheet(css)
      ui.mount('').append(button)
    },
    setExpanded(expanded) {
      button.ariaExpanded = String(expanded)
    },
    setUnread(count) {
      badge.textContent = count > 9 ? '9+' : String(count)
      badge.ariaLabel = `${count} unread`
      if (count > 0) button.append(badge)
      else badge.remove()
    },
  }
}

import { endMessage } from './messages.ts'
import { part } from './stage.ts'
import type { ViewerState } from './types.ts'

/** What the viewer itself says over the mirror when nobody around it does: progress, waiting, reconnecting, ended. */
export function createChrome(root: ShadowRoot): {
  show(state: ViewerState): void
  warn(text: string): void
  remove(): void
} {
  const progress = part('div', 'progress')
  progress.setAttribute('role', 'progressbar')
  progress.setAttribute('aria-label', 'Loading the visitor’s page')
  const bar = part('i', '')
  progress.append(bar)
  const notice = part('div', 'notice')
  const title = part('strong', '')
  const text = part('span', '')
  const card = part('div', '')
  card.append(title, text)
  notice.append(card)
  const warning = part('div', 'notice slim')
  const warningText = part('div', '')
  warning.append(warningText)
  warning.hidden = true
  root.append(progress, notice, warning)
  let timer: ReturnType<typeof setTimeout> | undefined

  return {
    show(state) {
      const said = noticeFor(state)
      notice.style.display = said === null ? 'none' : ''
      title.textContent = said?.title ?? ''
      text.textContent = said?.text ?? ''
      const isLoading = said === null && state.progress < 1
      progress.style.display = isLoading ? '' : 'none'
      const percent = Math.round(Math.max(0.04, state.progress) * 100)
      bar.style.width = `${percent}%`
      progress.setAttribute('aria-valuenow', String(percent))
    },
    warn(said) {
      warningText.textContent = said
      warning.hidden = false
      clearTimeout(timer)
      timer = setTimeout(() => {
        warning.hidden = true
      }, 5000)
    },
    remove() {
      clearTimeout(timer)
      progress.remove()
      notice.remove()
      warning.remove()
    },
  }
}

/** What is to be said instead of, or over, the mirror; null while all is well. */
function noticeFor(state: ViewerState): { title: string; text: string } | null {
  const { session, connection } = state
  if (session?.state === 'ended') return { title: 'The session has ended', text: endMessage(session.reason) }
  if (connection === 'refused')
    return {
      title: 'This session cannot be shown',
      text: state.error?.message ?? 'The server refused the connection.',
    }
  if (connection === 'reconnecting')
    return { title: 'Reconnecting…', text: 'The connection was lost. It comes back by itself.' }
  if (session === null) return { title: 'Connecting…', text: 'To the visitor’s session.' }
  if (session.state !== 'active')
    return { title: 'Waiting for the visitor', text: 'The visitor is asked to accept the session.' }
  if (session.host === 'away')
    return {
      title: 'Waiting for the visitor',
      text: 'Their page is closed, or not part of this site. It resumes on return.',
    }
  if (state.trouble !== null) return { title: 'The page cannot be shown', text: state.trouble }
  return null
}

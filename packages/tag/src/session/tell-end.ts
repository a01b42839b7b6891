import type { SessionLink } from '@alongside/link'
import type { Up } from '@alongside/protocol'
import type { Builtins } from '../loader/builtins.ts'

/** How long we try to tell the server of an end while the connection is lost; then its lease ends the session. */
const TELL_END_MS = 60_000

/** Sends `end` now or as soon as the connection is back, and closes it once the server has confirmed. */
export function tellEnd(
  link: SessionLink,
  builtins: Pick<Builtins, 'setTimeout' | 'clearTimeout'>,
  message: Up['end'],
): void {
  const timer = builtins.setTimeout(() => link.close(), TELL_END_MS)
  const close = () => {
    builtins.clearTimeout(timer)
    link.close()
  }
  link.on('session', (view) => {
    if (view.state === 'ended') close()
  })
  link.on('welcome', () => link.send('end', message))
  link.on('status', (status) => {
    if (status.state === 'refused') close()
  })
  link.send('end', message)
}

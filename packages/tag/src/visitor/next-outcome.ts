import { AlongsideError, type EndReason } from '@alongside/protocol'
import type { Kernel } from '../kernel.ts'
import { endSentence } from '../ui/words.ts'

/** How the session that is being asked for comes out: resolves when it is active, rejects with why it is not. */
export function nextOutcome(kernel: Kernel): { readonly promise: Promise<void>; cancel(): void } {
  let stops: readonly (() => void)[] = []
  const cancel = () => {
    for (const stop of stops) stop()
  }
  const promise = new Promise<void>((resolve, reject) => {
    stops = [
      kernel.events.on('session.active', () => {
        cancel()
        resolve()
      }),
      kernel.events.on('session.ended', ({ reason }: { reason: EndReason }) => {
        cancel()
        reject(new AlongsideError('invitation_closed', endSentence(reason, 'The agent'), { reason }))
      }),
    ]
  })
  return { promise, cancel }
}

import { AlongsideError, type EndReason } from '@alongside/protocol'
import type { Kernel } from '../kernel.ts'
import { endSentence } from '../ui/words.ts'

export type Outcome = {
  readonly promise: Promise<void>
  /** For what no event tells: the session has become active in another tab. */
  reject(error: AlongsideError): void
  cancel(): void
}

/** How the session that is being asked for comes out: resolves when it is active, rejects with why it is not. */
export function nextOutcome(kernel: Kernel): Outcome {
  let stops: readonly (() => void)[] = []
  let reject: Outcome['reject'] = () => undefined
  const cancel = () => {
    for (const stop of stops) stop()
  }
  const promise = new Promise<void>((resolve, fail) => {
    reject = (error) => {
      cancel()
      fail(error)
    }
    stops = [
      kernel.events.on('session.active', () => {
        cancel()
        resolve()
      }),
      kernel.events.on('session.ended', ({ reason }: { reason: EndReason }) => {
        reject(new AlongsideError('invitation_closed', endSentence(reason, 'The agent'), { reason }))
      }),
    ]
  })
  return { promise, reject, cancel }
}

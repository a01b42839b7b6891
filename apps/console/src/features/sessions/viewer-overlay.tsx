import { CircleAlert, CircleStop, LoaderCircle, UserRoundX, WifiOff } from 'lucide-react'
import { classNames } from '#lib/class-names.ts'
import { messageForKind } from '#lib/error-message.ts'
import { endReasonWords } from './end-reason-words.ts'
import type { Overlay } from './overlay-state.ts'

type Words = { readonly title: string; readonly text: string; readonly Icon: typeof WifiOff }

function wordsFor(overlay: Overlay): Words {
  switch (overlay.kind) {
    case 'connecting':
      return { title: 'Connecting…', text: 'The visitor’s page will appear here.', Icon: LoaderCircle }
    case 'reconnecting':
      return { title: 'Reconnecting…', text: 'The connection was lost. The session goes on.', Icon: WifiOff }
    case 'navigating':
      return {
        title: 'Waiting for the visitor',
        text: 'They are on the way to another page.',
        Icon: LoaderCircle,
      }
    case 'away':
      return {
        title: 'Waiting for the visitor',
        text: 'They left the site, closed the tab or lost the connection. The session resumes when they return.',
        Icon: UserRoundX,
      }
    case 'refused':
      return { title: 'No connection', text: messageForKind(overlay.error), Icon: CircleAlert }
    case 'trouble':
      return { title: 'The page cannot be shown', text: overlay.text, Icon: CircleAlert }
    case 'ended':
      return { title: 'Session ended', text: endReasonWords(overlay.reason), Icon: CircleStop }
  }
}

export function ViewerOverlay({ overlay }: { readonly overlay: Overlay | null }) {
  const words = overlay === null ? null : wordsFor(overlay)
  return (
    <div role="status">
      {overlay !== null && words !== null && (
        <div
          className={classNames(
            'absolute inset-0 z-10 grid place-items-center bg-canvas/75 p-6 backdrop-blur-[3px]',
            // Most page changes are over before one could read it.
            overlay.kind === 'navigating' && 'animate-late',
          )}
        >
          <div className="flex max-w-80 flex-col items-center rounded-2xl border border-line bg-raised px-7 py-6 text-center shadow-pop">
            <words.Icon
              aria-hidden
              className={classNames(
                'mb-3 size-6 text-accent-text',
                words.Icon === LoaderCircle && 'animate-spin',
              )}
            />
            <p className="text-lg font-semibold">{words.title}</p>
            <p className="mt-1 text-base text-pretty text-muted">{words.text}</p>
          </div>
        </div>
      )}
    </div>
  )
}

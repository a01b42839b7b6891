import type { Mode } from '@alongside/protocol'
import { Maximize2, Minimize2, PhoneOff } from 'lucide-react'
import { Button } from '#components/button.tsx'
import { ConnectionQuality } from './connection-quality.tsx'
import { MODE_WORDS } from './mode-words.ts'

/** Which page it is, in which mode, how good the connection is; full screen and the end. */
export function ViewerTitleBar(props: {
  readonly mode: Mode
  readonly title: string
  readonly roundTripMs: number | null
  readonly isFull: boolean
  readonly onFull: () => void
  readonly ending: boolean
  readonly onEnd: () => void
}) {
  const { title: modeTitle, Icon } = MODE_WORDS[props.mode]
  const FullIcon = props.isFull ? Minimize2 : Maximize2
  // A page without a title, or one that is still on its way.
  const title = props.title.trim() === '' ? 'The visitor’s page' : props.title
  const fullLabel = props.isFull ? 'Leave full screen' : 'Full screen'
  return (
    <div className="flex min-h-14 items-center gap-2 border-b border-line px-3">
      <span className="inline-flex shrink-0 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent-text">
        <Icon aria-hidden className="size-3.5" />
        {modeTitle}
      </span>
      <h2 className="min-w-0 flex-1 truncate text-base font-semibold" title={title}>
        {title}
      </h2>
      <ConnectionQuality roundTripMs={props.roundTripMs} />
      <Button size="sm" aria-label={fullLabel} title={fullLabel} onClick={props.onFull}>
        <FullIcon aria-hidden className="size-3.5" />
        <span className="hidden @xl:inline">{fullLabel}</span>
      </Button>
      <Button
        size="sm"
        variant="danger"
        aria-label="End session"
        title="End session"
        busy={props.ending}
        onClick={props.onEnd}
      >
        <PhoneOff aria-hidden className="size-3.5" />
        <span className="hidden @lg:inline">End session</span>
      </Button>
    </div>
  )
}

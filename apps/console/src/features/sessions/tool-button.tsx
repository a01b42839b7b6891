import type { LucideIcon } from 'lucide-react'
import { classNames } from '#lib/class-names.ts'

type ToolButtonProps = {
  readonly label: string
  readonly icon: LucideIcon
  readonly onPress: () => void
  /** For switches; leave away for plain actions. */
  readonly pressed?: boolean
  readonly disabled?: boolean
  /** How wide the widget must be for the label to be shown; without it, only the icon. */
  readonly labelFrom?: 'medium' | 'wide'
}

const LABEL_FROM = { medium: 'hidden @2xl:inline', wide: 'hidden @5xl:inline' } as const

/** One button of the widget's toolbar. */
export function ToolButton(props: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onPress}
      className={classNames(
        'inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-lg px-2 text-sm font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-45',
        props.pressed === true
          ? 'bg-accent-soft text-accent-text'
          : 'text-muted enabled:hover:bg-hover enabled:hover:text-ink',
      )}
    >
      <props.icon aria-hidden className="size-4" />
      {props.labelFrom !== undefined && <span className={LABEL_FROM[props.labelFrom]}>{props.label}</span>}
    </button>
  )
}

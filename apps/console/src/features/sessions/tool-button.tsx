import type { LucideIcon } from 'lucide-react'
import { classNames } from '#lib/class-names.ts'

type ToolButtonProps = {
  readonly label: string
  readonly icon: LucideIcon
  readonly onPress: () => void
  /** For switches; leave away for plain actions. */
  readonly pressed?: boolean
  readonly disabled?: boolean
  /** Shows the label from this width of the widget on; without it, only the icon. */
  readonly showLabel?: boolean
}

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
      {props.showLabel === true && <span className="hidden @2xl:inline">{props.label}</span>}
    </button>
  )
}

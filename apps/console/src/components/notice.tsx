import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '#lib/class-names.ts'

type Tone = 'info' | 'ok' | 'warn' | 'danger'

const TONES = {
  info: { className: 'bg-accent-soft text-accent-text', Icon: Info },
  ok: { className: 'bg-accent-soft text-accent-text', Icon: CircleCheck },
  warn: { className: 'bg-warn-soft text-warn-text', Icon: TriangleAlert },
  danger: { className: 'bg-danger-soft text-danger-text', Icon: CircleAlert },
} as const

/** A message in the flow of the page. Warnings and errors are read out at once. */
export function Notice(props: {
  readonly tone: Tone
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
}) {
  const { className, Icon } = TONES[props.tone]
  const urgent = props.tone === 'danger' || props.tone === 'warn'
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={classNames(
        'flex animate-rise items-start gap-2.5 rounded-lg px-3 py-2.5 text-sm',
        className,
        props.className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-pretty">{props.children}</div>
      {props.actions !== undefined && <div className="flex shrink-0 gap-1.5">{props.actions}</div>}
    </div>
  )
}

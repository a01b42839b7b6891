import type { ComponentProps } from 'react'
import { classNames } from '#lib/class-names.ts'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'md' | 'sm' | 'icon'

const VARIANTS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover shadow-card',
  secondary: 'bg-raised text-ink border border-line-strong/60 hover:bg-hover shadow-card',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover shadow-card',
}
const SIZES: Readonly<Record<Size, string>> = {
  md: 'h-9 px-3.5 text-base',
  sm: 'h-8 px-2.5 text-sm',
  icon: 'size-8',
}

export type ButtonProps = ComponentProps<'button'> & {
  readonly variant?: Variant
  readonly size?: Size
  readonly busy?: boolean
}

/** A busy button keeps its width and its name, and cannot be pressed twice. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', busy = false, className, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-55',
        busy && 'animate-pulse',
        VARIANTS[variant],
        SIZES[size],
        className,
      )}
    />
  )
}

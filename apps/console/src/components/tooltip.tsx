import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A short name that appears on hover and focus. The child carries its own accessible name. */
export function Tooltip(props: {
  readonly text: string
  readonly side?: 'top' | 'right' | 'bottom'
  /** Where to draw it; needed in full screen, where the body is not shown. */
  readonly container?: HTMLElement | null
  readonly children: ReactNode
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.children}</Radix.Trigger>
      <Radix.Portal container={props.container ?? null}>
        <Radix.Content
          side={props.side ?? 'bottom'}
          sideOffset={6}
          className="z-50 max-w-64 rounded-md bg-ink px-2 py-1 text-xs font-medium text-surface shadow-pop"
        >
          {props.text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const TooltipProvider = Radix.Provider

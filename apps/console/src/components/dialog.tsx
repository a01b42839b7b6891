import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** A modal dialog with title, one line of explanation and a way out. */
export function Dialog(props: {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description: string
  readonly children: ReactNode
}) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#08110f]/45 backdrop-blur-[2px]" />
        <Radix.Content className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[min(27rem,calc(100vw-2rem))] -translate-1/2 animate-rise flex-col gap-5 overflow-auto rounded-2xl border border-line bg-raised p-6 shadow-pop">
          <div className="pr-8">
            <Radix.Title className="text-lg font-semibold">{props.title}</Radix.Title>
            <Radix.Description className="mt-1 text-base text-pretty text-muted">
              {props.description}
            </Radix.Description>
          </div>
          {props.children}
          <Radix.Close asChild>
            <Button variant="quiet" size="icon" aria-label="Close" className="absolute top-4 right-4">
              <X aria-hidden className="size-4" />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

import type { Me } from '@alongside/protocol'
import { useRouter } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Avatar } from '#components/avatar.tsx'
import { useSignOut } from '#features/auth/sign-in.ts'
import { toasts } from '#lib/toasts.ts'

/** Who is signed in, and the way out. */
export function AccountMenu({ me }: { readonly me: Me }) {
  const router = useRouter()
  const signOut = useSignOut()
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => void router.navigate({ to: '/sign-in', search: {} }),
      onError: (error) => toasts.error(error),
    })
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger aria-label="Account" className="rounded-full">
        <Avatar name={me.user.name} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="right"
          align="end"
          sideOffset={10}
          className="z-40 min-w-56 animate-rise rounded-xl border border-line bg-raised p-1.5 shadow-pop"
        >
          <DropdownMenu.Label className="px-2.5 py-2">
            <span className="block font-semibold">{me.user.name}</span>
            <span className="block text-sm text-muted">{me.user.email}</span>
            <span className="block text-sm text-muted">{me.organization.name}</span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            onSelect={leave}
            className="flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-2 outline-none data-highlighted:bg-hover"
          >
            <LogOut aria-hidden className="size-4 text-muted" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

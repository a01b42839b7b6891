import type { ConversationId, Me, UserRole } from '@alongside/protocol'
import { Link } from '@tanstack/react-router'
import {
  Bell,
  BellOff,
  FileText,
  KeyRound,
  MessagesSquare,
  Settings2,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { BrandMark } from '#components/brand-mark.tsx'
import { classNames } from '#lib/class-names.ts'
import { hasRole } from '#features/auth/me.ts'
import { AccountMenu } from './account-menu.tsx'

type Entry = {
  readonly to: '/' | '/transcripts' | '/settings' | '/team' | '/api-keys'
  readonly label: string
  readonly icon: LucideIcon
  readonly role: UserRole
}

const ENTRIES: readonly Entry[] = [
  { to: '/', label: 'Workspace', icon: MessagesSquare, role: 'agent' },
  { to: '/transcripts', label: 'Transcripts', icon: FileText, role: 'manager' },
  { to: '/settings', label: 'Settings', icon: Settings2, role: 'admin' },
  { to: '/team', label: 'Team', icon: Users, role: 'admin' },
  { to: '/api-keys', label: 'API keys', icon: KeyRound, role: 'admin' },
]
const ITEM =
  'flex w-17 flex-col items-center gap-1 rounded-xl px-1 py-2 text-2xs font-medium transition-colors -outline-offset-2'

/** The way around, by role; sound and account at the foot. */
export function NavRail(props: {
  readonly me: Me
  readonly sound: boolean
  readonly onSound: (on: boolean) => void
  /** Going back to the workspace opens the conversation that was open. */
  readonly selectedId: ConversationId | null
}) {
  const SoundIcon = props.sound ? Bell : BellOff
  return (
    <div className="flex w-19 shrink-0 flex-col items-center border-r border-line bg-canvas py-3">
      <BrandMark className="mb-4 size-8" />
      <nav aria-label="Main" className="flex flex-col gap-1">
        {ENTRIES.filter(({ role }) => hasRole(props.me, role)).map((entry) => (
          <Link
            key={entry.label}
            to={entry.to}
            {...(entry.to === '/' && props.selectedId !== null
              ? { search: { conversation: props.selectedId } }
              : {})}
            activeOptions={{ exact: entry.to === '/', includeSearch: false }}
            activeProps={{ className: classNames(ITEM, 'bg-accent-soft text-accent-text') }}
            inactiveProps={{ className: classNames(ITEM, 'text-muted hover:bg-hover hover:text-ink') }}
          >
            <entry.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {entry.label}
          </Link>
        ))}
      </nav>
      <div className="mt-auto flex flex-col items-center gap-2">
        <button
          type="button"
          aria-label="Sound"
          aria-pressed={props.sound}
          title={props.sound ? 'Sound is on' : 'Sound is off'}
          onClick={() => props.onSound(!props.sound)}
          className="grid size-10 place-items-center rounded-xl text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <SoundIcon aria-hidden className="size-5" strokeWidth={1.75} />
        </button>
        <AccountMenu me={props.me} />
      </div>
    </div>
  )
}

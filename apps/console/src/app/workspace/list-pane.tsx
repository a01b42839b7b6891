import type { ConversationId, Me } from '@alongside/protocol'
import { Link } from '@tanstack/react-router'
import { Hash } from 'lucide-react'
import { Button } from '#components/button.tsx'
import { hasRole } from '#features/auth/me.ts'
import { ConversationList } from '#features/conversations/conversation-list.tsx'
import { classNames } from '#lib/class-names.ts'

export function ListPane(props: {
  readonly me: Me
  readonly compact: boolean
  readonly selectedId: ConversationId | null
  readonly onSelect: (id: ConversationId) => void
  readonly onEnterCode: () => void
}) {
  const { compact } = props
  return (
    <section aria-label="Conversations" className="flex flex-col">
      <header
        className={classNames(
          'flex min-h-14 items-center border-b border-line px-3',
          compact ? 'justify-center' : 'justify-between gap-2',
        )}
      >
        {!compact && <h2 className="truncate pl-1.5 text-base font-semibold">Conversations</h2>}
        <Button
          size={compact ? 'icon' : 'sm'}
          aria-label="Enter code"
          title="Join a visitor on the phone by their six digits"
          onClick={props.onEnterCode}
        >
          <Hash aria-hidden className="size-3.5" />
          {!compact && 'Enter code'}
        </Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ConversationList
          compact={compact}
          selectedId={props.selectedId}
          onSelect={props.onSelect}
          embedLink={
            hasRole(props.me, 'admin') ? (
              <Link to="/settings" className="font-medium text-accent-text underline underline-offset-2">
                Embed the tag
              </Link>
            ) : null
          }
        />
      </div>
    </section>
  )
}

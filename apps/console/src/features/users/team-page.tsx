import type { UserId } from '@alongside/protocol'
import { useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/button.tsx'
import { Page } from '#components/page.tsx'
import { InviteUserDialog } from './invite-user-dialog.tsx'
import { UserRow } from './user-row.tsx'
import { usersQuery } from './users.ts'

export function TeamPage(props: { readonly ownId: UserId }) {
  const { data: users } = useSuspenseQuery(usersQuery)
  const [inviting, setInviting] = useState(false)
  return (
    <Page
      title="Team"
      lead="Who answers visitors, who reads transcripts, who sets things up."
      actions={
        <Button variant="primary" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden className="size-4" />
          Invite
        </Button>
      }
    >
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface shadow-card">
        {users.map((user) => (
          <UserRow key={user.id} user={user} isSelf={user.id === props.ownId} />
        ))}
      </ul>
      <InviteUserDialog open={inviting} onOpenChange={setInviting} />
    </Page>
  )
}

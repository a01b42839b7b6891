import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { AcceptInviteForm } from '#features/auth/accept-invite-form.tsx'
import { AuthLayout } from '#features/auth/auth-layout.tsx'
import { inviteQuery } from '#features/auth/invite.ts'
import { Skeleton } from '#components/skeleton.tsx'
import { errorMessage, isKind } from '#lib/error-message.ts'

export function InvitePage() {
  const { token } = useParams({ from: '/invite/$token' })
  const router = useRouter()
  const invite = useQuery(inviteQuery(token))
  if (invite.data !== undefined) {
    return (
      <AuthLayout
        title={`Join ${invite.data.organization}`}
        lead="Choose how visitors see you, and a password."
      >
        <AcceptInviteForm token={token} onSignedIn={() => router.history.push('/')} />
      </AuthLayout>
    )
  }
  if (invite.error === null) {
    return (
      <AuthLayout title="One moment" lead="Looking up your invitation.">
        <Skeleton className="h-10" />
      </AuthLayout>
    )
  }
  const gone = isKind(invite.error, 'not_found')
  return (
    <AuthLayout
      title={gone ? 'This link no longer works' : 'That did not work'}
      lead={
        gone
          ? 'It was used already, has expired, or was copied incompletely. Ask an admin for a new one.'
          : errorMessage(invite.error)
      }
    >
      <Link to="/sign-in" className="text-base font-medium text-accent-text underline underline-offset-2">
        Go to sign in
      </Link>
    </AuthLayout>
  )
}

import { useMe } from '#features/auth/me.ts'
import { TeamPage } from '#features/users/team-page.tsx'

export function TeamRoute() {
  return <TeamPage ownId={useMe().user.id} />
}

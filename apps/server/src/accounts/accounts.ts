import type { OrganizationId, UserId, UserRole } from '@alongside/protocol'
import type { Channel } from '../channel.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { Auth } from './auth.ts'

/** Who is signed in, over better-auth. `changes` gets the id of every account that was disabled or given a role. */
export function createAccounts(auth: Auth, changes: Channel<UserId>): Accounts {
  return {
    async agentFrom(headers) {
      const signIn = await auth.api.getSession({ headers })
      if (signIn === null || signIn.user.disabled) return null
      const { user } = signIn
      return {
        id: user.id as UserId,
        name: user.name,
        email: user.email,
        role: user.role as UserRole,
        organizationId: user.organizationId as OrganizationId,
      }
    },
    onChange: (listener) => changes.listen(listener),
  }
}

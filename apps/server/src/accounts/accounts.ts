import type { OrganizationId, UserId, UserRole } from '@alongside/protocol'
import type { Channel } from '../channel.ts'
import type { AccountChange, Accounts } from '../ports/accounts.ts'
import type { Auth } from './auth.ts'

/** Who is signed in, over better-auth. `changes` gets every account whose role was changed, that was disabled or enabled, or that signed out. */
export function createAccounts(auth: Auth, changes: Channel<AccountChange>): Accounts {
  return {
    async agentFrom(headers, idle) {
      const query = idle === undefined ? {} : { disableRefresh: true }
      const signIn = await auth.api.getSession({ headers, query })
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

import type { OrganizationId, UserId, UserRole } from '@alongside/protocol'

/** A signed-in member of an organisation. */
export type Agent = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly organizationId: OrganizationId
}

/**
 * `disabled`: the agent may not do anything any more, wherever they are signed in. `signedOut`: one of their sign-ins has
 * ended and no other is left.
 */
export type AccountChange = { readonly id: UserId; readonly disabled: boolean; readonly signedOut: boolean }

/** Who is signed in. Implemented over better-auth; the rest of the server sees only this. */
export type Accounts = {
  /**
   * The agent whose session cookie is in these request headers; null when not signed in or disabled. Asking counts as
   * use of the sign-in and prolongs it; with `idle` it does not.
   */
  agentFrom(headers: Headers, idle?: 'idle'): Promise<Agent | null>
  /** Calls back when an account is disabled, its role changes or a sign-in of it ends, so that open connections can be ended. Returns the way to stop. */
  onChange(listener: (change: AccountChange) => void): () => void
}

import type { OrganizationId, UserId, UserRole } from '@alongside/protocol'

/** A signed-in member of an organisation. */
export type Agent = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly organizationId: OrganizationId
}

/** `disabled`: the agent may not do anything any more, wherever they are signed in. */
export type AccountChange = { readonly id: UserId; readonly disabled: boolean }

/** Who is signed in. Implemented over better-auth; the rest of the server sees only this. */
export type Accounts = {
  /** The agent whose session cookie is in these request headers; null when not signed in or disabled. */
  agentFrom(headers: Headers): Promise<Agent | null>
  /** Calls back when an account is disabled or its role changes, so that open connections can be ended. Returns the way to stop. */
  onChange(listener: (change: AccountChange) => void): () => void
}

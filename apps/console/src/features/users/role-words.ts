import type { UserRole } from '@alongside/protocol'

export const ROLE_WORDS: Readonly<Record<UserRole, { readonly title: string; readonly may: string }>> = {
  agent: { title: 'Agent', may: 'Talks with visitors and co-browses.' },
  manager: { title: 'Manager', may: 'Also reads transcripts.' },
  admin: { title: 'Admin', may: 'Also sets up the site, the team and API keys.' },
}

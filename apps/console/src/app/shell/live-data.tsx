import type { Me } from '@alongside/protocol'
import { useLiveConversations } from '#features/conversations/live-conversations.ts'
import { useLiveSessions } from '#features/sessions/sessions.ts'

/** Listens for as long as an agent is signed in; draws nothing. */
export function LiveData(props: { readonly me: Me; readonly sound: boolean }) {
  useLiveConversations(props.me.user.id, props.sound)
  useLiveSessions()
  return null
}

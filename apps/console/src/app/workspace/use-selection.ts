import { conversationIdSchema, type ConversationId } from '@alongside/protocol'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import * as v from 'valibot'

/** Which conversation is open: the address says so, and it is remembered while another page is shown. */
export function useSelection() {
  const navigate = useNavigate()
  const onWorkspace = useRouterState({ select: ({ location }) => location.pathname === '/' })
  const addressed = useRouterState({ select: ({ location }) => parseConversation(location.search) })
  const [last, setLast] = useState<ConversationId | null>(null)
  if (onWorkspace && addressed !== last) setLast(addressed)
  const onSelect = useCallback(
    (id: ConversationId, options: { replace?: boolean } = {}) =>
      void navigate({ to: '/', search: { conversation: id }, replace: options.replace ?? false }),
    [navigate],
  )
  return { onWorkspace, selectedId: onWorkspace ? addressed : last, onSelect }
}

function parseConversation(search: unknown): ConversationId | null {
  const parsed = v.safeParse(v.object({ conversation: conversationIdSchema }), search)
  return parsed.success ? parsed.output.conversation : null
}

import { conversationIdSchema, type ConversationId } from '@alongside/protocol'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import * as v from 'valibot'

/**
 * Which conversation is open. The address says so, and it is remembered while another page is shown. A choice counts at
 * once, before the router has got round to it: what is pressed next must mean the new conversation.
 */
export function useSelection() {
  const navigate = useNavigate()
  const onWorkspace = useRouterState({ select: ({ location }) => location.pathname === '/' })
  const addressed = useRouterState({ select: ({ location }) => parseConversation(location.search) })
  const [selectedId, setSelectedId] = useState(addressed)
  const [seen, setSeen] = useState(addressed)
  if (onWorkspace && addressed !== seen) {
    setSeen(addressed)
    setSelectedId(addressed)
  }
  const onSelect = useCallback(
    (id: ConversationId, options: { replace?: boolean } = {}) => {
      setSelectedId(id)
      void navigate({ to: '/', search: { conversation: id }, replace: options.replace ?? false })
    },
    [navigate],
  )
  return { onWorkspace, selectedId, onSelect }
}

function parseConversation(search: unknown): ConversationId | null {
  const parsed = v.safeParse(v.object({ conversation: conversationIdSchema }), search)
  return parsed.success ? parsed.output.conversation : null
}

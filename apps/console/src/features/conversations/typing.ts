import type { ConversationId } from '@alongside/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useAgentEvent, useAgentSocket } from '#lib/agent-socket-context.tsx'

/** Said again this often while somebody goes on typing, so that a lost "stopped" does not last. */
const REPEAT_MS = 3000
/** Without another sign for this long, they have stopped. */
const STALE_MS = 6000

/** Whether the visitor is typing now. */
export function useVisitorTyping(conversationId: ConversationId): boolean {
  const [typing, setTyping] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [conversationId])
  const stop = () => {
    clearTimeout(timer.current)
    setTyping(false)
  }
  useAgentEvent('typing', (event) => {
    if (event.conversationId !== conversationId) return
    stop()
    if (!event.typing) return
    setTyping(true)
    timer.current = setTimeout(() => setTyping(false), STALE_MS)
  })
  useAgentEvent('message', (event) => {
    if (event.conversationId === conversationId && event.message.author === 'visitor') stop()
  })
  return typing
}

/** Tells the visitor that the agent types: call it with true at each key, with false when sent or emptied. */
export function useSendTyping(conversationId: ConversationId): (typing: boolean) => void {
  const socket = useAgentSocket()
  const saidAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const send = useCallback(
    (typing: boolean) => {
      clearTimeout(timer.current)
      if (typing) timer.current = setTimeout(() => send(false), REPEAT_MS)
      const now = performance.now()
      if (typing && now - saidAt.current < REPEAT_MS) return
      if (!typing && saidAt.current === 0) return
      saidAt.current = typing ? now : 0
      socket?.sendTyping({ conversationId, typing })
    },
    [socket, conversationId],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  return send
}

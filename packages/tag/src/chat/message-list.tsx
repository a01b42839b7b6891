import type { Message } from '@alongside/protocol'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Conversation } from '../visitor/conversation.ts'
import type { Unsent } from '../visitor/outbox.ts'
import { splitLinks } from './split-links.ts'

/** Closer than this to the end, the list follows new messages. CSS pixels. */
const NEAR_END_PX = 80

export function MessageList({ conversation }: { readonly conversation: Conversation }): JSX.Element {
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const messages = conversation.messages.value
  const unsent = conversation.unsent.value
  const isTyping = conversation.isAgentTyping.value
  const followEnd = () => {
    const { current } = list
    if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight
  }
  useEffect(() => {
    if (unsent.length > 0) isAtEnd.current = true
    followEnd()
  }, [messages, unsent, isTyping])
  useEffect(() => {
    // An invitation below takes some of the height.
    const observer = new ResizeObserver(followEnd)
    if (list.current !== null) observer.observe(list.current)
    return () => observer.disconnect()
  }, [])
  const handleScroll = () => {
    const { current } = list
    if (current === null) return
    isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END_PX
  }
  return (
    <div class="log" role="log" aria-label="Messages" tabIndex={0} ref={list} onScroll={handleScroll}>
      {messages.length + unsent.length === 0 && conversation.isLoaded.value && (
        <p class="empty">How can we help you? Write a message, and somebody will be with you.</p>
      )}
      {messages.map((message, index) => (
        <MessageBubble key={message.id} message={message} before={messages[index - 1]} />
      ))}
      {unsent.map((message) => (
        <UnsentBubble
          key={message.clientId}
          message={message}
          onRetry={() => conversation.retry(message.clientId)}
        />
      ))}
      {isTyping && (
        <p class="message agent typing" aria-label="is typing">
          <i />
          <i />
          <i />
        </p>
      )}
    </div>
  )
}

type BubbleProps = { readonly message: Message; readonly before: Message | undefined }

function MessageBubble({ message, before }: BubbleProps): JSX.Element {
  if (message.author === 'system') return <p class="system">{message.text}</p>
  const isFirst = before?.author !== message.author || before.authorName !== message.authorName
  const time = new Date(message.sentAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return (
    <div class={`message ${message.author}${isFirst ? ' first' : ''}`}>
      {isFirst && (
        <p class="author">
          {message.author === 'visitor' ? 'You' : message.authorName} <time>{time}</time>
        </p>
      )}
      <p class="text">
        <Linked text={message.text} />
      </p>
    </div>
  )
}

type UnsentProps = { readonly message: Unsent; readonly onRetry: () => void }

function UnsentBubble({ message, onRetry }: UnsentProps): JSX.Element {
  return (
    <div class="message visitor unsent">
      <p class="text">{message.text}</p>
      {message.problem === undefined ? (
        <p class="author">Sending…</p>
      ) : (
        <p class="author problem">
          {message.problem}{' '}
          <button type="button" class="link" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}

function Linked({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {splitLinks(text).map((piece) =>
        piece.isLink ? (
          <a href={piece.text} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  )
}

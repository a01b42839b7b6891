import { LIMITS } from '@alongside/protocol'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { KEYS } from '../kernel.ts'
import { Icon } from '../ui/icon.tsx'
import type { ChatModel } from './chat-model.ts'

/** Without a key for this long the visitor has stopped typing. */
const IDLE_MS = 4000

/** Where the visitor writes. Enter sends, Shift+Enter begins a new line; what is not sent survives page loads. */
export function MessageComposer({ model }: { readonly model: ChatModel }): JSX.Element {
  const { conversation, kernel } = model
  const text = useSignal(kernel.tab.get(KEYS.draft) ?? '')
  const idleTimer = useRef(0)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => () => kernel.builtins.clearTimeout(idleTimer.current), [])

  const setText = (next: string) => {
    text.value = next
    kernel.builtins.clearTimeout(idleTimer.current)
    if (next.trim() === '') {
      kernel.tab.remove(KEYS.draft)
      return
    }
    kernel.tab.set(KEYS.draft, next)
    conversation.setTyping(true)
    idleTimer.current = kernel.builtins.setTimeout(() => conversation.setTyping(false), IDLE_MS)
  }
  const send = () => {
    const message = text.value.trim()
    if (message === '') return
    conversation.send(message)
    setText('')
    field.current?.focus()
  }
  const handleKey = (event: KeyboardEvent) => {
    // Enter that only confirms a word of an input method (Chinese, Japanese, Korean) sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }
  const handleSubmit = (event: Event) => {
    event.preventDefault()
    send()
  }
  return (
    <form class="composer" onSubmit={handleSubmit}>
      <label class="hidden" for="message">
        Message
      </label>
      <textarea
        id="message"
        rows={1}
        ref={field}
        value={text.value}
        maxLength={LIMITS.chatTextLength}
        placeholder="Write a message"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
      <button type="submit" class="send" aria-label="Send" disabled={text.value.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  )
}

import { LIMITS, type ConversationId } from '@alongside/protocol'
import { SendHorizontal } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { Button } from '#components/button.tsx'
import { CONTROL_CLASS } from '#components/field.tsx'
import { classNames } from '#lib/class-names.ts'
import { useSendTyping } from './typing.ts'

/** Enter sends, Shift+Enter begins a new line. What is being composed by an input method is left alone. */
export function Composer(props: {
  readonly conversationId: ConversationId
  readonly visitorName: string
  readonly onSend: (text: string) => void
}) {
  const id = useId()
  const [text, setText] = useState('')
  const sendTyping = useSendTyping(props.conversationId)
  const send = () => {
    const trimmed = text.trim()
    if (trimmed === '') return
    props.onSend(trimmed)
    setText('')
    sendTyping(false)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      className="flex items-end gap-2 border-t border-line p-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label htmlFor={id} className="sr-only">
        Message
      </label>
      <textarea
        id={id}
        rows={1}
        value={text}
        maxLength={LIMITS.chatTextLength}
        placeholder={`Write to ${props.visitorName}`}
        onKeyDown={handleKey}
        onChange={(event) => {
          setText(event.target.value)
          sendTyping(event.target.value !== '')
        }}
        className={classNames(
          CONTROL_CLASS,
          'w-full field-sizing-content max-h-40 min-h-10 resize-none py-2',
        )}
      />
      <Button type="submit" variant="primary" className="h-10" disabled={text.trim() === ''}>
        <SendHorizontal aria-hidden className="size-4" />
        Send
      </Button>
    </form>
  )
}

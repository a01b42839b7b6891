import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { ChatHeader } from './chat-header.tsx'
import type { ChatModel } from './chat-model.ts'
import { ConnectionNotice } from './connection-notice.tsx'
import { EnterCode } from './enter-code.tsx'
import { InvitationCard } from './invitation-card.tsx'
import { MessageComposer } from './message-composer.tsx'
import { MessageList } from './message-list.tsx'
import { SessionCode } from './session-code.tsx'

/** The chat window; nothing while it is closed. Not modal: the page stays usable beside it. */
export function ChatWindow({ model }: { readonly model: ChatModel }): JSX.Element | null {
  return model.isOpen.value ? <OpenWindow model={model} /> : null
}

function OpenWindow({ model }: { readonly model: ChatModel }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (model.opening.value.by === 'visitor') focusFirst(frame.current)
  }, [model.opening.value, model.view.value])
  const close = () => {
    model.close()
    model.kernel.launcher.button.focus()
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  }
  return (
    <div class="window" role="dialog" aria-label="Chat" tabIndex={-1} ref={frame} onKeyDown={handleKey}>
      <ChatHeader model={model} onClose={close} />
      <ConnectionNotice model={model} />
      <View model={model} />
    </div>
  )
}

function View({ model }: { readonly model: ChatModel }): JSX.Element {
  switch (model.view.value) {
    case 'code':
      return <SessionCode model={model} />
    case 'enter-code':
      return <EnterCode model={model} />
    case 'conversation':
      return (
        <>
          <MessageList conversation={model.conversation} />
          <InvitationCard model={model} />
          <MessageComposer model={model} />
        </>
      )
  }
}

/** A touch screen would bring up its keyboard, so there the window itself takes the focus. */
function focusFirst(frame: HTMLDivElement | null): void {
  const field = frame?.querySelector<HTMLElement>('textarea, input')
  const target = matchMedia('(pointer: fine)').matches ? (field ?? frame) : frame
  target?.focus({ preventScroll: true })
}

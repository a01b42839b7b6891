import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { Icon } from '../ui/icon.tsx'
import type { ChatModel } from './chat-model.ts'

export function ChatHeader({
  model,
  onClose,
}: {
  readonly model: ChatModel
  readonly onClose: () => void
}): JSX.Element {
  const agent = model.conversation.agent.value
  const isTyping = model.conversation.isAgentTyping.value
  const title = agent?.name ?? (model.siteName.value || 'Chat with us')
  const subtitle = agent === null ? 'We are glad to help' : 'is here to help you'
  return (
    <div class="head">
      {model.view.value === 'conversation' ? (
        <span class="avatar" aria-hidden="true">
          {title.trim().charAt(0).toUpperCase()}
        </span>
      ) : (
        <button
          type="button"
          class="tool"
          aria-label="Back"
          onClick={() => (model.view.value = 'conversation')}
        >
          <Icon name="back" />
        </button>
      )}
      <div class="names">
        <h2>{title}</h2>
        <p>{isTyping ? 'is typing…' : subtitle}</p>
      </div>
      <MoreMenu model={model} />
      <button type="button" class="tool" aria-label="Close chat" onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  )
}

/** A disclosure, not an ARIA menu: two plain buttons need no arrow keys of their own. */
function MoreMenu({ model }: { readonly model: ChatModel }): JSX.Element {
  const isOpen = useSignal(false)
  const choose = (choice: () => void) => () => {
    isOpen.value = false
    model.open('visitor')
    choice()
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen.value) return
    event.preventDefault()
    isOpen.value = false
  }
  const handleFocusOut = (event: FocusEvent) => {
    const menu = event.currentTarget as HTMLElement
    if (!menu.contains(event.relatedTarget as Node | null)) isOpen.value = false
  }
  return (
    <div class="menu" onKeyDown={handleKey} onFocusOut={handleFocusOut}>
      <button
        type="button"
        class="tool"
        aria-label="More"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="more" />
      </button>
      {isOpen.value && (
        <div class="menu-items" tabIndex={-1}>
          <button type="button" onClick={choose(() => showCode(model))}>
            Get a session code
          </button>
          <button type="button" onClick={choose(() => (model.view.value = 'enter-code'))}>
            Enter a code
          </button>
        </div>
      )}
    </div>
  )
}

function showCode(model: ChatModel): void {
  model.view.value = 'code'
  // The view shows the failure.
  if (model.codes.state.peek().step !== 'shown') model.codes.create().catch(() => undefined)
}

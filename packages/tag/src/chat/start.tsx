import { render } from 'preact'
import type { Chat, Kernel } from '../kernel.ts'
import css from './chat.css?inline'
import { createChatModel } from './chat-model.ts'
import { ChatWindow } from './chat-window.tsx'

/** Entry of chat.js. Connects the visitor and draws the window. */
export function start(kernel: Kernel): Chat {
  const model = createChatModel(kernel, window)
  kernel.ui.addSheet(css)
  render(<ChatWindow model={model} />, kernel.ui.mount('chat'))
  return {
    open: () => model.open('visitor'),
    close: () => model.close(),
    identify: (identity) => model.identify(identity),
    createSessionCode: () => model.codes.create(),
    join: (token) => model.invitations.join(token),
  }
}

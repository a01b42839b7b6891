import { keepEventsInside } from '../ui/keep-events-inside.ts'
import { AlongsideError } from '@alongside/protocol'
import { render } from 'preact'
import type { Chat, Kernel } from '../kernel.ts'
import css from './chat.css?inline'
import { createChatModel } from './chat-model.ts'
import { ChatWindow } from './chat-window.tsx'

const IN_FRAME = 'A page inside of a frame cannot host a session. Call join on the page around it.'

/** Entry of chat.js. Connects the visitor and draws the window. */
export function start(kernel: Kernel): Chat {
  const model = createChatModel(kernel, window)
  keepEventsInside(kernel.ui.root)
  kernel.ui.addSheet(css)
  render(<ChatWindow model={model} />, kernel.ui.mount('chat'))
  return {
    open: () => model.open('visitor'),
    close: () => model.close(),
    identify: (identity) => model.identify(identity),
    createSessionCode: () => model.codes.create(),
    async join(token) {
      // Frames of a tab share its storage, so no page could tell whose session it is to go on with.
      if (window.parent !== window) throw new AlongsideError('forbidden', IN_FRAME)
      await model.invitations.join(token)
    },
  }
}

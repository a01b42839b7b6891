import type { LinkStatus } from '@alongside/link'
import { type ErrorBody, type Identity, identitySchema, ownEntries } from '@alongside/protocol'
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import * as v from 'valibot'
import { type Kernel, KEYS } from '../kernel.ts'
import { Conversation } from '../visitor/conversation.ts'
import { Invitations } from '../visitor/invitations.ts'
import { reportPage } from '../visitor/report-page.ts'
import { createServerClock, type ServerClock } from '../visitor/server-clock.ts'
import { createSessionCodes, type SessionCodes } from '../visitor/session-codes.ts'
import { createVisitorConnection } from '../visitor/visitor-connection.ts'

export type ChatView = 'conversation' | 'code' | 'enter-code'

/** One for each time: opened again by the visitor it takes the focus again. */
export type Opening = { readonly by: 'visitor' | 'itself' }

/** Everything that the chat window shows and does. */
export type ChatModel = {
  readonly kernel: Kernel
  readonly status: ReadonlySignal<LinkStatus>
  /** Why the server does not open this visitor, while it does not. */
  readonly problem: ReadonlySignal<ErrorBody | null>
  readonly siteName: ReadonlySignal<string>
  readonly conversation: Conversation
  readonly invitations: Invitations
  readonly codes: SessionCodes
  readonly clock: ServerClock
  readonly isOpen: ReadonlySignal<boolean>
  readonly view: Signal<ChatView>
  /** Whether the window was opened by the visitor (and may take the focus) or by itself. */
  readonly opening: ReadonlySignal<Opening>
  open(by: 'visitor' | 'itself'): void
  close(): void
  identify(identity: Identity): void
  stop(): void
}

export function createChatModel(kernel: Kernel, window: Window): ChatModel {
  const connection = createVisitorConnection(kernel)
  const { link, status, problem, siteName } = connection
  const clock = createServerClock(kernel.builtins.now)
  const isOpen = signal(kernel.tab.get(KEYS.windowOpen) !== null)
  const opening = signal<Opening>({ by: 'itself' })
  const view = signal<ChatView>('conversation')
  const isPageVisible = watchVisibility(window.document)
  const isSeen = computed(() => isOpen.value && view.value === 'conversation' && isPageVisible.seen.value)
  const conversation = new Conversation(kernel, link, isSeen)
  const invitations = new Invitations(kernel, link, clock)
  const codes = createSessionCodes(kernel, link, clock)

  const setOpen = (next: boolean) => {
    isOpen.value = next
    if (next) kernel.tab.set(KEYS.windowOpen, '1')
    else kernel.tab.remove(KEYS.windowOpen)
  }
  const tellIdentity = () => {
    const identity = v.safeParse(ownEntries(identitySchema), kernel.identity)
    if (identity.success) void link.request('identify', identity.output)
  }
  const open = (by: 'visitor' | 'itself') => {
    opening.value = { by }
    setOpen(true)
  }
  const stops = [
    link.on('state', tellIdentity),
    reportPage(kernel, link, window, connection.masking),
    openByItself(invitations, view, isOpen, { open, close: () => setOpen(false) }),
    effect(() => kernel.launcher.setExpanded(isOpen.value)),
    effect(() => kernel.launcher.setUnread(conversation.unread.value)),
    () => conversation.stop(),
    () => invitations.stop(),
    isPageVisible.stop,
    () => connection.close(),
  ]
  return {
    kernel,
    status,
    problem,
    siteName,
    conversation,
    invitations,
    codes,
    clock,
    isOpen,
    opening,
    view,
    open,
    close: () => setOpen(false),
    identify() {
      if (link.status.state === 'connected') tellIdentity()
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** An invitation opens the window; when it is over and the window was closed before, it closes again. */
function openByItself(
  invitations: Invitations,
  view: Signal<ChatView>,
  isOpen: ReadonlySignal<boolean>,
  window: { open(by: 'itself'): void; close(): void },
): () => void {
  let wasOpen = false
  let before = 'none'
  return effect(() => {
    const { step } = invitations.state.value
    if (step === before) return
    if (step === 'asked') {
      wasOpen = isOpen.peek()
      view.value = 'conversation'
      window.open('itself')
    }
    // A sheet over the whole of a small screen would hide the very page that is shared.
    const isSmall = globalThis.matchMedia('(width < 480px)').matches
    if (before === 'accepting' && step === 'none' && (!wasOpen || isSmall)) window.close()
    before = step
  })
}

function watchVisibility(document: Document) {
  const seen = signal(document.visibilityState === 'visible')
  const update = () => (seen.value = document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', update)
  return { seen, stop: () => document.removeEventListener('visibilitychange', update) }
}

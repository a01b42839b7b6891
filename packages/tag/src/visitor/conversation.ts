import type { VisitorLink } from '@alongside/link'
import type { Message, NewMessage } from '@alongside/protocol'
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { type Kernel, KEYS } from '../kernel.ts'
import { readJson } from '../loader/key-value-store.ts'
import { randomId } from '../loader/random-id.ts'
import { errorSentence } from '../ui/words.ts'

/** A page load within this time of the last message connects by itself. */
const TALK_MS = 24 * 60 * 60_000
/** The agent's typing sign goes when nothing renews it. */
const TYPING_MS = 8000

/** A message of ours that the server has not confirmed. `problem`: why it was refused. */
export type Unsent = NewMessage & { readonly problem?: string }

export type Conversation = {
  readonly agent: ReadonlySignal<{ readonly name: string } | null>
  readonly messages: ReadonlySignal<readonly Message[]>
  readonly unsent: ReadonlySignal<readonly Unsent[]>
  readonly unread: ReadonlySignal<number>
  readonly isAgentTyping: ReadonlySignal<boolean>
  /** Whether the server has told what there is. */
  readonly isLoaded: ReadonlySignal<boolean>
  send(text: string): void
  /** Sends a refused message again. */
  retry(clientId: string): void
  setTyping(typing: boolean): void
  stop(): void
}

/** The conversation as state. `isSeen`: whether the visitor has it before their eyes now. */
export function createConversation(
  kernel: Kernel,
  link: VisitorLink,
  isSeen: ReadonlySignal<boolean>,
): Conversation {
  const agent = signal<{ readonly name: string } | null>(null)
  const confirmed = signal<readonly Message[]>([])
  const outbox = signal<readonly Unsent[]>(readJson<NewMessage[]>(kernel.tab, KEYS.outbox) ?? [])
  const unread = signal(0)
  const isAgentTyping = signal(false)
  const isLoaded = signal(false)
  let typingTimer = 0
  let hasToldTyping = false

  const keepOutbox = (next: readonly Unsent[]) => {
    outbox.value = next
    if (next.length === 0) kernel.tab.remove(KEYS.outbox)
    else kernel.tab.set(KEYS.outbox, JSON.stringify(next))
  }
  const confirm = (message: Message) => {
    if (!confirmed.peek().some((known) => known.id === message.id)) {
      confirmed.value = [...confirmed.peek(), message]
    }
    keepOutbox(outbox.peek().filter((waiting) => waiting.clientId !== message.clientId))
    kernel.local.set(KEYS.talkUntil, String(kernel.builtins.now() + TALK_MS))
  }
  const deliver = async ({ clientId, text }: NewMessage) => {
    const reply = await link.request('message', { clientId, text })
    if (reply.ok) confirm(reply.message)
    // Without a connection it stays in the outbox and goes out with the next `state`.
    else if (reply.error.kind !== 'not_connected') {
      const problem = errorSentence(reply.error)
      keepOutbox(
        outbox.peek().map((waiting) => (waiting.clientId === clientId ? { ...waiting, problem } : waiting)),
      )
    }
  }
  const showTyping = (typing: boolean) => {
    kernel.builtins.clearTimeout(typingTimer)
    isAgentTyping.value = typing
    if (typing) typingTimer = kernel.builtins.setTimeout(() => (isAgentTyping.value = false), TYPING_MS)
  }

  const stops = [
    link.on('state', (state) => {
      agent.value = state.agent
      confirmed.value = state.messages
      unread.value = state.unread
      isLoaded.value = true
      if (state.messages.length > 0) {
        kernel.local.set(KEYS.talkUntil, String(kernel.builtins.now() + TALK_MS))
      }
      const known = new Set(state.messages.map((message) => message.clientId))
      keepOutbox(outbox.peek().filter((waiting) => !known.has(waiting.clientId)))
      for (const waiting of outbox.peek()) if (waiting.problem === undefined) void deliver(waiting)
    }),
    link.on('message', (message) => {
      const isNew = !confirmed.peek().some((known) => known.id === message.id)
      confirm(message)
      if (message.author !== 'agent' || !isNew) return
      showTyping(false)
      unread.value += 1
    }),
    link.on('typing', ({ typing }) => showTyping(typing)),
    link.on('agent', (next) => (agent.value = next)),
    effect(() => {
      if (!isSeen.value || unread.value === 0) return
      unread.value = 0
      void link.request('read', {})
    }),
  ]
  return {
    agent,
    messages: confirmed,
    unsent: computed(() => {
      const known = new Set(confirmed.value.map((message) => message.clientId))
      return outbox.value.filter((waiting) => !known.has(waiting.clientId))
    }),
    unread,
    isAgentTyping,
    isLoaded,
    send(text) {
      const message = { clientId: randomId(), text }
      keepOutbox([...outbox.peek(), message])
      hasToldTyping = false
      if (link.status.state === 'connected') void deliver(message)
    },
    retry(clientId) {
      const message = outbox.peek().find((waiting) => waiting.clientId === clientId)
      if (message === undefined) return
      const again = { clientId, text: message.text }
      keepOutbox(outbox.peek().map((waiting) => (waiting.clientId === clientId ? again : waiting)))
      void deliver(again)
    },
    setTyping(typing) {
      if (typing === hasToldTyping || link.status.state !== 'connected') return
      hasToldTyping = typing
      void link.request('typing', { typing })
    },
    stop() {
      kernel.builtins.clearTimeout(typingTimer)
      for (const stop of stops) stop()
    },
  }
}

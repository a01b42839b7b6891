import type { VisitorLink } from '@alongside/link'
import type { Message, NewMessage, VisitorState } from '@alongside/protocol'
import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { type Kernel, KEYS } from '../kernel.ts'
import { randomId } from '../loader/random-id.ts'
import { errorSentence } from '../ui/words.ts'
import { Outbox, type Unsent } from './outbox.ts'

/** A page load within this time of the last message connects by itself. */
const TALK_MS = 24 * 60 * 60_000
/** The agent's typing sign goes when nothing renews it. */
const TYPING_MS = 8000

/** The conversation as state. */
export class Conversation {
  readonly #agent = signal<{ readonly name: string } | null>(null)
  readonly #messages = signal<readonly Message[]>([])
  readonly #unread = signal(0)
  readonly #isAgentTyping = signal(false)
  readonly #isLoaded = signal(false)
  readonly #outbox: Outbox
  readonly #kernel: Kernel
  readonly #link: VisitorLink
  readonly #stops: readonly (() => void)[]
  #typingTimer = 0
  #hasToldTyping = false

  /** `isSeen`: whether the visitor has it before their eyes now. */
  constructor(kernel: Kernel, link: VisitorLink, isSeen: ReadonlySignal<boolean>) {
    this.#kernel = kernel
    this.#link = link
    this.#outbox = new Outbox(kernel.tab)
    this.#stops = [
      link.on('state', (state) => this.#handleState(state)),
      link.on('message', (message) => this.#handleMessage(message)),
      link.on('typing', ({ typing }) => this.#showTyping(typing)),
      link.on('agent', (agent) => (this.#agent.value = agent)),
      effect(() => {
        if (!isSeen.value || this.#unread.value === 0) return
        this.#unread.value = 0
        void link.request('read', {})
      }),
    ]
  }

  get agent(): ReadonlySignal<{ readonly name: string } | null> {
    return this.#agent
  }

  /** What the server has, oldest first. */
  get messages(): ReadonlySignal<readonly Message[]> {
    return this.#messages
  }

  /** Messages of ours that the server has not confirmed. */
  get unsent(): ReadonlySignal<readonly Unsent[]> {
    return this.#outbox.waiting
  }

  get unread(): ReadonlySignal<number> {
    return this.#unread
  }

  get isAgentTyping(): ReadonlySignal<boolean> {
    return this.#isAgentTyping
  }

  /** Whether the server has told what there is. */
  get isLoaded(): ReadonlySignal<boolean> {
    return this.#isLoaded
  }

  send(text: string): void {
    const message = { clientId: randomId(), text }
    this.#outbox.add(message)
    this.#hasToldTyping = false
    if (this.#link.status.state === 'connected') void this.#deliver(message)
  }

  /** Sends a refused message again. */
  retry(clientId: string): void {
    const message = this.#outbox.retry(clientId)
    if (message !== undefined) void this.#deliver(message)
  }

  setTyping(typing: boolean): void {
    if (typing === this.#hasToldTyping || this.#link.status.state !== 'connected') return
    this.#hasToldTyping = typing
    void this.#link.request('typing', { typing })
  }

  stop(): void {
    this.#kernel.builtins.clearTimeout(this.#typingTimer)
    for (const stop of this.#stops) stop()
  }

  #handleState(state: VisitorState): void {
    this.#agent.value = state.agent
    this.#messages.value = state.messages
    this.#unread.value = state.unread
    this.#isLoaded.value = true
    if (state.messages.length > 0) this.#keepTalking()
    for (const message of state.messages) this.#outbox.confirm(message.clientId)
    for (const waiting of this.#outbox.sendable()) void this.#deliver(waiting)
  }

  #handleMessage(message: Message): void {
    const isNew = this.#add(message)
    if (message.author !== 'agent' || !isNew) return
    this.#showTyping(false)
    this.#unread.value += 1
  }

  async #deliver({ clientId, text }: NewMessage): Promise<void> {
    const reply = await this.#link.request('message', { clientId, text })
    if (reply.ok) this.#add(reply.message)
    // Without a connection it stays in the outbox and goes out with the next `state`.
    else if (reply.error.kind !== 'not_connected') this.#outbox.refuse(clientId, errorSentence(reply.error))
  }

  /** False when it was known. The answer to a send and the echo of it come in any order. */
  #add(message: Message): boolean {
    this.#outbox.confirm(message.clientId)
    this.#keepTalking()
    if (this.#messages.peek().some((known) => known.id === message.id)) return false
    this.#messages.value = [...this.#messages.peek(), message]
    return true
  }

  #keepTalking(): void {
    this.#kernel.local.set(KEYS.talkUntil, String(this.#kernel.builtins.now() + TALK_MS))
  }

  #showTyping(typing: boolean): void {
    const { builtins } = this.#kernel
    builtins.clearTimeout(this.#typingTimer)
    this.#isAgentTyping.value = typing
    if (typing) this.#typingTimer = builtins.setTimeout(() => (this.#isAgentTyping.value = false), TYPING_MS)
  }
}

import { connectSession, connectVisitor, type SessionLink } from '@alongside/link'
import {
  LIMITS,
  openVisitorReplySchema,
  type ParticipantId,
  PROTOCOL_VERSION,
  type SessionId,
  type SessionView,
} from '@alongside/protocol'
import * as v from 'valibot'

/** What the host sends for a stream, each a frame as bytes. */
export type Frames = readonly Uint8Array<ArrayBuffer>[]

/**
 * A visitor without a page: writes in the chat, accepts what the agent invites to, and then is the host of the session with frames
 * that somebody wrote by hand.
 */
export class HostileHost {
  /** Sent at once, and again in a fresh stream whenever the viewer asks for one. */
  frames: Frames = []
  /** Before them, each time, 50 MiB in parts of a frame that never ends. */
  floods = false
  link: SessionLink | null = null
  readonly #serverUrl: string
  readonly #siteKey: string
  readonly #closers: (() => void)[] = []
  #viewers: readonly ParticipantId[] = []
  #stream = 0

  constructor(serverUrl: string, siteKey: string) {
    this.#serverUrl = serverUrl
    this.#siteKey = siteKey
  }

  /** Writes, so that the conversation waits for an agent; accepts the first invitation. */
  async ask(text: string): Promise<void> {
    const tabId = 'hostile'
    const visitor = connectVisitor({
      serverUrl: this.#serverUrl,
      tabId,
      visitorToken: () => this.#open(),
    })
    this.#closers.push(() => visitor.close())
    const accept = async (sessionId: SessionId) => {
      const reply = await visitor.request('accept', { sessionId, tabId })
      if (!reply.ok) throw new Error(reply.error.message)
      this.#connect(reply.hostToken, tabId)
    }
    for (const event of ['state', 'invitation'] as const)
      visitor.on(event, ({ invitation }) => {
        if (invitation !== null) void accept(invitation.sessionId)
      })
    const reply = await visitor.request('message', { clientId: 'first', text })
    if (!reply.ok) throw new Error(reply.error.message)
  }

  /** A fresh stream with these frames. */
  send(frames: Frames): void {
    this.frames = frames
    this.#begin()
  }

  /** Past all limits that an honest client keeps. */
  sendPart(part: { stream?: number; part: number; parts: number; bytes: Uint8Array<ArrayBuffer> }): void {
    this.link?.send('frame', { to: [...this.#viewers], stream: this.#stream + 1, seq: 1, ...part })
  }

  /** Ends the session, so that the agent is free for the next one. */
  async close(): Promise<void> {
    const { link } = this
    if (link !== null)
      await new Promise<void>((resolve) => {
        link.on('session', ({ state }) => state === 'ended' && resolve())
        link.on('status', ({ state }) => state === 'refused' && resolve())
        link.send('end', {})
      })
    link?.close()
    for (const close of this.#closers) close()
  }

  async #open(): Promise<string> {
    const answer = await fetch(`${this.#serverUrl}/tag/v1/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#serverUrl },
      body: JSON.stringify({ protocol: PROTOCOL_VERSION, siteKey: this.#siteKey }),
    })
    return v.parse(openVisitorReplySchema, await answer.json()).visitorToken
  }

  #connect(token: string, tabId: string): void {
    const link = connectSession({ serverUrl: this.#serverUrl, hello: { token, tabId, pageId: 'page' } })
    this.link = link
    const see = ({ participants }: SessionView) => {
      const viewers = participants.filter(({ role, connected }) => role === 'viewer' && connected)
      const isNew = viewers.some(({ id }) => !this.#viewers.includes(id))
      this.#viewers = viewers.map(({ id }) => id)
      if (isNew) this.#begin()
    }
    link.on('welcome', ({ session }) => {
      this.#viewers = []
      see(session)
    })
    link.on('session', see)
    link.on('resync', () => this.#begin())
    link.on('probe', ({ from, n }) => link.send('probe-reply', { to: from, n }))
  }

  #begin(): void {
    this.#stream++
    const bytes = new Uint8Array(LIMITS.framePartBytes)
    for (let part = 0; this.floods && part < 400; part++)
      this.sendPart({ stream: this.#stream, part: part % 100, parts: 100, bytes })
    for (const [i, bytes] of this.frames.entries())
      this.link?.sendFrame(this.#viewers, this.#stream, { seq: i + 1, bytes })
  }
}

import type {
  Down,
  DownEvent,
  ErrorBody,
  Hello,
  ParticipantId,
  Reply,
  Up,
  UpEvent,
  VisitorDown,
  VisitorReplies,
  VisitorUp,
} from '@alongside/protocol'
import type { FrameAssembler } from './frame-assembler.ts'

/**
 * The connection of a host page or a viewer to its session. Connects by itself, again after every loss, over WebSocket or
 * long polling; parses everything that arrives; keeps the token fresh. After each (re)connection `welcome` comes first and
 * both sides begin with fresh state, so nothing is queued while the connection is away.
 */
export type SessionLink = {
  readonly status: LinkStatus
  /** Returns false (and sends nothing) while not connected. */
  send<E extends UpEvent>(event: E, payload: Up[E]): boolean
  /** Sends an encoded frame in parts to these participants. */
  sendFrame(to: readonly ParticipantId[], stream: number, frame: { seq: number; bytes: Uint8Array }): boolean
  /** Returns the way to stop listening. */
  on<E extends LinkEvent>(event: E, listener: (payload: LinkEvents[E]) => void): () => void
  /** Ends for good; no events after it. */
  close(): void
}

/** `refused`: the server does not let us in and trying again is of no use (`error` says why). */
export type LinkStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** `sinceMs`: when the connection was lost, by Date.now(). */
  | { readonly state: 'reconnecting'; readonly sinceMs: number }
  | { readonly state: 'refused'; readonly error: ErrorBody }
  | { readonly state: 'closed' }

/** The protocol's events, but frames come whole: parts are put together and checked against the limits. */
export type LinkEvents = { [E in Exclude<DownEvent, 'frame'>]: Down[E] } & {
  frame: { readonly stream: number; readonly seq: number; readonly bytes: Uint8Array }
  status: LinkStatus
}
export type LinkEvent = keyof LinkEvents

export type SessionLinkOptions = {
  /** Origin of the server, such as https://help.example.com. */
  readonly serverUrl: string
  readonly hello: Omit<Hello, 'protocol'>
  /** Viewers only: puts the parts of frames together. A page is sent none, and so does not load it. */
  readonly frames?: FrameAssembler
  /** The newest token, whenever the server renews it: to be kept where the next page finds it. */
  readonly onToken?: (token: string) => void
}

/**
 * The connection of a visitor's tab to its conversation (namespace `/visitor`). Reconnects like a session's link and shares
 * one connection with it. After each (re)connection `state` comes first, whole.
 */
export type VisitorLink = {
  readonly status: LinkStatus
  /**
   * Sends and waits for the answer. While not connected it waits for the connection; never rejects: without an answer in
   * time, or after `close`, the reply is `{ok: false, error: {kind: 'not_connected', ...}}`.
   */
  request<E extends VisitorUpEvent>(
    event: E,
    payload: VisitorUp[E],
    options?: { readonly timeoutMs?: number },
  ): Promise<Reply<VisitorReplies[E]>>
  /** Returns the way to stop listening. */
  on<E extends VisitorLinkEvent>(event: E, listener: (payload: VisitorLinkEvents[E]) => void): () => void
  /** Ends for good; no events after it. */
  close(): void
}
export type VisitorUpEvent = keyof VisitorUp

/** `problem`: something arrived that could not be read and was ignored; reported once for each kind of event. */
export type VisitorLinkEvents = VisitorDown & {
  problem: { readonly kind: string; readonly message: string }
  status: LinkStatus
}
export type VisitorLinkEvent = keyof VisitorLinkEvents

export type VisitorLinkOptions = {
  /** Origin of the server, such as https://help.example.com. */
  readonly serverUrl: string
  readonly tabId: string
  /**
   * The visitor token for the next connection (`POST /tag/v1/visitors`). Asked before every connection; `renew` is true when
   * the server said that the last one has expired. A rejection with an AlongsideError of a final kind refuses the link,
   * any other is tried again.
   */
  readonly visitorToken: (ask: { readonly renew: boolean }) => string | Promise<string>
}

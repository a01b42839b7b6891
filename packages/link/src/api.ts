import type { Down, DownEvent, ErrorBody, Hello, ParticipantId, Up, UpEvent } from '@alongside/protocol'

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
  /** The newest token, whenever the server renews it: to be kept where the next page finds it. */
  readonly onToken?: (token: string) => void
}

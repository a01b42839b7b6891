/** What the load tells its parent, a line of JSON each. */
export type LoadLine =
  | { readonly kind: 'connected'; readonly sessions: number }
  | {
      readonly kind: 'loaded'
      readonly sessions: number
      readonly p50: number
      readonly p99: number
      /** Messages that arrived, of those that were sent. */
      readonly arrived: number
      readonly sent: number
    }

export type LoadOptions = {
  readonly kind: 'alongside' | 'echo'
  readonly url: string
  readonly apiKey: string
  readonly siteKey: string
  /** Numbers of sessions, rising. */
  readonly levels: readonly number[]
  readonly seconds: number
}

/** One of the pairs that the load keeps busy. */
export type LoadedPair = {
  /** Sends a message of that many bytes; it begins with the time. */
  send(what: Message): void
  /** Another page of the site: connects anew and sends its first view. */
  navigate(): void
  close(): void
}
export type Message = 'pointer' | 'typing' | 'mutation' | 'first view'

/** Times a second of one session, and bytes of a frame: a person who points, types now and then, on a page that moves. */
export const POINTER_EVERY_MS = 50
export const TYPING_EVERY_MS = 250
export const MUTATION_EVERY_MS = 500
export const NAVIGATION_EVERY_MS = 60_000
export const FRAME_BYTES: Readonly<Record<Exclude<Message, 'pointer'>, number>> = {
  typing: 160,
  mutation: 1200,
  'first view': 16 * 1024,
}
export const FIRST_VIEW_FRAMES = 6

import { isErrorKind, safeParseOwn } from '@alongside/protocol'
import type { ErrorBody, ErrorKind } from '@alongside/protocol'
import type * as v from 'valibot'
import type { LinkStatus } from './api.ts'
import { acquireSocket } from './connection-pool.ts'
import type { PooledSocket } from './connection-pool.ts'
import { Listeners } from './listeners.ts'

/** Trying again with the same hello gives the same answer. All other refusals are tried again. */
const FINAL_KINDS: ReadonlySet<ErrorKind> = new Set([
  'token_expired',
  'unauthenticated',
  'session_ended',
  'host_elsewhere',
  'protocol_mismatch',
  'origin_not_allowed',
  'site_unknown',
  'forbidden',
  'not_found',
  'invalid_input',
])

/** Waits after a refusal that is not final, in ms; doubled each time up to the longest. */
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 3000
/** A connection that lasted this long counts as good: the waits begin anew. */
const STABLE_MS = 10_000

type Problem = { readonly kind: string; readonly message: string }
export type CommonEvents = { status: LinkStatus; problem: Problem }

export type NamespaceLinkOptions = {
  readonly serverUrl: string
  readonly namespace: string
  readonly schemas: Readonly<Record<string, v.GenericSchema<unknown, unknown>>>
  /** The event that comes first after each connection; until then nothing else counts and nothing is sent. */
  readonly firstEvent: string
  /** The `auth` of the next connection. Rejecting with an AlongsideError of a final kind refuses the link. */
  readonly auth: () => object | Promise<object>
  /** Looks at the first event before the link counts as connected; an error refuses the link. */
  readonly checkFirst?: (payload: unknown) => ErrorBody | undefined
  /** True when a final refusal is to be tried again after all, with another `auth`. */
  readonly isWorthRetrying?: (error: ErrorBody) => boolean
  /** Every event that was read, the first one included. */
  readonly deliver: (event: string, payload: unknown) => void
}

/**
 * One namespace of the server: connects, again after every loss, parses what arrives. The states are those of LinkStatus;
 * `refused` and `closed` are ends.
 */
export class NamespaceLink<Events extends CommonEvents> {
  readonly listeners: Listeners<Events>
  readonly #options: NamespaceLinkOptions
  readonly #pooled: PooledSocket
  readonly #reported = new Set<string>()
  #status: LinkStatus = { state: 'connecting' }
  #retries = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #connectedAtMs = 0
  /** Raised with each ask for `auth`, so that a late answer is not used for a newer connection. */
  #asked = 0

  constructor(options: NamespaceLinkOptions) {
    this.#options = options
    this.listeners = new Listeners((event, error) => {
      if (event !== 'problem')
        this.report('internal', `a listener of ${String(event)} failed: ${String(error)}`)
    })
    this.#pooled = acquireSocket(options.serverUrl, options.namespace)
    const { socket } = this.#pooled
    socket.auth = (answer) => this.#ask(answer)
    socket.onAny((event: string, payload: unknown) => this.#handleEvent(event, payload))
    socket.on('connect_error', (error) => this.#handleConnectError(error))
    socket.on('disconnect', () => this.#handleDisconnect())
    socket.connect()
  }

  get status(): LinkStatus {
    return this.#status
  }

  get isConnected(): boolean {
    return this.#status.state === 'connected'
  }

  get isOver(): boolean {
    return this.#status.state === 'refused' || this.#status.state === 'closed'
  }

  send(event: string, payload: unknown): boolean {
    if (!this.isConnected) return false
    this.#pooled.socket.emit(event, payload)
    return true
  }

  /** Sends and resolves with what the server answers; rejects when the connection or the time is over. */
  request(event: string, payload: unknown, timeoutMs: number): Promise<unknown> {
    return this.#pooled.socket.timeout(timeoutMs).emitWithAck(event, payload)
  }

  /** Tells `problem` listeners, once for each text: what comes a thousand times is said once. */
  report(kind: ErrorKind, message: string): void {
    if (this.#reported.has(message)) return
    this.#reported.add(message)
    this.#emit('problem', { kind, message })
  }

  close(): void {
    if (this.#status.state === 'closed') return
    this.#status = { state: 'closed' }
    this.#end()
    this.listeners.clear()
  }

  #handleEvent(event: string, payload: unknown): void {
    if (this.isOver) return
    const { schemas, firstEvent, deliver } = this.#options
    const isFirst = event === firstEvent
    if (!isFirst && !this.isConnected) return
    const schema = Object.hasOwn(schemas, event) ? schemas[event] : undefined
    if (schema === undefined) return this.report('invalid_input', `unknown event ${event} ignored`)
    const parsed = safeParseOwn(schema, withByteViews(payload))
    if (parsed.success) {
      if (isFirst && !this.#welcome(parsed.output)) return
      deliver(event, parsed.output)
    } else if (isFirst) {
      this.#refuse({ kind: 'protocol_mismatch', message: `The server's ${event} could not be read.` })
    } else {
      this.report('invalid_input', `${event} could not be read and was ignored`)
    }
  }

  #welcome(payload: unknown): boolean {
    const error = this.#options.checkFirst?.(payload)
    if (error !== undefined) {
      this.#refuse(error)
      return false
    }
    if (this.isConnected) return true
    this.#connectedAtMs = performance.now()
    this.#setStatus({ state: 'connected' })
    return !this.isOver
  }

  #handleConnectError(error: Error & { data?: unknown }): void {
    // Without `data` the server was not reached; the manager tries again by itself.
    if (error.data === undefined && this.#pooled.socket.active) return
    const body = parseErrorBody(error.data) ?? { kind: 'internal', message: error.message }
    this.#handleRefusal(body)
  }

  #handleRefusal(error: ErrorBody): void {
    if (this.isOver) return
    const isFinal = FINAL_KINDS.has(error.kind) && this.#options.isWorthRetrying?.(error) !== true
    if (isFinal) this.#refuse(error)
    else this.#retry()
  }

  #handleDisconnect(): void {
    if (this.isOver) return
    const { socket } = this.#pooled
    // What was emitted on a dead connection belongs to state that is gone.
    socket.sendBuffer.length = 0
    if (this.isConnected && performance.now() - this.#connectedAtMs > STABLE_MS) this.#retries = 0
    if (this.isConnected) this.#setStatus({ state: 'reconnecting', sinceMs: Date.now() })
    // The server hung up on this namespace only, so the manager does not try again.
    if (!this.isOver && !socket.active) this.#retry()
  }

  #ask(answer: (auth: object) => void): void {
    const asked = ++this.#asked
    void (async () => {
      try {
        const auth = await this.#options.auth()
        if (asked === this.#asked && !this.isOver) answer(auth)
      } catch (error) {
        if (asked !== this.#asked || this.isOver) return
        this.#handleRefusal(
          parseErrorBody(error) ?? {
            kind: 'internal',
            message: error instanceof Error ? error.message : 'no token',
          },
        )
      }
    })()
  }

  #retry(): void {
    clearTimeout(this.#retryTimer)
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++)
    const { socket } = this.#pooled
    this.#retryTimer = setTimeout(
      () => {
        socket.disconnect()
        socket.connect()
      },
      longest * (0.5 + Math.random() / 2),
    )
  }

  #refuse(error: ErrorBody): void {
    this.#setStatus({ state: 'refused', error })
    this.#end()
  }

  #end(): void {
    clearTimeout(this.#retryTimer)
    this.#pooled.release()
  }

  #setStatus(status: LinkStatus): void {
    this.#status = status
    this.#emit('status', status)
  }

  #emit<E extends keyof CommonEvents>(event: E, payload: CommonEvents[E]): void {
    ;(this.listeners as unknown as Listeners<CommonEvents>).emit(event, payload)
  }
}

/** Browsers hand over bytes as ArrayBuffer, Node as Buffer; inside they are always plain Uint8Arrays. */
function withByteViews(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('bytes' in payload)) return payload
  const { bytes } = payload
  if (bytes instanceof ArrayBuffer) return { ...payload, bytes: new Uint8Array(bytes) }
  if (ArrayBuffer.isView(bytes))
    return { ...payload, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
  return payload
}

function parseErrorBody(data: unknown): ErrorBody | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data) || !isErrorKind(data.kind))
    return undefined
  const message = 'message' in data && typeof data.message === 'string' ? data.message : data.kind
  return { kind: data.kind, message }
}

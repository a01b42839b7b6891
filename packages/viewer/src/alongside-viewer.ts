import { connectSession, FrameAssembler, type SessionLink } from '@alongside/link'
import { createChrome } from './chrome.ts'
import type { Fit } from './geometry.ts'
import { part } from './stage.ts'
import { adoptStyles } from './styles.ts'
import { createToolbar } from './toolbar.ts'
import { type Tool, TOOLS, type ViewerEvents, type ViewerState } from './types.ts'
import { createViewerSession, type ViewerSession } from './viewer-session.ts'

const IDLE: ViewerState = {
  connection: 'closed',
  session: null,
  progress: 0,
  roundTripMs: null,
  url: '',
  title: '',
  viewport: null,
  following: true,
  trouble: null,
}

/** Opens the connection; replaced in tests by one without a network. */
export type Connect = (options: { serverUrl: string; token: string }) => SessionLink

const connectToServer: Connect = ({ serverUrl, token }) =>
  connectSession({ serverUrl, hello: { token }, frames: new FrameAssembler() })

/**
 * `<alongside-viewer server token>`: shows a session's page and works on it. Attributes and properties `tool`
 * (pointer, highlight, control), `fit` (width, actual), `follow` (true, false), `bare` (says nothing over the page itself),
 * `toolbar` (a bar of its own). Events: see ViewerEvents; all bubble and cross shadow roots.
 */
export class AlongsideViewer extends HTMLElement {
  static readonly observedAttributes = ['server', 'token', 'tool', 'fit', 'follow', 'bare', 'toolbar']
  static connect: Connect = connectToServer

  readonly #root: ShadowRoot
  readonly #live = part('div', 'live')
  #session: ViewerSession | null = null
  #connectedTo = ''
  #chrome: ReturnType<typeof createChrome> | null = null
  #toolbar: ReturnType<typeof createToolbar> | null = null
  #isQueued = false

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open', delegatesFocus: true })
    adoptStyles(this.#root)
    this.#live.setAttribute('aria-live', 'polite')
    this.#root.append(this.#live)
  }

  connectedCallback(): void {
    // Properties that were set before the element was defined hide the accessors.
    for (const name of ['server', 'token', 'tool', 'fit', 'follow'] as const) this.#upgrade(name)
    this.#arrange()
    this.#queueConnect()
  }

  disconnectedCallback(): void {
    // Moved within the document, it keeps its session.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close()
    })
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return
    if (name === 'server' || name === 'token') this.#queueConnect()
    else if (name === 'bare' || name === 'toolbar') this.#arrange()
    else this.#apply()
  }

  get server(): string {
    return this.getAttribute('server') ?? ''
  }
  set server(value: string) {
    this.setAttribute('server', value)
  }

  get token(): string {
    return this.getAttribute('token') ?? ''
  }
  set token(value: string) {
    this.setAttribute('token', value)
  }

  get tool(): Tool {
    const value = this.getAttribute('tool')
    return TOOLS.find((tool) => tool === value) ?? 'pointer'
  }
  set tool(value: Tool) {
    this.setAttribute('tool', value)
  }

  get fit(): Fit {
    return this.getAttribute('fit') === 'actual' ? 'actual' : 'width'
  }
  set fit(value: Fit) {
    this.setAttribute('fit', value)
  }

  get follow(): boolean {
    return this.getAttribute('follow') !== 'false'
  }
  set follow(value: boolean) {
    this.setAttribute('follow', String(value))
  }

  /** What the last `state` event said. */
  get state(): ViewerState {
    return this.#session?.state ?? IDLE
  }

  back(): void {
    this.#session?.run({ kind: 'back' })
  }

  forward(): void {
    this.#session?.run({ kind: 'forward' })
  }

  reload(): void {
    this.#session?.run({ kind: 'reload' })
  }

  /** Only to the visitor's own site; anything else is refused by the page. */
  navigate(url: string): void {
    this.#session?.run({ kind: 'navigate', url })
  }

  /** Ends the session for everybody. */
  end(): void {
    this.#session?.endSession()
  }

  clearHighlight(): void {
    this.#session?.clearHighlight()
  }

  #queueConnect(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    // Server and token are often set one after the other.
    queueMicrotask(() => {
      this.#isQueued = false
      this.#connect()
    })
  }

  #connect(): void {
    const { server, token } = this
    const wanted = `${server} ${token}`
    if (!this.isConnected || (wanted === this.#connectedTo && this.#session !== null)) return
    this.#close()
    if (server === '' || token === '') return this.#show(IDLE)
    this.#connectedTo = wanted
    this.#session = createViewerSession(AlongsideViewer.connect({ serverUrl: server, token }), {
      root: this.#root,
      emit: (event, detail) => this.#emit(event, detail),
      say: (text) => {
        this.#live.textContent = text
      },
    })
    this.#apply()
    this.#show(this.#session.state)
  }

  #apply(): void {
    if (this.#session === null) return
    this.#session.tool = this.tool
    this.#session.fit = this.fit
    this.#session.following = this.follow
  }

  #arrange(): void {
    const isBare = this.hasAttribute('bare')
    if (isBare) {
      this.#chrome?.remove()
      this.#chrome = null
    } else this.#chrome ??= createChrome(this.#root)
    if (this.hasAttribute('toolbar')) this.#toolbar ??= createToolbar(this.#root, this)
    else {
      this.#toolbar?.remove()
      this.#toolbar = null
    }
    this.#show(this.state)
  }

  #show(state: ViewerState): void {
    this.#chrome?.show(state)
    this.#toolbar?.show(state)
  }

  #emit<E extends keyof ViewerEvents>(event: E, detail: ViewerEvents[E]): void {
    if (event === 'state') this.#show(detail as ViewerState)
    if (event === 'refused') this.#chrome?.warn((detail as ViewerEvents['refused']).message)
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }))
  }

  #upgrade(name: 'server' | 'token' | 'tool' | 'fit' | 'follow'): void {
    if (!Object.hasOwn(this, name)) return
    const value: unknown = Reflect.get(this, name)
    Reflect.deleteProperty(this, name)
    Reflect.set(this, name, value)
  }

  #close(): void {
    this.#session?.close()
    this.#session = null
    this.#connectedTo = ''
  }
}

/** Defines `<alongside-viewer>`, once. */
export function defineAlongsideViewer(): void {
  if (customElements.get('alongside-viewer') === undefined)
    customElements.define('alongside-viewer', AlongsideViewer)
}

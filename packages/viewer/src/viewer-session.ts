import type { SessionLink } from '@alongside/link'
import type { Action, Capability, Highlight, Participant, SessionView, Signal } from '@alongside/protocol'
import { createCommands } from './commands.ts'
import type { SignalOf, ViewerContext } from './context.ts'
import { createInput, type Input } from './input.ts'
import { createMarks, type Who } from './marks.ts'
import { createRoundTrip } from './round-trip.ts'
import { createScrolling } from './scrolling.ts'
import { sessionEvents } from './session-events.ts'
import { createStage, type Stage } from './stage.ts'
import { createStreams, type Streams } from './streams.ts'
import type { Emit, MirrorPage, Tool, ViewerState } from './types.ts'
import type { Fit } from './geometry.ts'

/** One connected viewer in a shadow root: mirror, marks, tools. The link is injected: any SessionLink will do. */
export type ViewerSession = {
  readonly state: ViewerState
  tool: Tool
  fit: Fit
  following: boolean
  run(action: Action): void
  clearHighlight(): void
  endSession(): void
  close(): void
}

export type ViewerSessionOptions = {
  readonly root: ShadowRoot
  readonly emit: Emit
  /** For screen readers. */
  readonly say: (text: string) => void
}

/** Listens in the same turn, so that no event of a fresh link is missed. */
export function createViewerSession(link: SessionLink, options: ViewerSessionOptions): ViewerSession {
  return new Session(link, options)
}

class Session implements ViewerSession {
  readonly #link: SessionLink
  readonly #options: ViewerSessionOptions
  readonly #context: ViewerContext
  readonly #streams: Streams
  readonly #input: Input
  readonly #roundTrip: ReturnType<typeof createRoundTrip>
  readonly #stage: Stage
  readonly #stops: (() => void)[] = []
  #session: SessionView | null = null
  #me: Participant | null = null
  #tool: Tool = 'pointer'
  #fit: Fit = 'width'
  #told = ''

  constructor(link: SessionLink, options: ViewerSessionOptions) {
    this.#link = link
    this.#options = options
    const page = () => this.#streams.shown
    this.#stage = createStage(options.root, () => this.#context.marks.refresh())
    const commands = createCommands({
      link,
      position: () => page()?.rebuild.position ?? null,
      onRefused: (refused) => {
        options.emit('refused', refused)
        options.say(refused.message)
      },
    })
    this.#roundTrip = createRoundTrip(link, () => this.#changed())
    this.#context = {
      stage: this.#stage,
      marks: createMarks(this.#stage, page),
      commands,
      scrolling: createScrolling(this.#stage, () => commands, page),
      page,
      tool: () => this.#tool,
      may: (capability) => this.#may(capability),
      signal: (signal) => this.#signal(signal),
      say: options.say,
      roundTripMs: () => this.#roundTrip.ms ?? 300,
    }
    this.#input = createInput(this.#context, (highlight) => this.#highlight(highlight))
    this.#streams = this.#createStreams()
    this.#listen()
  }

  #createStreams(): Streams {
    const { scrolling, marks } = this.#context
    const isShown = (page: MirrorPage) => page === this.#streams.shown
    const { typing } = this.#input
    return createStreams({
      link: this.#link,
      mount: this.#stage.page,
      onChange: () => this.#changed(),
      onShown: (page) => {
        scrolling.reset()
        typing.end()
        this.#stage.setViewport(page.viewport)
        this.#options.say(`The visitor is on ${page.location.title || page.location.url || 'another page'}`)
      },
      followsScroll: (page, op, isTop) => !isShown(page) || scrolling.followsScroll(op, isTop),
      onScroll: () => marks.refresh(),
      holdsState: (page, op) => isShown(page) && typing.holdsState(op),
      onContent: (page, node) => isShown(page) && typing.handleContent(node),
      onFocus: (page) => isShown(page) && typing.handleFocus(page),
      onSelection: (page) => isShown(page) && typing.handleSelection(page),
      onBubble: ({ bubble }) => {
        if (bubble !== null) this.#options.say(`The visitor’s browser says: ${bubble.text}`)
      },
    })
  }

  #listen(): void {
    const { commands, marks } = this.#context
    const link = this.#link
    this.#stops.push(
      link.on('status', ({ state }) => {
        if (state !== 'connected') commands.abandon()
        this.#roundTrip.setConnected(state === 'connected')
        this.#changed()
      }),
      link.on('welcome', ({ me, session, resources = 'auto' }) => {
        this.#me = me
        commands.abandon()
        this.#streams.begin(resources)
        marks.forget()
        this.#roundTrip.setConnected(true)
        this.#handleSession(session)
      }),
      link.on('session', (session) => this.#handleSession(session)),
      link.on('frame', (frame) => this.#streams.handleFrame(frame)),
      link.on('problem', ({ kind }) => kind === 'page_too_busy' && this.#streams.handleDropped()),
      link.on('resource', (resource) => this.#streams.handleResource(resource)),
      link.on('command-result', (result) => commands.handleResult(result)),
      link.on('probe-reply', ({ n }) => this.#roundTrip.handleReply(n)),
      link.on('signal', ({ from, signal }) => this.#handleSignal(from, signal)),
    )
  }

  #handleSession(session: SessionView): void {
    const before = this.#session
    this.#session = session
    const me = session.participants.find(({ id }) => id === this.#me?.id)
    const had = this.#me?.capabilities ?? []
    if (me !== undefined) this.#me = me
    for (const { id, connected } of before?.participants ?? [])
      if (!session.participants.some((other) => other.id === id && (other.connected || !connected)))
        this.#context.marks.forget(id)
    for (const [event, detail, words] of sessionEvents(before, session, this.#me?.id)) {
      this.#options.emit(event, detail)
      if (words !== '') this.#options.say(words)
    }
    const capabilities = this.#me?.capabilities ?? []
    if (before !== null && String(had) !== String(capabilities))
      this.#options.emit('control.changed', { capabilities })
    this.#input.refreshTool()
    this.#changed()
  }

  #handleSignal(from: string, signal: Signal): void {
    const who = this.#who(from)
    if (signal.kind === 'cursor') this.#context.marks.setCursor(who, signal.epoch, signal.cursor)
    else this.#context.marks.setHighlight(who, signal.epoch, signal.highlight)
    if (signal.kind === 'highlight' && signal.highlight !== null)
      this.#options.say(`${who.name} highlights something`)
    const page = this.#streams.shown
    if (signal.kind !== 'cursor' || !who.isHost || page?.rebuild.position?.epoch !== signal.epoch) return
    const node = signal.cursor === null ? undefined : page.rebuild.node(signal.cursor.node as never)
    page.rebuild.markHover(node ?? null)
  }

  #who(id: string): Who {
    const participant = this.#session?.participants.find((other) => other.id === id)
    const isHost = participant?.role === 'host'
    return { id, name: participant?.name || (isHost ? 'Visitor' : 'Agent'), isHost }
  }

  #may(capability: Capability): boolean {
    return this.#session?.state === 'active' && this.#me?.capabilities.includes(capability) === true
  }

  #signal(signal: SignalOf): void {
    const epoch = this.#streams.shown?.rebuild.position?.epoch
    if (epoch !== undefined) this.#link.send('signal', { ...signal, epoch })
  }

  #highlight(highlight: Highlight): void {
    const epoch = this.#streams.shown?.rebuild.position?.epoch
    if (epoch === undefined || !this.#may('highlight')) return
    this.#context.marks.setHighlight({ id: 'me', name: '', isHost: false }, epoch, highlight)
    this.#signal({ kind: 'highlight', highlight })
  }

  /** Tells of a changed state, once for many changes of the same turn that lead to the same. */
  #changed(): void {
    const { shown } = this.#streams
    this.#stage.setViewport(shown?.viewport ?? null)
    this.#context.marks.refresh()
    const { state } = this
    const text = JSON.stringify(state)
    if (text === this.#told) return
    this.#told = text
    this.#options.emit('state', state)
  }

  get state(): ViewerState {
    const { status } = this.#link
    const page = this.#streams.shown ?? this.#streams.current
    return {
      connection: status.state,
      ...(status.state === 'refused' ? { error: status.error } : {}),
      session: this.#session,
      progress: (this.#streams.current ?? page)?.progress ?? 0,
      roundTripMs: this.#roundTrip.ms,
      url: page?.location.url ?? '',
      title: page?.location.title ?? '',
      viewport: page?.viewport ?? null,
      following: this.#context.scrolling.following,
      trouble: this.#streams.trouble,
    }
  }

  get tool(): Tool {
    return this.#tool
  }

  set tool(tool: Tool) {
    this.#tool = tool
    this.#input.refreshTool()
  }

  get fit(): Fit {
    return this.#fit
  }

  set fit(fit: Fit) {
    this.#fit = fit
    this.#stage.setFit(fit)
  }

  get following(): boolean {
    return this.#context.scrolling.following
  }

  set following(next: boolean) {
    this.#context.scrolling.following = next
    this.#changed()
  }

  run(action: Action): void {
    void this.#context.commands.run(action)
  }

  clearHighlight(): void {
    this.#highlight(null)
  }

  endSession(): void {
    this.#link.send('end', {})
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#context.commands.abandon()
    this.#roundTrip.close()
    this.#input.close()
    this.#context.scrolling.close()
    this.#context.marks.close()
    this.#streams.close()
    this.#stage.close()
    this.#stage.scroller.remove()
    this.#link.close()
  }
}

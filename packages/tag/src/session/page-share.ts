import type { SessionLink } from '@alongside/link'
import type { Capture, startCapture } from '@alongside/mirror/capture'
import type { Controller } from '@alongside/mirror/control'
import type { createController } from '@alongside/mirror/controller'
import {
  CAPABILITIES_BY_MODE,
  capabilityFor,
  type Command,
  type CommandResult,
  type MaskingRules,
  type Participant,
  type ParticipantId,
} from '@alongside/protocol'
import type { Kernel } from '../kernel.ts'
import type { KeptSheets } from './kept-sheets.ts'
import { type ActiveView, connectedViewers } from './session-state.ts'
import { createStreamHub, type StreamHub } from './stream-hub.ts'

/** The engine's two halves in the host page. */
export type Engine = {
  readonly startCapture: typeof startCapture
  /** Loaded when it is needed: view only, nobody does. */
  readonly loadController: () => Promise<typeof createController>
}

export type PageShareOptions = {
  readonly kernel: Kernel
  readonly window: Window & typeof globalThis
  readonly engine: Engine
  readonly link: SessionLink
  readonly masking: MaskingRules
  readonly origins: readonly string[]
  /** A number that no stream of this page has had. */
  readonly nextStream: () => number
  readonly keptSheets: KeptSheets
  /** The session as it is now; null while it is not active. */
  readonly view: () => ActiveView | null
  /** A viewer's command that is about to run. */
  readonly onCommand: (command: Command, by: Participant) => void
  /** The page cannot be mirrored any more. Everything has stopped by then. */
  readonly onFailure: (error: unknown) => void
}

/** Mirrors this page to the viewers and runs their commands. */
export type PageShare = {
  readonly capture: Capture
  /** After each welcome and each change of the session. */
  update(): void
  setMasking(rules: MaskingRules): void
  /** The connection is lost: streams begin anew when it is back. */
  pause(): void
  stop(): void
}

/** Throws when the page cannot be mirrored at all; `onFailure` is for later. */
export function createPageShare(options: PageShareOptions): PageShare {
  const { kernel, window, engine, link, view } = options
  const isOwn = (node: Node) => kernel.ui.isOwn(node)
  let isStarted = false
  let early: { readonly error: unknown } | null = null
  const capture = engine.startCapture({
    window,
    early: kernel.early,
    frameKey: kernel.siteKey,
    masking: options.masking,
    isOwn,
    fetch: kernel.builtins.fetch,
    onFailure(error) {
      early ??= { error }
      if (!isStarted) return
      stop()
      options.onFailure(error)
    },
  })
  if (early !== null) throw (early as { error: unknown }).error
  let isStopped = false
  let loading: Promise<Controller> | null = null
  const loadController = async (): Promise<Controller> => {
    const controller = (await engine.loadController())({
      window,
      epoch: capture.epoch,
      version: () => capture.version,
      nodes: capture.nodes,
      isMasked: (node) => capture.isMasked(node),
      isOwn,
      allows: (action) => CAPABILITIES_BY_MODE[view()?.mode ?? 'view'].includes(capabilityFor(action.kind)),
      origins: () => options.origins,
    })
    if (isStopped) controller.stop()
    return controller
  }
  const control = (): Promise<Controller> => {
    const controller = (loading ??= loadController())
    // Asked for again with the next command.
    controller.catch(() => (loading = null))
    return controller
  }
  const hub = createStreamHub(capture, link, kernel.builtins, options.nextStream, (viewer) =>
    options.keptSheets.of(viewer),
  )
  const stopListening = listen(options, hub, control)
  isStarted = true

  function stop(): void {
    for (const stopOne of stopListening) stopOne()
    hub.reset()
    isStopped = true
    void loading?.then((controller) => controller.stop())
    capture.stop()
  }
  return {
    capture,
    update() {
      const current = view()
      if (current === null) hub.reset()
      else hub.setViewers(connectedViewers(current).map(({ id }) => id))
      // Not with the first command: what people type until then counts.
      if (current !== null && current.mode !== 'view') control().catch(() => undefined)
    },
    setMasking: (rules) => capture.setMasking(rules),
    pause: () => hub.reset(),
    stop,
  }
}

function listen(
  options: PageShareOptions,
  hub: StreamHub,
  control: () => Promise<Controller>,
): (() => void)[] {
  const { link, view } = options
  // Answers go out in the order in which the commands came, refusals too.
  let last: Promise<unknown> = Promise.resolve()

  const answer = async (from: ParticipantId, command: Command): Promise<void> => {
    const by = view()?.participants.find(({ id }) => id === from)
    const result = await run(control, command, by, options.onCommand)
    link.send('command-result', { to: from, result })
  }
  return [
    link.on('ack', ({ from, ...ack }) => hub.handleAck(from, ack)),
    link.on('repair', ({ from, ...repair }) => hub.handleRepair(from, repair)),
    link.on('resync', ({ from, ...resync }) => hub.handleResync(from, resync)),
    link.on('resource-request', ({ from, ...request }) => hub.handleResourceRequest(from, request)),
    link.on('probe', ({ from, n }) => void link.send('probe-reply', { to: from, n })),
    link.on('command', ({ from, command }) => {
      last = last.then(() => answer(from, command))
    }),
  ]
}

/** The server has checked already; the page checks again and has the last word. */
async function run(
  control: () => Promise<Controller>,
  command: Command,
  by: Participant | undefined,
  onCommand: PageShareOptions['onCommand'],
): Promise<CommandResult> {
  const { id, action } = command
  if (by === undefined || !by.capabilities.includes(capabilityFor(action.kind))) {
    return { id, status: 'refused', reason: 'not_allowed' }
  }
  onCommand(command, by)
  try {
    return await (await control()).run(command, { name: by.name })
  } catch {
    return { id, status: 'refused', reason: 'failed' }
  }
}

import type { LinkStatus, SessionLink, connectSession } from '@alongside/link'
import type { Down, EndReason, MaskingRules, SessionView } from '@alongside/protocol'
import type { Signal } from '@preact/signals'
import { type Kernel, KEYS, type StoredSession } from '../kernel.ts'
import { endSentence } from '../ui/words.ts'
import { createKeptSheets, type KeptSheets } from './kept-sheets.ts'
import { createPageShare, type Engine, type PageShare } from './page-share.ts'
import { createPointing, type Pointing } from './pointing.ts'
import { endOfRefusal, type SessionEnd } from './session-end.ts'
import { writeJson } from '../loader/key-value-store.ts'
import { type ActiveView, connectedViewers, type SessionState } from './session-state.ts'
import { tellEnd } from './tell-end.ts'

export type LiveSessionOptions = {
  readonly kernel: Kernel
  readonly window: Window & typeof globalThis
  readonly connect: typeof connectSession
  readonly engine: Engine
  readonly stored: StoredSession
  /** Written here alone while the session lives. */
  readonly state: Signal<SessionState>
  readonly isHighlighting: Signal<boolean>
  /** Where cursors and highlights are drawn. */
  readonly overlayBox: HTMLElement
  /** Called once; everything has stopped by then. */
  readonly onEnd: (end: SessionEnd) => void
}

type Terms = { readonly masking: MaskingRules; readonly origins: readonly string[] }

/** A page that could not be mirrored a moment ago may only have been in the middle of something. */
const RETRY_MS = 250

/** This page as the host of a session, from the first connection to the end or to the next page. */
export class LiveSession {
  readonly #options: LiveSessionOptions
  readonly #link: SessionLink
  readonly #keptSheets: KeptSheets
  #stored: StoredSession
  #view: ActiveView | null = null
  #share: PageShare | null = null
  #pointing: Pointing | null = null
  #isOver = false
  /** What the server said last about this page; null before the first welcome. */
  #terms: Terms | null = null
  /** Streams that have been opened on this page, over all attempts to mirror it. */
  #streams = 0
  #retryTimer = 0

  constructor(options: LiveSessionOptions) {
    const { kernel, stored } = options
    this.#options = options
    this.#stored = stored
    this.#keptSheets = createKeptSheets(kernel, stored.sessionId)
    options.state.value = { phase: 'starting', stored }
    this.#link = options.connect({
      serverUrl: kernel.serverUrl,
      hello: { token: stored.token, pageId: kernel.pageId, tabId: kernel.tabId },
      onToken: (token) => this.#keepToken(token),
    })
    this.#link.on('welcome', (welcome) => this.#handleWelcome(welcome))
    this.#link.on('session', (view) => this.#handleView(view))
    this.#link.on('masking', (rules) => this.#handleMasking(rules))
    this.#link.on('status', (status) => this.#handleStatus(status))
  }

  /** The visitor ends it: sharing stops at once, whether the server can be told or not. */
  end(): void {
    if (!this.#isOver) this.#endFromHere('visitor_ended')
  }

  /** The page goes away; the next one of this tab goes on. */
  leave(): void {
    if (this.#isOver) return
    this.#keptSheets.save()
    this.#link.send('leaving', {})
    this.#stopSharing()
    this.#link.close()
  }

  #handleWelcome(welcome: Down['welcome']): void {
    if (this.#isOver) return
    if (welcome.session.state !== 'ended') {
      // Both sides begin anew after a reconnection, even with viewers that never were away.
      this.#share?.pause()
      const { masking = { mask: [], block: [] }, origins = [] } = welcome
      const isFirst = this.#terms === null
      this.#terms = { masking, origins }
      if (isFirst) this.#tryToShare()
      else this.#share?.setMasking(masking)
    }
    this.#handleView(welcome.session)
  }

  #handleMasking(masking: MaskingRules): void {
    if (this.#terms !== null) this.#terms = { ...this.#terms, masking }
    this.#share?.setMasking(masking)
  }

  #tryToShare(): void {
    if (this.#terms === null || this.#isOver) return
    try {
      this.#beginSharing(this.#terms)
      this.#updateViewers()
    } catch {
      this.#handleFailure()
    }
  }

  #beginSharing(terms: Terms): void {
    const onFailure = () => this.#handleFailure()
    const share = createPageShare({
      ...this.#options,
      ...terms,
      link: this.#link,
      keptSheets: this.#keptSheets,
      nextStream: () => ++this.#streams,
      view: () => this.#view,
      onCommand: (command, by) => this.#pointing?.showCommand(command, by),
      onFailure,
    })
    this.#share = share
    this.#pointing = createPointing({
      ...this.#options,
      box: this.#options.overlayBox,
      link: this.#link,
      capture: share.capture,
      onFailure,
    })
  }

  #handleView(view: SessionView): void {
    if (this.#isOver) return
    if (view.state === 'ended') {
      this.#finish(this.#ended(view.reason))
      return
    }
    this.#view = view.state === 'active' ? view : null
    const stored = this.#stored
    this.#options.state.value =
      view.state === 'active' ? { phase: 'active', stored, view } : { phase: 'starting', stored }
    this.#updateViewers()
  }

  #updateViewers(): void {
    this.#share?.update()
    this.#pointing?.setViewers(this.#view === null ? [] : connectedViewers(this.#view))
  }

  #handleStatus(status: LinkStatus): void {
    if (this.#isOver) return
    if (status.state === 'refused') this.#finish(endOfRefusal(status.error))
    else if (status.state === 'reconnecting') {
      this.#view = null
      this.#share?.pause()
      this.#options.state.value = { phase: 'reconnecting', stored: this.#stored }
    }
  }

  /**
   * The mirror has failed: once it begins anew on this page, with fresh streams; then better an end that everybody sees
   * than a view that stands still.
   */
  #handleFailure(): void {
    if (this.#isOver) return
    this.#dropShare()
    if (this.#retryTimer === 0) {
      this.#retryTimer = this.#options.kernel.builtins.setTimeout(() => this.#tryToShare(), RETRY_MS)
      return
    }
    this.#endFromHere('failed')
  }

  #endFromHere(reason: EndReason): void {
    this.#stopSharing()
    tellEnd(this.#link, this.#options.kernel.builtins, reason === 'failed' ? { reason } : {})
    this.#options.onEnd(this.#ended(reason))
  }

  #keepToken(token: string): void {
    if (this.#isOver) return
    this.#stored = { ...this.#stored, token }
    writeJson(this.#options.kernel.tab, KEYS.session, this.#stored)
  }

  #ended(reason: EndReason): SessionEnd {
    return { kind: 'ended', reason, text: endSentence(reason, this.#stored.from) }
  }

  #finish(end: SessionEnd): void {
    if (this.#isOver) return
    this.#stopSharing()
    this.#link.close()
    this.#options.onEnd(end)
  }

  #stopSharing(): void {
    this.#isOver = true
    this.#options.kernel.builtins.clearTimeout(this.#retryTimer)
    this.#dropShare()
  }

  #dropShare(): void {
    const [pointing, share] = [this.#pointing, this.#share]
    this.#pointing = null
    this.#share = null
    pointing?.stop()
    share?.stop()
  }
}

import type { Early } from '@alongside/mirror/early'
import type { Identity } from '@alongside/protocol'
import type { Builtins } from './loader/builtins.ts'
import type { EventHub, PublicSession } from './loader/event-hub.ts'
import type { KeyValueStore } from './loader/key-value-store.ts'
import type { Launcher } from './loader/launcher.ts'
import type { ShadowHost } from './ui/shadow-host.ts'

/**
 * What the loader shares with the modules it loads. Modules get it as an argument and never reach for a global, so the
 * loader (a classic script) and the modules (ES modules, perhaps newer than a cached loader) meet only here.
 */
export type Kernel = {
  /** Origin of the server, without a trailing slash. */
  readonly serverUrl: string
  readonly siteKey: string
  /** This page load. */
  readonly pageId: string
  /** This tab, for as long as it lives. */
  readonly tabId: string
  readonly builtins: Builtins
  /** What only a script that runs first gets hold of. */
  readonly early: Early
  /** First-party storage of the site, all tabs. */
  readonly local: KeyValueStore
  /** First-party storage of this tab. */
  readonly tab: KeyValueStore
  readonly ui: ShadowHost
  readonly launcher: Launcher
  readonly events: EventHub
  /** Whether the site shows our launcher (`data-launcher="none"` hides it). */
  readonly hasLauncher: boolean
  /** What the page said last with `alongside.identify`. */
  identity: Identity | null
  /** What `alongside.session` answers. Written by the modules. */
  session: PublicSession | null
  /** Loads a module from the server and starts it, once; repeated calls get the same. Rejects when it cannot be loaded. */
  readonly load: <Name extends keyof Modules>(name: Name) => Promise<Modules[Name]>
  /** A module that is already running. */
  running<Name extends keyof Modules>(name: Name): Modules[Name] | undefined
}

/** What each module's `start(kernel)` returns. */
export type Modules = { readonly chat: Chat; readonly session: SessionRunner; readonly frame: FrameServer }

export type Chat = {
  open(): void
  close(): void
  identify(identity: Identity): void
  /** Rejects with AlongsideError. `expiresAt`: milliseconds since the epoch. */
  createSessionCode(): Promise<{ code: string; expiresAt: number }>
  /** Resolves when the session is active in this tab; rejects with AlongsideError. */
  join(token: string): Promise<void>
}

export type SessionRunner = {
  /** Begins (or goes on with) the session that this tab's storage names. */
  begin(): void
}

/** In a frame of another origin than the page around it. */
export type FrameServer = {
  /** A message, perhaps of the page around, which asks to mirror what is in here: done if the site's key is for its origin. */
  serve(offer: MessageEvent<{ alongside?: unknown } | null>): void
}

/** Keys in the two stores. The values are text; JSON where a type is named. */
export const KEYS = {
  /** local: proof that this is the same browser as last time. */
  identity: 'identity',
  /** local: until when a page load connects by itself, milliseconds since the epoch. */
  talkUntil: 'talk-until',
  /** tab: '1' while the chat window is open. */
  windowOpen: 'open',
  /** tab: what was typed and not sent. */
  draft: 'draft',
  /** tab: messages that the server has not confirmed. JSON: NewMessage[]. */
  outbox: 'outbox',
  /** tab: AcceptingInvitation as JSON. */
  accepting: 'accepting',
  /** tab: StoredSession as JSON. */
  session: 'session',
  /** tab: which style sheets the viewers of that session have. JSON, see kept-sheets.ts. */
  sheets: 'sheets',
  tabId: 'tab',
} as const

/** Written before the server is asked, so that the next page goes on when this one goes away meanwhile. */
export type AcceptingInvitation = {
  readonly sessionId: string
  readonly mode: 'view' | 'shared'
  readonly from: string
}

/** The session of this tab. */
export type StoredSession = AcceptingInvitation & { readonly token: string }

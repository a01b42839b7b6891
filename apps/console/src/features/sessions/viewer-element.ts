import { defineAlongsideViewer } from '@alongside/viewer'
import type { EndReason, ErrorBody, SessionView } from '@alongside/protocol'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

defineAlongsideViewer()

export type Tool = 'pointer' | 'highlight' | 'draw' | 'control'
export type Fit = 'width' | 'actual'

/** What `<alongside-viewer>` tells about itself with each `state` event. */
export type ViewerState = {
  /** `refused`: `error` says why. `closed`: over, by the session's end. */
  readonly connection: 'connecting' | 'connected' | 'reconnecting' | 'refused' | 'closed'
  readonly error?: ErrorBody
  readonly session: SessionView | null
  /** How much of the first view is there, 0 to 1. */
  readonly progress: number
  /** From here to the visitor's page and back; null until measured. */
  readonly roundTripMs: number | null
  readonly url: string
  readonly title: string
  readonly viewport: { readonly width: number; readonly height: number } | null
  /** Whether the view follows the visitor's scrolling. */
  readonly following: boolean
}

export type ViewerEvents = {
  state: ViewerState
  /** A command was refused: `reason` is a kind or a short name, `message` is for people. */
  refused: { readonly reason: string; readonly message: string }
  'session.ended': { readonly reason: EndReason }
}

/** The part of the custom element that the console uses. */
export type ViewerElement = HTMLElement & {
  server: string
  token: string
  tool: Tool
  fit: Fit
  follow: boolean
  back(): unknown
  forward(): unknown
  reload(): unknown
  navigate(url: string): unknown
  end(): unknown
  clearHighlight(): unknown
}

export const INITIAL_VIEWER_STATE: ViewerState = {
  connection: 'connecting',
  session: null,
  progress: 0,
  roundTripMs: null,
  url: '',
  title: '',
  viewport: null,
  following: true,
}

/** Listens to one of the element's events; returns the way to stop. */
export function onViewerEvent<E extends keyof ViewerEvents>(
  element: ViewerElement,
  event: E,
  handler: (detail: ViewerEvents[E]) => void,
): () => void {
  const receive = (received: Event) => {
    if (received instanceof CustomEvent) handler(received.detail as ViewerEvents[E])
  }
  element.addEventListener(event, receive)
  return () => element.removeEventListener(event, receive)
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'alongside-viewer': DetailedHTMLProps<HTMLAttributes<ViewerElement>, ViewerElement>
    }
  }
}

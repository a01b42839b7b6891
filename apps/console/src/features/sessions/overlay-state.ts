import type { EndReason, ErrorKind } from '@alongside/protocol'
import type { ViewerState } from '@alongside/viewer'

/** What lies over the mirrored page because it is not live at the moment. */
export type Overlay =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'navigating' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly error: ErrorKind }
  /** What the page sent cannot be shown: why, in words of the viewer's own. */
  | { readonly kind: 'trouble'; readonly text: string }
  | { readonly kind: 'ended'; readonly reason: EndReason | null }

/** The most telling one; null while the page is live. */
export function overlayFor({ connection, error, session, trouble }: ViewerState): Overlay | null {
  if (session?.state === 'ended') return { kind: 'ended', reason: session.reason }
  if (error?.kind === 'session_ended') return { kind: 'ended', reason: null }
  if (connection === 'refused') return refusedOverlay(error?.kind ?? 'internal')
  if (connection === 'reconnecting') return { kind: 'reconnecting' }
  if (connection !== 'connected' || session === null) return { kind: 'connecting' }
  if (session.state !== 'active') return { kind: 'away' }
  switch (session.host) {
    case 'present':
      return trouble === null ? null : { kind: 'trouble', text: trouble }
    case 'navigating':
      return { kind: 'navigating' }
    case 'away':
      return { kind: 'away' }
  }
}

/** Kinds that a fresh token repairs; the console asks for one by itself. */
export const isTokenProblem = (kind: ErrorKind | undefined): boolean =>
  kind === 'token_expired' || kind === 'unauthenticated'

function refusedOverlay(error: ErrorKind): Overlay {
  return isTokenProblem(error) ? { kind: 'reconnecting' } : { kind: 'refused', error }
}

export type Quality = 'unknown' | 'good' | 'fair' | 'poor'

/** Round trips below 200 ms feel immediate; above half a second pointing and talking drift apart. */
export function qualityOf(roundTripMs: number | null): Quality {
  if (roundTripMs === null) return 'unknown'
  if (roundTripMs < 200) return 'good'
  return roundTripMs < 500 ? 'fair' : 'poor'
}

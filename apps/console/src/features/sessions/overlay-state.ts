import type { EndReason } from '@alongside/protocol'
import type { ViewerState } from './viewer-element.ts'

/** What lies over the mirrored page because it is not live at the moment. */
export type Overlay =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'navigating' }
  | { readonly kind: 'away' }
  | { readonly kind: 'ended'; readonly reason: EndReason }

/** The most telling one; null while the page is live. */
export function overlayFor({ connection, session }: ViewerState): Overlay | null {
  if (session?.state === 'ended') return { kind: 'ended', reason: session.reason }
  if (connection === 'reconnecting') return { kind: 'reconnecting' }
  if (connection === 'connecting' || session === null) return { kind: 'connecting' }
  if (session.state !== 'active') return { kind: 'away' }
  switch (session.host) {
    case 'present':
      return null
    case 'navigating':
      return { kind: 'navigating' }
    case 'away':
      return { kind: 'away' }
  }
}

export type Quality = 'unknown' | 'good' | 'fair' | 'poor'

/** Round trips below 200 ms feel immediate; above half a second pointing and talking drift apart. */
export function qualityOf(roundTripMs: number | null): Quality {
  if (roundTripMs === null) return 'unknown'
  if (roundTripMs < 200) return 'good'
  return roundTripMs < 500 ? 'fair' : 'poor'
}

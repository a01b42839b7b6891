import type { EndReason } from '@alongside/protocol'
import type { AlongsideViewer, Fit, Tool, ViewerEvents } from '@alongside/viewer'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isTokenProblem } from './overlay-state.ts'
import { INITIAL_VIEWER_STATE, onViewerEvent } from './viewer-element.ts'

/** How long a refusal is shown. */
const REFUSAL_MS = 5000

type ViewerOptions = {
  readonly token: string
  readonly tool: Tool
  readonly fit: Fit
  readonly onEnded: (reason: EndReason) => void
  /** The token is of no use any more: a fresh one is needed. */
  readonly onTokenExpired: () => void
}

/** Ties the custom element to React: properties in, events out. */
export function useViewer(options: ViewerOptions) {
  const ref = useRef<AlongsideViewer>(null)
  const [state, setState] = useState(INITIAL_VIEWER_STATE)
  const [refusal, setRefusal] = useState<ViewerEvents['refused'] | null>(null)
  const ended = useEffectEvent(options.onEnded)
  const expired = useEffectEvent(options.onTokenExpired)

  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const stops = [
      onViewerEvent(element, 'state', setState),
      onViewerEvent(element, 'session.ended', ({ reason }) => ended(reason)),
      onViewerEvent(element, 'refused', setRefusal),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])

  const tokenProblem = state.connection === 'refused' && isTokenProblem(state.error?.kind)
  useEffect(() => {
    if (tokenProblem) expired()
  }, [tokenProblem])

  useEffect(() => {
    if (refusal === null) return undefined
    const timer = setTimeout(() => setRefusal(null), REFUSAL_MS)
    return () => clearTimeout(timer)
  }, [refusal])

  const { token, tool, fit } = options
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    element.tool = tool
    element.fit = fit
  }, [tool, fit])
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    element.server = location.origin
    element.token = token
  }, [token])

  return { ref, state, refusal }
}

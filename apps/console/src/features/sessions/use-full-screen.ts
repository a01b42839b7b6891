import { useEffect, useState, type RefObject } from 'react'
import { toasts } from '#lib/toasts.ts'

/** The Fullscreen API on one element. The browser itself leaves it with Escape. */
export function useFullScreen(ref: RefObject<HTMLElement | null>) {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const changed = () =>
      setFull(document.fullscreenElement !== null && document.fullscreenElement === ref.current)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [ref])
  const toggle = async () => {
    try {
      if (document.fullscreenElement === null) await ref.current?.requestFullscreen()
      else await document.exitFullscreen()
    } catch {
      toasts.info('This browser does not allow full screen here.')
    }
  }
  return { isFull, toggle: () => void toggle() }
}

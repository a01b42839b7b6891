import type { OpOf } from '../format/index.ts'
import { dom } from './dom.ts'
import { isElement } from './elements.ts'

/** Seconds that the mirror may be away from the page before it jumps. */
const PAUSED_TOLERANCE = 0.01
const PLAYING_TOLERANCE = 0.3

type State = OpOf<'media'>
const waiting = new WeakMap<HTMLMediaElement, State>()

/** Plays as the page's video or audio does, and never with sound (R31). */
export function applyMedia(node: Node | undefined, state: State): void {
  if (!isElement(node)) return
  const name = dom.localName(node)
  if (name === 'svg') return turnClock(node as SVGSVGElement, state)
  if (name !== 'video' && name !== 'audio') return
  const media = node as HTMLMediaElement
  media.muted = true
  media.volume = state.volume
  try {
    media.playbackRate = state.rate
  } catch {
    // Rates that this browser does not play.
  }
  if (media.srcObject !== null) return
  if (media.readyState === 0) {
    if (!waiting.has(media)) media.addEventListener('loadedmetadata', () => begin(media), { once: true })
    waiting.set(media, state)
    return
  }
  follow(media, state)
}

/** The clock of a drawing's animations; another element of that name has none. */
function turnClock(drawing: SVGSVGElement, { time, paused }: State): void {
  if (!('animationsPaused' in drawing)) return
  if (paused) drawing.pauseAnimations()
  else drawing.unpauseAnimations()
  if (Math.abs(drawing.getCurrentTime() - time) > (paused ? PAUSED_TOLERANCE : PLAYING_TOLERANCE))
    drawing.setCurrentTime(time)
}

function begin(media: HTMLMediaElement): void {
  const state = waiting.get(media)
  waiting.delete(media)
  if (state !== undefined && media.srcObject === null) follow(media, state)
}

function follow(media: HTMLMediaElement, { time, paused }: State): void {
  const { currentTime, seekable } = media
  const isAway = Math.abs(currentTime - time) > (paused ? PAUSED_TOLERANCE : PLAYING_TOLERANCE)
  // Where a server gives no parts of a file, seeking would only lead back to its beginning.
  if (isAway && seekable.length > 0 && seekable.end(seekable.length - 1) > 0) media.currentTime = time
  if (paused) media.pause()
  // Refused where the browser plays nothing by itself: then the picture follows by jumps.
  else media.play().catch(() => undefined)
}

import type { OpOf } from '../format/index.ts'
import type { CaptureContext, PageWindow } from './context.ts'
import { Privacy } from './masking.ts'
import type { StreamState } from './stream-state.ts'

type Entry = OpOf<'animations'>['list'][number]
type Parts = Pick<CaptureContext, 'guard' | 'roots' | 'dom' | 'marks' | 'masking' | 'table'>

/** In one go; the rest has its turn with the next frame. */
const ELEMENTS_AT_ONCE = 60
const MAX_WATCHED = 300

/**
 * What animates in the page. Told when it begins and when scripts touch it, then never again: viewers' browsers play it
 * themselves. Style sheets pause and resume without an event, so that is looked at when something else has changed.
 */
export class Animations {
  readonly #ctx: Parts
  /** Animations that viewers were told of, and how they played then. */
  readonly #watched = new Map<Animation, AnimationPlayState>()

  constructor(ctx: Parts) {
    this.#ctx = ctx
  }

  /** Everything that animates now is news to this stream. */
  begin(state: StreamState): void {
    for (const element of this.#all().keys()) state.animations.add(element)
  }

  /** Marks what a style change has paused or resumed. */
  recheck(): void {
    for (const [animation, before] of this.#watched) {
      const now = animation.playState
      if (now === before) continue
      if (now === 'idle' || now === 'finished') this.#watched.delete(animation)
      else this.#watched.set(animation, now)
      const target = targetOf(animation)
      // What ends by itself ends in the mirror, too.
      if (target !== null && now !== 'finished') this.#ctx.marks.animation(target)
    }
  }

  /** Ops for what is due and known to the stream; drops what cannot become known any more. */
  write(state: StreamState, isFilling: boolean, push: (op: OpOf<'animations'>) => void): void {
    if (state.animations.size === 0) return
    const all = this.#all()
    let count = 0
    for (const element of state.animations) {
      if (!state.knows(element)) {
        if (!isFilling || !this.#ctx.dom.isConnected(element)) state.animations.delete(element)
        continue
      }
      if (count++ >= ELEMENTS_AT_ONCE) return
      state.animations.delete(element)
      const id = this.#ctx.table.id(element)
      if (id === undefined || this.#ctx.masking.of(element) !== Privacy.open) continue
      const list = (all.get(element) ?? [])
        .slice(0, 200)
        .flatMap((animation) => this.#entry(state, animation))
      push({ op: 'animations', id, list })
    }
  }

  #all(): Map<Element, Animation[]> {
    const byTarget = new Map<Element, Animation[]>()
    const seen = new Set<Animation>()
    for (const root of this.#ctx.roots)
      for (const animation of root.getAnimations?.() ?? []) {
        const target = targetOf(animation)
        if (target === null || seen.has(animation)) continue
        seen.add(animation)
        const list = byTarget.get(target)
        if (list === undefined) byTarget.set(target, [animation])
        else list.push(animation)
      }
    return byTarget
  }

  #entry(state: StreamState, animation: Animation): Entry[] {
    const effect = animation.effect as KeyframeEffect
    const { animationName, transitionProperty } = animation as Partial<CSSAnimation & CSSTransition>
    const pseudo = effect.pseudoElement ?? null
    // They show pictures of the page as it was: what the page is now is enough.
    if (pseudo?.startsWith('::view-transition') === true) return []
    if (this.#watched.size < MAX_WATCHED) this.#watched.set(animation, animation.playState)
    const time = animation.currentTime
    if (animation.pending) this.#tellWhenReady(animation)
    const base: Entry = {
      kind:
        animationName !== undefined
          ? 'animation'
          : transitionProperty !== undefined
            ? 'transition'
            : 'script',
      name: animationName ?? transitionProperty ?? '',
      ...(pseudo === null ? {} : { pseudo }),
      state: animation.playState,
      time: typeof time === 'number' ? time : null,
      rate: animation.playbackRate,
    }
    if (base.kind === 'animation') return [base]
    const timeline = this.#timelineOf(state, animation)
    // A timeline that viewers cannot have.
    if (timeline === undefined) return []
    return [
      {
        ...base,
        ...timeline,
        keyframes: keyframesOf(effect),
        timing: timingOf(effect),
        composite: effect.composite,
      },
    ]
  }

  /** When it begins or halts is known with the next frame only. */
  #tellWhenReady(animation: Animation): void {
    const { guard, marks } = this.#ctx
    const tell = guard(() => {
      const target = targetOf(animation)
      if (target !== null) marks.animation(target)
    })
    animation.ready.then(tell, () => undefined)
  }

  #timelineOf(state: StreamState, { timeline }: Animation): Pick<Entry, 'timeline'> | undefined {
    const { source, subject, axis } = (timeline ?? {}) as Partial<
      Record<'source' | 'subject', Element | null> & { axis: 'block' | 'inline' | 'x' | 'y' }
    >
    const element = subject ?? source
    if (element === undefined || axis === undefined) return {}
    const id = element !== null && state.knows(element) ? this.#ctx.table.id(element) : undefined
    return id === undefined
      ? undefined
      : { timeline: { kind: subject === undefined ? 'scroll' : 'view', id, axis } }
  }
}

export function targetOf(animation: Animation): Element | null {
  return (animation.effect as Partial<KeyframeEffect> | null)?.target ?? null
}

function keyframesOf(effect: KeyframeEffect): NonNullable<Entry['keyframes']> {
  return effect.getKeyframes().map((keyframe) => {
    const said: Record<string, string | number | null> = {}
    for (const [name, value] of Object.entries(keyframe))
      if (name !== 'computedOffset' && value !== undefined) said[name] = value
    return said
  })
}

function timingOf(effect: KeyframeEffect): NonNullable<Entry['timing']> {
  const { delay, endDelay, fill, iterationStart, iterations, duration, direction, easing } =
    effect.getTiming()
  const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
  const said: Record<string, unknown> = {
    delay: finite(delay),
    endDelay: finite(endDelay),
    fill,
    iterationStart: finite(iterationStart),
    iterations: finite(iterations) ?? null,
    duration: finite(duration),
    direction,
    easing,
  }
  for (const [name, value] of Object.entries(said))
    if (value === undefined) Reflect.deleteProperty(said, name)
  return said
}

/** Methods and setters by which scripts make, steer and change animations. */
export const ANIMATION_CALLS: readonly (readonly [
  keyof PageWindow & string,
  readonly string[],
  readonly string[],
])[] = [
  [
    'Animation',
    'play pause cancel finish reverse updatePlaybackRate persist'.split(' '),
    'currentTime startTime playbackRate effect timeline'.split(' '),
  ],
  ['KeyframeEffect', ['setKeyframes'], ['target', 'pseudoElement', 'composite']],
  ['AnimationEffect', ['updateTiming'], []],
]

import type { NodeId, OpOf } from '../format/index.ts'
import { MIRROR_ATTRIBUTES } from '../format/index.ts'
import { type ResolveUrl, rewriteCss } from './css.ts'
import { isElement } from './elements.ts'
import { resolveUrl } from './urls.ts'

type Entry = OpOf<'animations'>['list'][number]
type Nodes = {
  node: (id: NodeId) => Node | undefined
  base: (document: Document) => string
}
/** What plays a little apart is left alone. Milliseconds. */
const TOLERANCE_MS = 20

/**
 * Plays what the visitor's page plays, at the same place in time. Animations and transitions of style sheets begin by
 * themselves and are set right; those of scripts are made.
 */
export class Animations {
  readonly #nodes: Nodes
  readonly #due = new Map<NodeId, readonly Entry[]>()
  readonly #told = new WeakSet<Element>()
  readonly #made = new WeakMap<Element, Animation[]>()

  constructor(nodes: Nodes) {
    this.#nodes = nodes
  }

  set({ id, list }: OpOf<'animations'>): void {
    this.#due.set(id, list)
  }

  /** After the ops of a frame. */
  settle(): void {
    for (const [id, list] of this.#due) {
      const node = this.#nodes.node(id)
      if (isElement(node) && node.ownerDocument.defaultView !== null) this.#apply(node, list)
    }
    this.#due.clear()
  }

  /** The first view is complete: what plays here and was not told of has ended in the page. */
  endOthers(document: Document): void {
    for (const animation of document.getAnimations()) {
      const target = targetOf(animation)
      if (
        target !== null &&
        !this.#told.has(target) &&
        target.closest(`[${MIRROR_ATTRIBUTES.masked}]`) === null
      )
        end(animation)
    }
  }

  clear(): void {
    this.#due.clear()
  }

  #apply(element: Element, list: readonly Entry[]): void {
    this.#told.add(element)
    for (const animation of this.#made.get(element) ?? []) animation.cancel()
    const running = element
      .getAnimations({ subtree: true })
      .filter((animation) => targetOf(animation) === element)
    const made: Animation[] = []
    for (const entry of list) {
      const index = running.findIndex((animation) => isOf(animation, entry))
      const found = running.splice(index, index < 0 ? 0 : 1)[0]
      const animation = found ?? this.#make(element, entry)
      if (animation === undefined) continue
      if (found === undefined) made.push(animation)
      attempt(() => synchronise(animation, entry))
    }
    for (const animation of running) end(animation)
    if (made.length > 0) this.#made.set(element, made)
    else this.#made.delete(element)
  }

  #make(element: Element, { keyframes, timing, pseudo, timeline, composite }: Entry): Animation | undefined {
    if (keyframes === undefined) return undefined
    const base = this.#nodes.base(element.ownerDocument)
    const { iterations, ...rest } = timing ?? {}
    const options: KeyframeAnimationOptions = {
      ...rest,
      ...(composite === undefined ? {} : { composite }),
      iterations: iterations === null ? Infinity : (iterations ?? 1),
      ...(pseudo === undefined ? {} : { pseudoElement: pseudo }),
      ...this.#timeline(timeline),
    }
    return attempt(() =>
      element.animate(
        keyframes.map((keyframe) => safeKeyframe(keyframe, base)),
        options,
      ),
    )
  }

  #timeline(timeline: Entry['timeline']): { timeline?: AnimationTimeline } {
    const node = timeline === undefined ? undefined : this.#nodes.node(timeline.id)
    if (timeline === undefined || !isElement(node)) return {}
    const name = timeline.kind === 'scroll' ? 'ScrollTimeline' : 'ViewTimeline'
    type Make = new (options: object) => AnimationTimeline
    const Timeline = Reflect.get(node.ownerDocument.defaultView ?? {}, name) as Make | undefined
    if (Timeline === undefined) return {}
    const { axis, kind } = timeline
    return { timeline: new Timeline(kind === 'scroll' ? { source: node, axis } : { subject: node, axis }) }
  }
}

function targetOf(animation: Animation): Element | null {
  return (animation.effect as Partial<KeyframeEffect> | null)?.target ?? null
}

function isOf(animation: Animation, { kind, name, pseudo }: Entry): boolean {
  const { animationName, transitionProperty } = animation as Partial<CSSAnimation & CSSTransition>
  if (((animation.effect as KeyframeEffect).pseudoElement ?? undefined) !== pseudo) return false
  return kind === 'animation' ? animationName === name : kind === 'transition' && transitionProperty === name
}

function synchronise(animation: Animation, { state, time, rate }: Entry): void {
  if (animation.playbackRate !== rate) animation.playbackRate = rate
  if (state === 'paused') animation.pause()
  else if (state === 'running' && animation.playState !== 'running') animation.play()
  if (time === null) return
  const now = animation.currentTime
  const isNear = state === 'running' && typeof now === 'number' && Math.abs(now - time) <= TOLERANCE_MS
  if (!isNear && now !== time) animation.currentTime = time
}

function end(animation: Animation): void {
  // What has no end cannot be finished.
  if (attempt(() => animation.finish()) === undefined && animation.playState === 'running') animation.cancel()
}

/** A hostile page may ask for what browsers refuse: that animation is left out. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Values are style: addresses in them are checked as in sheets. */
function safeKeyframe(keyframe: Readonly<Record<string, string | number | null>>, base: string): Keyframe {
  const safe: Keyframe = {}
  for (const [name, value] of Object.entries(keyframe)) {
    const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const resolve: ResolveUrl = (raw, isPicture) => (isPicture ? resolveUrl(raw, base, 'css') : null)
    safe[name] = typeof value === 'string' ? rewriteCss(value, resolve, property) : value
  }
  return safe
}

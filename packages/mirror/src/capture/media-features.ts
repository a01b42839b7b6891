import { type Media, MEDIA_OTHERS, type MediaOther } from '../format/index.ts'
import type { PageWindow } from './context.ts'

const QUERIES = {
  dark: '(prefers-color-scheme: dark)',
  more: '(prefers-contrast: more)',
  less: '(prefers-contrast: less)',
  custom: '(prefers-contrast: custom)',
  reducedMotion: '(prefers-reduced-motion: reduce)',
  hover: '(hover: hover)',
  anyHover: '(any-hover: hover)',
  coarse: '(pointer: coarse)',
  fine: '(pointer: fine)',
  anyCoarse: '(any-pointer: coarse)',
  anyFine: '(any-pointer: fine)',
} as const
type Name = keyof typeof QUERIES

/** The visitor's answers to media features. Lists are made once: they are cheap to ask again. */
export class MediaFeatures {
  readonly #lists = new Map<Name | `${MediaOther} ${string}`, MediaQueryList>()
  readonly #window: PageWindow

  constructor(window: PageWindow) {
    this.#window = window
    try {
      for (const name of Object.keys(QUERIES) as Name[]) this.#ask(name, QUERIES[name])
      for (const [name, value] of otherValues()) this.#ask(`${name} ${value}`, `(${name}: ${value})`)
    } catch {
      // Broken by the page: then nothing is said.
      this.#lists.clear()
    }
  }

  #ask(name: Name | `${MediaOther} ${string}`, query: string): void {
    const list = this.#window.matchMedia(query)
    if (list instanceof this.#window.MediaQueryList) this.#lists.set(name, list)
  }

  /** Undefined where the page has put something else in the place of `matchMedia`. */
  read(): Media | undefined {
    if (this.#lists.size === 0) return undefined
    const holds = (name: Name) => this.#lists.get(name)?.matches === true
    const first = <Value extends Name, None>(names: readonly Value[], none: None) => names.find(holds) ?? none
    const anyPointer: ('coarse' | 'fine')[] = []
    if (holds('anyCoarse')) anyPointer.push('coarse')
    if (holds('anyFine')) anyPointer.push('fine')
    const others: Record<string, string> = {}
    for (const [name, value] of otherValues())
      if (this.#lists.get(`${name} ${value}`)?.matches === true) others[name] = value
    const unknown = (Object.keys(MEDIA_OTHERS) as MediaOther[]).filter((name) => others[name] === undefined)
    for (const name of Object.keys(others))
      if (others[name] === MEDIA_OTHERS[name as MediaOther][0]) Reflect.deleteProperty(others, name)
    const { width, height } = this.#window.screen
    return {
      colorScheme: holds('dark') ? 'dark' : 'light',
      contrast: first(['more', 'less', 'custom'], 'no-preference'),
      reducedMotion: holds('reducedMotion'),
      hover: holds('hover'),
      anyHover: holds('anyHover'),
      pointer: first(['fine', 'coarse'], 'none'),
      anyPointer,
      others,
      unknown,
      screen: [width, height],
    }
  }

  /** Returns what ends it. */
  onChange(listener: () => void): () => void {
    for (const list of this.#lists.values()) list.addEventListener('change', listener)
    return () => {
      for (const list of this.#lists.values()) list.removeEventListener('change', listener)
    }
  }
}

/** All values of each feature: of one that the browser does not know, none holds. */
function otherValues(): [MediaOther, string][] {
  return (Object.keys(MEDIA_OTHERS) as MediaOther[]).flatMap((name) =>
    MEDIA_OTHERS[name].map((value): [MediaOther, string] => [name, value]),
  )
}

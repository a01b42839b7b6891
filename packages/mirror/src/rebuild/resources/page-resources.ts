import type { ResourceMode } from '@alongside/protocol'
import { type NodeId, RESOURCE_LIMITS } from '../../format/index.ts'
import { ADDRESSES, type ResolveUrl, rewriteCss } from '../css.ts'
import { dom } from '../dom.ts'
import { setAttribute } from '../elements.ts'
import { watchFailures } from './failures.ts'
import { placeholderFor } from './placeholder.ts'
import { type Arrival, Requests } from './requests.ts'
import type { Resource, ResourceStore } from './resource-store.ts'
import { candidatesOf, fontUrlsOf, type Loads, loadsOf, MAY_LOAD } from './url-slots.ts'

export type PageResourcesOptions = {
  readonly mode: ResourceMode
  readonly store: ResourceStore
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly idOf: (node: Node) => NodeId | undefined
  /** The text of these sheets reads otherwise now. */
  readonly onSheets: (keys: ReadonlySet<string>) => void
}

/** Who needs a resource: an element, or the sheet of this key. */
type Waiter = Element | string
/**
 * One address, or one responsive image (`url` null). `own`: this browser loads it by itself. `pending`: asked for.
 * `shown`: what stands in its place, null: nothing.
 */
type Entry = {
  readonly url: string | null
  readonly waiters: Set<Waiter>
  state: 'own' | 'pending' | 'answered'
  resource: Resource | null
  placeholder: string | null
  /** Where a responsive image's content came from. */
  chosen: string
  asks: number
}

/** Asking for one address on behalf of several elements, in case one of them goes. */
const MAX_ASKS = 5
const SHEETS_TOGETHER_MS = 20

/**
 * Puts what the visitor's browser supplies in the place of addresses: of all of them in mode `visitor`, else of those that
 * this browser cannot load (rules B8 to B13).
 */
export class PageResources {
  readonly #options: PageResourcesOptions
  readonly #requests: Requests
  readonly #entries = new Map<string, Entry>()
  readonly #responsive = new Map<Element, Entry>()
  readonly #asked = new Map<number, Entry>()
  /** Admitted values of attributes that load, where something else may stand in the mirror. */
  readonly #values = new Map<Element, Map<string, string>>()
  readonly #needs = new Map<Waiter, Set<Entry>>()
  readonly #windows = new WeakSet<Window>()
  #fonts = new Map<string, string>()
  #changedSheets = new Set<string>()
  /** The origin of the page: its fonts never load elsewhere, for lack of CORS. */
  #origin = ''

  constructor(options: PageResourcesOptions) {
    this.#options = options
    this.#requests = new Requests(options.send, (arrival) => this.#handleArrival(arrival))
  }

  get isVisitorOnly(): boolean {
    return this.#options.mode === 'visitor'
  }

  /** A message of capture. */
  handle(message: Uint8Array): void {
    this.#requests.handle(message)
  }

  setPage(base: string): void {
    this.#origin = originOf(base)
  }

  /** A document or shadow root begins: what cannot be loaded in it is asked for. */
  watch(root: Document | ShadowRoot): void {
    if (this.isVisitorOnly) return
    watchFailures(root, this.#windows, {
      element: (element) => this.#handleElementFailure(element),
      isOwn: (url) => this.#entries.get(url)?.state === 'own',
      url: (url) => this.#askInstead(this.#entries.get(url)),
      font: (family) => {
        for (const [url, of] of this.#fonts) if (of === family) this.#askInstead(this.#entries.get(url))
      },
    })
  }

  /** An element is about to go live: its attributes say what may be loaded. */
  follow(element: Element): void {
    for (const { name, value } of Array.from(dom.attributes(element))) {
      if (!MAY_LOAD.test(name)) continue
      const shown = this.admit(element, name, value)
      if (shown === null) dom.removeAttribute(element, name)
      else if (shown !== value) setAttribute(element, name, shown)
    }
    // An image may have no address of its own beside those of its picture's sources.
    const image =
      this.isVisitorOnly && dom.localName(element) === 'img' ? this.#responsiveImage(element) : null
    if (image !== null) this.#askForSource(image)
  }

  /** What is to stand for an admitted attribute; null: nothing for now. */
  admit(element: Element, name: string, value: string): string | null {
    const loads = loadsOf(element, name, value)
    if (loads === null) {
      this.drop(element, name)
      return value
    }
    if (loads === 'media') return this.isVisitorOnly ? null : value
    if (!this.#mayReplace(element, loads)) return value
    this.#keep(element, name, value)
    return this.#shownValue(element, name, value, loads)
  }

  /** The page's address, where something else may stand for it. */
  addressOf(element: Element, name: string): string | undefined {
    return this.#values.get(element)?.get(name)
  }

  /** The attribute is gone in the page. */
  drop(element: Element, name: string): void {
    this.#values.get(element)?.delete(name)
  }

  /** The text of a sheet as it may be adopted now. */
  css(key: string, css: string): string {
    if (!ADDRESSES.test(css)) return css
    const fonts = fontUrlsOf(css)
    for (const [url, family] of fonts) this.#fonts.set(url, family)
    return rewriteCss(css, this.#styleUrls(key))
  }

  forget(node: Node): void {
    const element = node as Element
    if (!this.#values.delete(element)) return
    this.#responsive.delete(element)
    for (const entry of this.#needs.get(element) ?? []) {
      entry.waiters.delete(element)
      const [other] = entry.waiters
      if (entry.state === 'pending' && other !== undefined) this.#ask(entry, other)
    }
    this.#needs.delete(element)
  }

  clear(): void {
    this.#entries.clear()
    this.#responsive.clear()
    this.#asked.clear()
    this.#values.clear()
    this.#needs.clear()
    this.#fonts = new Map()
    this.#changedSheets.clear()
  }

  /** Whether something else than the address itself may have to stand there, now or later. */
  #mayReplace(element: Element, loads: Loads): boolean {
    if (this.isVisitorOnly || loads !== 'responsive') return true
    const image = this.#responsiveImage(element)
    return image !== null && this.#responsive.has(image)
  }

  /** The `<img>` that chooses among several sources, of which this element is one. */
  #responsiveImage(element: Element): Element | null {
    const localName = dom.localName(element)
    if (localName !== 'source' && localName !== 'img') return null
    const { parentElement } = element
    const picture = parentElement?.localName === 'picture' ? parentElement : null
    if (localName === 'source') return picture?.querySelector(':scope > img') ?? null
    const hasSet = element.hasAttribute('srcset') || this.#values.get(element)?.has('srcset') === true
    return picture !== null || hasSet ? element : null
  }

  #shownValue(element: Element, name: string, value: string, loads: Loads): string | null {
    if (loads === 'css')
      return rewriteCss(value, this.#styleUrls(element), name === 'style' ? undefined : name)
    if (loads === 'parts') return this.#shownUrl(value, element, 'parts')
    const image = this.#responsiveImage(element)
    if (image !== null && (this.isVisitorOnly || this.#responsive.has(image)))
      return this.#shownSource(image, element, name, value)
    return this.#shownUrl(value, element, 'image')
  }

  /** What becomes part of the document (`fill`, `filter`) is not asked for here; nor is a part of a picture's file. */
  #styleUrls(waiter: Waiter): ResolveUrl {
    return (address, isPicture) => {
      const [url = '', fragment] = address.split('#')
      return this.#shownUrl(
        address,
        waiter,
        'css',
        !isPicture || (fragment !== undefined && !this.#fonts.has(url)),
      )
    }
  }

  #shownUrl(address: string, waiter: Waiter, loads: Loads, isPart = loads === 'parts'): string | null {
    if (!/^(?:https?|blob):/.test(address)) return address
    const [url = '', name] = address.split('#')
    const fragment = name ?? (isPart ? '' : undefined)
    const entry = this.#entryFor(url, waiter, isPart)
    const isNew = this.#addWaiter(entry, waiter)
    if (entry.state === 'own') return address
    if (isNew && entry.state === 'pending' && entry.asks < MAX_ASKS) this.#ask(entry, waiter)
    if (entry.resource !== null) return addressOf(entry.resource, fragment, loads)
    if (entry.state === 'answered') return loads === 'image' ? entry.placeholder : null
    return this.isVisitorOnly || address.startsWith('blob:') || isPart ? null : address
  }

  #entryFor(url: string, waiter: Waiter, isPart: boolean): Entry {
    const key = isPart ? `${url}#` : url
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const isFont = typeof waiter === 'string' && this.#fonts.has(url)
    const isAsked =
      this.isVisitorOnly || isPart || url.startsWith('blob:') || (isFont && originOf(url) === this.#origin)
    const entry = newEntry(url, isAsked ? 'pending' : 'own')
    if (isAsked) entry.resource = this.#options.store.lastOf(url) ?? null
    this.#entries.set(key, entry)
    return entry
  }

  #addWaiter(entry: Entry, waiter: Waiter): boolean {
    if (entry.waiters.has(waiter)) return false
    entry.waiters.add(waiter)
    const needs = this.#needs.get(waiter) ?? new Set()
    this.#needs.set(waiter, needs.add(entry))
    return true
  }

  #ask(entry: Entry, waiter: Waiter, have = entry.resource?.hash): void {
    const { url } = entry
    const node = typeof waiter === 'string' ? undefined : this.#options.idOf(waiter)
    const isAskable = (url?.length ?? 0) <= RESOURCE_LIMITS.urlLength
    if (!isAskable || (typeof waiter !== 'string' && node === undefined)) return
    entry.asks++
    const id = this.#requests.want({
      ...(typeof waiter === 'string' ? { sheet: waiter } : { node: node as NodeId }),
      ...(url === null ? {} : { url }),
      ...(have === undefined ? {} : { have }),
    })
    this.#asked.set(id, entry)
  }

  /** This browser could not load it. */
  #askInstead(entry: Entry | undefined): void {
    if (entry?.state !== 'own') return
    const [waiter] = entry.waiters
    entry.state = 'pending'
    entry.resource = entry.url === null ? null : (this.#options.store.lastOf(entry.url) ?? null)
    if (waiter !== undefined) this.#ask(entry, waiter)
    if (entry.resource !== null) this.#applyAll(entry)
  }

  #handleElementFailure(element: Element): void {
    const image = this.#responsiveImage(element)
    if (image !== null) {
      if (this.#responsive.has(image)) return
      for (const one of [image, ...sourcesOf(image)])
        for (const name of ['src', 'srcset']) {
          const value = one.getAttribute(name)
          if (value !== null) this.#keep(one, name, value)
        }
      this.#askForSource(image)
      return
    }
    for (const [name, value] of this.#values.get(element) ?? [])
      if (loadsOf(element, name, value) === 'image')
        this.#askInstead(this.#entries.get(value.split('#')[0] ?? ''))
  }

  #keep(element: Element, name: string, value: string): void {
    const values = this.#values.get(element) ?? new Map<string, string>()
    this.#values.set(element, values.set(name, value))
  }

  #askForSource(image: Element): void {
    const entry = this.#responsiveEntry(image)
    if (entry.asks === 0) this.#ask(entry, image)
  }

  #responsiveEntry(image: Element): Entry {
    let entry = this.#responsive.get(image)
    if (entry === undefined) {
      entry = newEntry(null, 'pending')
      entry.waiters.add(image)
      this.#responsive.set(image, entry)
    }
    return entry
  }

  /** One of the attributes that a responsive image chooses from: only the source that the visitor's browser chose stays. */
  #shownSource(image: Element, element: Element, name: string, value: string): string | null {
    const entry = this.#responsiveEntry(image)
    if (element === image) this.#askForSource(image)
    const url = entry.resource?.url ?? entry.placeholder
    if (entry.state !== 'answered' || url === null)
      return !this.isVisitorOnly ? value : name === 'srcset' ? '' : null
    const holder = [...sourcesOf(image), image].find(
      (one) => this.#candidate(one, entry.chosen) !== undefined,
    )
    if (name === 'srcset') {
      // Empty: a source that is never chosen.
      const candidate = holder === element ? this.#candidate(element, entry.chosen) : undefined
      return candidate === undefined ? '' : `${url} ${candidate.descriptor}`.trim()
    }
    // Where a source was chosen it counts for nothing, but style sheets may select by it.
    return element === image ? url : null
  }

  #candidate(element: Element, url: string) {
    const srcset = this.#values.get(element)?.get('srcset')
    return srcset === undefined ? undefined : candidatesOf(srcset).find((one) => one.url === url)
  }

  #handleArrival({ part, bytes }: Arrival): void {
    const { store } = this.#options
    const entry = this.#asked.get(part.id)
    const { hash } = part
    const resource =
      hash === undefined ? undefined : bytes === null ? store.get(hash) : store.put(hash, bytes)
    if (resource !== undefined && part.url !== undefined) store.remember(part.url, resource.hash)
    if (entry === undefined) return
    if (resource === undefined && bytes === null && hash !== undefined) return this.#askAgain(part.id, entry)
    const isSame = entry.state === 'answered' && entry.resource === (resource ?? null)
    entry.state = 'answered'
    entry.resource = resource ?? null
    entry.placeholder = resource === undefined ? placeholderFor(part) : null
    entry.chosen = part.url ?? ''
    if (!isSame || part.failed !== undefined) this.#applyAll(entry)
  }

  /** It has been thrown away here meanwhile. */
  #askAgain(id: number, entry: Entry): void {
    this.#asked.delete(id)
    const [waiter] = entry.waiters
    if (waiter !== undefined && entry.asks < MAX_ASKS * 2) this.#ask(entry, waiter, '')
  }

  #applyAll(entry: Entry): void {
    for (const waiter of entry.waiters)
      if (typeof waiter === 'string') this.#changeSheet(waiter)
      else for (const element of [...sourcesOf(waiter), waiter]) this.#apply(element)
  }

  #apply(element: Element): void {
    for (const [name, value] of this.#values.get(element) ?? []) {
      const loads = loadsOf(element, name, value)
      const shown = loads === null ? value : this.#shownValue(element, name, value, loads)
      if (shown === dom.getAttribute(element, name)) continue
      if (shown === null) dom.removeAttribute(element, name)
      else setAttribute(element, name, shown)
    }
  }

  #changeSheet(key: string): void {
    if (this.#changedSheets.size === 0)
      setTimeout(() => {
        const keys = this.#changedSheets
        this.#changedSheets = new Set()
        if (keys.size > 0) this.#options.onSheets(keys)
      }, SHEETS_TOGETHER_MS)
    this.#changedSheets.add(key)
  }
}

function newEntry(url: string | null, state: Entry['state']): Entry {
  return { url, waiters: new Set(), state, resource: null, placeholder: null, chosen: '', asks: 0 }
}

/** SVG files are asked for as a whole; who names a part of one gets the cleaned copy. */
function addressOf(resource: Resource, fragment: string | undefined, loads: Loads): string | null {
  if (loads !== 'parts' && (fragment === undefined || resource.partsUrl === null)) return resource.url
  if (loads === 'image') return `${resource.url}#${fragment ?? ''}`
  return resource.partsUrl === null ? null : `${resource.partsUrl}#${fragment ?? ''}`
}

function sourcesOf(image: Element): Element[] {
  if (dom.localName(image) !== 'img') return []
  const { parentElement } = image
  if (parentElement?.localName !== 'picture') return []
  return Array.from(parentElement.children).filter(({ localName }) => localName === 'source')
}

function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return ''
  }
}

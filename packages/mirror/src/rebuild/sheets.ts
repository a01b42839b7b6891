import type { NodeId, OpOf } from '../format/index.ts'
import { tooLarge } from './build-tree.ts'
import { rewriteCss } from './css.ts'
import { dom } from './dom.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { OVER_CSS, UNDER_CSS } from './own-styles.ts'
import type { PageResources } from './resources/page-resources.ts'
import { resolveUrl } from './urls.ts'
import type { VisitorMedia } from './visitor-media.ts'

/** Contents of style sheets by key, for the whole session: one store serves all rebuilds of a viewer. */
export type SheetStore = {
  put(sheet: OpOf<'sheet'>): void
  /** Text that is safe to adopt; undefined when the key is unknown. */
  css(key: string): string | undefined
}

export function createSheetStore(): SheetStore {
  const sheets = new Map<string, string>()
  let length = 0
  return {
    put({ key, css, base }) {
      if (css.length > REBUILD_LIMITS.sheetTextLength) throw tooLarge('sheetTextLength')
      length += css.length - (sheets.get(key)?.length ?? 0)
      if (length > REBUILD_LIMITS.sheetLength) {
        sheets.clear()
        length = 0
        throw tooLarge('sheetLength')
      }
      sheets.set(
        key,
        rewriteCss(css, (raw) => resolveUrl(raw, base, 'css')),
      )
    },
    css: (key) => sheets.get(key),
  }
}

export type SheetRoot = Document | ShadowRoot
type Listed = OpOf<'sheets'>['sheets'][number]
type SheetConstructor = new (options: { media?: string }) => CSSStyleSheet

/** Style sheets of the mirrored roots: constructed in the root's own window and adopted in order. */
export type Sheets = {
  /** Lists what applies in a root. Keys whose content is not there yet are adopted as soon as it comes. */
  list(id: NodeId, root: SheetRoot, sheets: readonly Listed[]): void
  /** The content under this key has come or changed; shown with the next `settle`. */
  handleContent(key: string): void
  /** What stands for addresses in this content has come. */
  refresh(key: string): void
  /** A new root: our own sheets apply from the start. */
  begin(root: SheetRoot): void
  /** The visitor's answers to media features have changed. */
  answerAnew(): void
  /** After the ops of a frame. */
  settle(): void
  forget(id: NodeId): void
  clear(): void
}

type Adopted = {
  readonly root: SheetRoot
  readonly sheets: readonly Listed[]
  readonly links: readonly Element[]
}

/** Sheets by key and media, each in the window of its document. */
class Constructed {
  readonly #visitor: VisitorMedia
  #byDocument = new WeakMap<Document, Map<string, CSSStyleSheet>>()

  constructor(visitor: VisitorMedia) {
    this.#visitor = visitor
  }

  of(document: Document, key: string, css: () => string, media: string): CSSStyleSheet | null {
    const Sheet = (dom.defaultView(document) as { CSSStyleSheet?: SheetConstructor } | null)?.CSSStyleSheet
    if (Sheet === undefined) return null
    const cache = this.#byDocument.get(document) ?? new Map<string, CSSStyleSheet>()
    this.#byDocument.set(document, cache)
    const cacheKey = `${media}|${key}`
    const known = cache.get(cacheKey)
    if (known !== undefined) return known
    const sheet = new Sheet({ media: this.#visitor.query(media) })
    this.#visitor.write(sheet, css())
    cache.set(cacheKey, sheet)
    return sheet
  }

  forget(document: Document, key: string, media = ''): void {
    this.#byDocument.get(document)?.delete(`${media}|${key}`)
  }

  clear(): void {
    this.#byDocument = new WeakMap()
  }
}

export function createSheets(
  store: SheetStore,
  visitor: VisitorMedia,
  resources: Pick<PageResources, 'css' | 'isVisitorOnly'>,
): Sheets {
  const roots = new Map<NodeId, Adopted>()
  /** Content that they list has come. */
  const stale = new Set<NodeId>()
  const constructed = new Constructed(visitor)

  function adopt({ root, sheets }: Adopted): void {
    const document = ownerOf(root)
    const own = (css: string) => constructed.of(document, css, () => css, '')
    const pages = sheets.map(({ key, media, disabled }) => {
      const css = key === undefined || disabled === true ? undefined : store.css(key)
      if (key === undefined || css === undefined) return null
      return constructed.of(document, key, () => resources.css(key, css), media ?? '')
    })
    const all = [own(UNDER_CSS), ...pages, own(OVER_CSS)].filter((sheet) => sheet !== null)
    // The same sheet may be listed twice; only its last place counts for the cascade, as in the page.
    if (isDocument(root)) dom.adopt(root, all)
    else root.adoptedStyleSheets = all
  }

  function unlink(id: NodeId): void {
    for (const link of roots.get(id)?.links ?? []) link.remove()
    roots.delete(id)
  }

  function list(id: NodeId, root: SheetRoot, sheets: readonly Listed[]): void {
    if (sheets.length > REBUILD_LIMITS.sheetsPerRoot) throw tooLarge('sheetsPerRoot')
    unlink(id)
    const links = resources.isVisitorOnly ? [] : sheets.flatMap((sheet) => linkFor(root, sheet, visitor))
    const adopted = { root, sheets, links }
    roots.set(id, adopted)
    adopt(adopted)
    attach(adopted)
  }

  function drop(key: string): void {
    for (const [id, { root, sheets }] of roots)
      for (const sheet of sheets)
        if (sheet.key === key) {
          constructed.forget(ownerOf(root), key, sheet.media)
          stale.add(id)
        }
  }

  function adoptStale(): void {
    for (const id of stale) {
      const adopted = roots.get(id)
      if (adopted !== undefined) adopt(adopted)
    }
    stale.clear()
  }

  return {
    begin(root) {
      adopt({ root, sheets: [], links: [] })
    },
    list,
    handleContent: drop,
    refresh(key) {
      drop(key)
      adoptStale()
    },
    answerAnew() {
      constructed.clear()
      for (const [id, { root, sheets }] of Array.from(roots)) list(id, root, sheets)
    },
    settle() {
      adoptStale()
      for (const adopted of roots.values()) attach(adopted)
    },
    forget: unlink,
    clear() {
      roots.clear()
      constructed.clear()
    },
  }
}

function isDocument(root: SheetRoot): root is Document {
  return dom.nodeType(root) === 9
}

function ownerOf(root: SheetRoot): Document {
  return dom.ownerDocument(root) ?? (root as Document)
}

/** A sheet that only the viewer's browser can load: a link of our own, outside of the numbered tree. */
function linkFor(root: SheetRoot, { href, media, disabled }: Listed, visitor: VisitorMedia): Element[] {
  const url = href === undefined || disabled === true ? null : resolveUrl(href, 'about:blank', 'reference')
  if (url === null) return []
  const link = dom.createElement(ownerOf(root), 'link') as HTMLLinkElement
  link.rel = 'stylesheet'
  link.referrerPolicy = 'no-referrer'
  if (media !== undefined) link.media = visitor.query(media)
  link.href = url
  return [link]
}

/** Sheets are listed before there is a head, and heads come anew. */
function attach({ root, links }: Adopted): void {
  const home = isDocument(root) ? dom.head(root) : root
  if (home === null) return
  for (const link of links) if (dom.parentNode(link) !== home) dom.appendChild(home, link)
}

import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer, Site } from '../server/server.ts'

const FOLDER = fileURLToPath(new URL('../../packages/testkit/pages/', import.meta.url))

/** One page of packages/testkit/pages: one feature. */
export type FeaturePage = {
  readonly name: string
  /** Its title. */
  readonly feature: string
  /** Why the platform makes it impossible, if it does. */
  readonly impossible: string | null
  /** Why its pixels are not compared, if so. */
  readonly withoutPixels: string | null
}

/** All pages, or those whose name is one of `only` (with commas between) or begins with it. */
export function featurePages(only = ''): FeaturePage[] {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.slice(0, -'.html'.length))
    .sort()
  const wanted = only.split(',')
  const isChosen = (name: string) =>
    wanted.some((one) => (names.includes(one) ? name === one : name.startsWith(one)))
  return names.filter(isChosen).map(readPage)
}

function readPage(name: string): FeaturePage {
  const html = readFileSync(join(FOLDER, `${name}.html`), 'utf8')
  const note = (kind: string) =>
    new RegExp(`<meta\\s+name="conformance"\\s+content="${kind}:\\s*([^"]*)"`).exec(html)?.[1]?.trim() ?? null
  return {
    name,
    feature: /<title[^>]*>([^<]*)<\/title>/.exec(html)?.[1]?.trim() ?? name,
    impossible: note('impossible'),
    withoutPixels: note('pixels'),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'text/xml',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpeg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.wav': 'audio/wav',
  '.vtt': 'text/vtt',
}

/** A site of the files in a folder, such as `/` + a page, and `/files/...`. */
export function folderSite(folder: string): Site {
  return (path): Answer | null => {
    if (path.includes('..')) return null
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
    try {
      return { type, body: readFileSync(join(folder, path)) }
    } catch {
      return null
    }
  }
}

const FEATURES = folderSite(FOLDER)

/**
 * `/files/...` admits everybody. The same file at `/files/@closed/...` is not for scripts of other origins, and at
 * `/files/@guarded/...` only for who has the cookie `pass` besides, as behind a login. At `/files/@once/...` it is there
 * once in each room, as after a new release.
 */
export function createFeatureSite(): Site {
  const served = new Set<string>()
  return (path, request, origins) => {
    const [, kind, rest = ''] = /^\/files\/@(closed|guarded|once)(\/.*)$/.exec(path) ?? []
    if (kind === undefined) {
      const file = FEATURES(path, request, origins) as Answer | null
      // Before the page's first request, which comes before its first script. Lax: not for viewers elsewhere.
      const isPage = file?.type.startsWith('text/html') === true
      return isPage ? { ...file, headers: { 'set-cookie': 'pass=1; Path=/; SameSite=Lax' } } : file
    }
    const denied = { type: 'text/plain', status: 403, body: 'No' }
    if (kind === 'guarded' && request.headers.cookie?.includes('pass=') !== true) return denied
    if (kind === 'once' && served.size === served.add(path).size) return null
    const found = FEATURES(`/files${rest}`, request, origins)
    if (found === null || found instanceof Promise) return found
    const cache = kind === 'closed' ? 'no-store' : 'max-age=600'
    // `null` admits no origin of http.
    return { ...found, headers: { 'access-control-allow-origin': 'null', 'cache-control': cache } }
  }
}

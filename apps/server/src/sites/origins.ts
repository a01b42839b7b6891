/**
 * Entries of a site's allowed origins that stand for every loopback origin, any port, http and https. For the demo
 * only: a page on loopback is somebody's own machine, so such a key is no protection.
 */
export const LOOPBACK_ORIGINS = [
  'http://localhost:*',
  'http://127.0.0.1:*',
  'http://[::1]:*',
  'http://*.localhost:*',
] as const

/** True when pages of `origin` (as browsers send it) may use the site's key. Exact, but for the loopback entries. */
export function isOriginAllowed(allowedOrigins: readonly string[], origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  if (url.origin !== origin || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false
  return allowedOrigins.some((entry) => (isPattern(entry) ? matches(entry, url) : entry === origin))
}

function isPattern(entry: string): boolean {
  return (LOOPBACK_ORIGINS as readonly string[]).includes(entry)
}

function matches(pattern: string, url: URL): boolean {
  const host = pattern.slice('http://'.length, -':*'.length)
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
}

/** The form in which an origin is stored and compared; null when it is none. Loopback patterns pass if allowed. */
export function normalizeOrigin(text: string, allowPatterns: boolean): string | null {
  if (isPattern(text)) return allowPatterns ? text : null
  if (text.includes('*') || !URL.canParse(text)) return null
  const url = new URL(text)
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : null
}

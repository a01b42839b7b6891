/** Names of query parameters whose values are not sent. */
const SECRET =
  /(?:token|key|pass|pwd|secret|session|sid$|auth|code|otp|pin$|ssn|card|iban|account|email|phone|signature|^sig$|credential|jwt|nonce|state$)/i
const REDACTED = '***'

/**
 * The URL without credentials and without the values of parameters whose names look secret, in the query and in a
 * fragment that is written like one (`#access_token=...`).
 */
export function redactUrl(url: string): string {
  const [beforeHash = '', ...fragments] = url.split('#')
  const [path = '', ...queries] = beforeHash.split('?')
  const query = queries.length === 0 ? '' : `?${redactPairs(queries.join('?'))}`
  const fragment = fragments.join('#')
  const hash = fragments.length === 0 ? '' : `#${redactFragment(fragment)}`
  return path.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1') + query + hash
}

/** For resolving relative URLs only what stands before the query counts. */
export function baseWithoutQuery(url: string): string {
  return redactUrl(url.split('#')[0]?.split('?')[0] ?? '')
}

function redactFragment(fragment: string): string {
  const at = fragment.indexOf('?')
  if (at >= 0) return `${fragment.slice(0, at)}?${redactPairs(fragment.slice(at + 1))}`
  return fragment.includes('=') ? redactPairs(fragment) : fragment
}

function redactPairs(pairs: string): string {
  return pairs
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=')
      return at > 0 && SECRET.test(safeDecode(pair.slice(0, at))) ? `${pair.slice(0, at)}=${REDACTED}` : pair
    })
    .join('&')
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

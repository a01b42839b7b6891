/**
 * Words in names of query parameters whose values are not sent. Words are compared as a whole (`passengers` is none), but
 * names are often written without a gap (`accesstoken`, `PHPSESSID`): so known words may stand before and after.
 */
const SECRET_WORD = new RegExp(
  `^(?:${[
    'access|admin|api|asp|auth|bearer|client|credit|csrf|debit|id|j|login|magic|my|new|o|old|one|php|private|refresh',
    'reset|saml|security|session|site|sso|the|time|user|verification|xsrf',
  ].join('|')})*(?:${[
    'account|auth|authorization|card|code|credential|cvc|cvv|email|iban|jwt|key|login|mail|nonce|otp|pass|passcode',
    'passphrase|passwd|password|phone|pin|pwd|sess|secret|session|sid|sig|signature|ssn|state|ticket|token',
  ].join('|')})(?:hash|id|key|no|num|number|s|token|value)*$`,
)
const GAP = /[^\p{L}]+/u
const REDACTED = '***'

/**
 * The URL without credentials and without the values of parameters whose names look secret, in the query and in a
 * fragment that is written like one (`#access_token=...`). `all`: without the values of any parameter.
 */
export function redactUrl(url: string, all = false): string {
  const [beforeHash = '', ...fragments] = url.split('#')
  const [path = '', ...queries] = beforeHash.split('?')
  const query = queries.length === 0 ? '' : `?${redactPairs(queries.join('?'), all)}`
  const fragment = fragments.join('#')
  const hash = fragments.length === 0 ? '' : `#${redactFragment(fragment, all)}`
  return redactPath(path, all) + query + hash
}

/** Without credentials, also where browsers see them behind one slash or a backslash, and with `;jsessionid=` as in a query. */
function redactPath(path: string, all: boolean): string {
  return path
    .replace(/^(\s*(?:[a-z][a-z0-9+.-]*:[\s/\\]*|[\s/\\]{2,}))[^/\\@]*@/i, '$1')
    .replace(/;([^;/=]+)=[^;/]*/g, (pair, name: string) =>
      all || isSecret(safeDecode(name)) ? `;${name}=${REDACTED}` : pair,
    )
}

/** For resolving relative URLs only what stands before the query counts. */
export function baseWithoutQuery(url: string): string {
  return redactUrl(url.split('#')[0]?.split('?')[0] ?? '')
}

function redactFragment(fragment: string, all: boolean): string {
  const at = fragment.indexOf('?')
  if (at >= 0) return `${fragment.slice(0, at)}?${redactPairs(fragment.slice(at + 1), all)}`
  return fragment.includes('=') ? redactPairs(fragment, all) : fragment
}

function redactPairs(pairs: string, all: boolean): string {
  return pairs
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=')
      if (at <= 0) return all && pair !== '' ? REDACTED : pair
      return all || isSecret(safeDecode(pair.slice(0, at))) ? `${pair.slice(0, at)}=${REDACTED}` : pair
    })
    .join('&')
}

function isSecret(name: string): boolean {
  return name
    .split(GAP)
    .some((part) => [part, ...humps(part)].some((word) => SECRET_WORD.test(word.toLowerCase())))
}

/** `accessToken` and `APIKey` as their words. */
function humps(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(' ')
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

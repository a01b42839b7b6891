/** What can be said about an entry before the server is asked. Each returns the reason, or null. */

export function originProblem(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return 'An origin begins with https:// (or http://).'
  if (!/^https?:\/\/[^/\s]+$/i.test(text)) {
    return 'Only scheme, host and port, without a path: https://www.example.com'
  }
  return null
}

/** Asks the browser itself whether it understands the selector. */
export function selectorProblem(text: string): string | null {
  try {
    document.createDocumentFragment().querySelector(text)
    return null
  } catch {
    return 'This is not a valid CSS selector.'
  }
}

export function pagePatternProblem(text: string): string | null {
  return /^(?:\/|\*|https?:\/\/)/.test(text) ? null : 'A pattern begins with /, * or https://'
}

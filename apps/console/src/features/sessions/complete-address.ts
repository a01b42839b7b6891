/** What somebody typed as an address: whole, without scheme, or a path on the current site. null: nothing usable. */
export function completeAddress(typed: string, currentUrl: string): string | null {
  const text = typed.trim()
  if (text === '') return null
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return URL.canParse(text) ? new URL(text).href : null
  if (/^[/?#]/.test(text)) return URL.canParse(text, currentUrl) ? new URL(text, currentUrl).href : null
  const scheme = currentUrl.startsWith('http:') ? 'http' : 'https'
  return URL.canParse(`${scheme}://${text}`) ? new URL(`${scheme}://${text}`).href : null
}

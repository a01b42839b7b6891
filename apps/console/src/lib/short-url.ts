/** `shop.example/checkout` of an address: without scheme, `www.` and a lone slash. What does not parse stays as it is. */
export function shortUrl(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return host.replace(/^www\./, '') + (pathname === '/' ? '' : pathname)
}

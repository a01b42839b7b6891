import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Site = { readonly url: string; close(): Promise<void> }

/** Serves these pages (path -> HTML) from a loopback origin of its own, as an integrator's site would. */
export async function serveSite(
  pages: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const html = pages[pathname]
    if (html === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The tag as a site pastes it. */
export function tagFor(serverUrl: string, siteKey: string): string {
  return `<script async src="${serverUrl}/tag/v1/alongside.js" data-site="${siteKey}"></script>`
}

/** What a policy depends on. */
export interface PolicyOptions {
  /** Origin of the Alongside server, e.g. `https://help.example.com`. */
  readonly serverOrigin: string
  /** Nonce for `<style>` elements that a library of the site injects; the tag needs none. */
  readonly styleNonce?: string
}

/** The origin under which a browser opens the server's WebSocket: `ws:` for `http:`, `wss:` for `https:`. */
function webSocketOrigin(serverOrigin: string): string {
  return serverOrigin.replace(/^http/, 'ws')
}

/**
 * The Content-Security-Policy of both demo sites: everything from the site itself, nothing inline, no `eval`, and
 * exactly what the tag needs on top. README.md explains the tag's share for sites that copy it.
 */
export function contentSecurityPolicy(options: PolicyOptions): string {
  const server = options.serverOrigin
  const nonce = options.styleNonce === undefined ? '' : ` 'nonce-${options.styleNonce}'`
  return [
    // Whatever is not named below: the site itself only.
    `default-src 'self'`,
    // The tag's loader and the modules it imports later come from the server.
    `script-src 'self' ${server}`,
    // Long polling and REST (http), and the live connection (ws). Safari reads 'self' and http origins without ws.
    `connect-src 'self' ${server} ${webSocketOrigin(server)}`,
    // The tag uses constructed style sheets, which this directive does not restrict: no entry for it.
    `style-src 'self'${nonce}`,
    // Agents' pictures in the chat may come from the server; `data:` is for the site's own small icons.
    `img-src 'self' data: ${server}`,
    // The tag brings no fonts.
    `font-src 'self'`,
    // The travel shop frames its own weather widget. The tag frames nothing.
    `frame-src 'self'`,
    // No <base>, so relative addresses cannot be turned elsewhere.
    `base-uri 'none'`,
    // No plug-ins.
    `object-src 'none'`,
    // Forms post to the site only, whatever was injected into them.
    `form-action 'self'`,
    // Nobody else frames these pages. A site whose pages are meeting presets adds the server's origin here.
    `frame-ancestors 'self'`,
  ].join('; ')
}

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const FILES = new URL('../../packages/testkit/pages/files/resources/', import.meta.url)
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
}

/**
 * A site whose pictures, fonts and sheets (`/files/NAME`) are for who has its cookie, and admit no other origin. `url` and
 * `other` are two origins of it; of all requests to either it is noted whether they had the cookie.
 */
export type PictureSite = {
  readonly url: string
  readonly other: string
  readonly strangers: readonly string[]
  close(): Promise<void>
}

export async function servePictureSite(page: (other: string) => string): Promise<PictureSite> {
  const strangers: string[] = []
  let other = ''
  const server = createServer((request, response) => {
    const isKnown = request.headers.cookie?.includes('pass=1') === true
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    if (pathname === '/') return answer(response, 200, 'text/html; charset=utf-8', page(other))
    if (!isKnown && !isOfOther(request, other)) {
      strangers.push(pathname)
      return answer(response, 403, 'text/plain', 'No')
    }
    const name = /^\/files\/([\w.-]+)$/.exec(pathname)?.[1] ?? 'none'
    try {
      return answer(response, 200, TYPES[name.split('.')[1] ?? ''] ?? '', readFileSync(new URL(name, FILES)))
    } catch {
      return answer(response, 404, 'text/plain', 'None')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  other = `http://pictures.localhost:${port}`
  return {
    url: `http://shop.localhost:${port}`,
    other,
    strangers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The second origin knows the visitor's browser by saying where it comes from, as viewers never do. */
function isOfOther(request: IncomingMessage, other: string): boolean {
  return `http://${request.headers.host}` === other && request.headers.referer !== undefined
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  const cookie = type.startsWith('text/html') ? { 'set-cookie': 'pass=1; SameSite=Lax' } : {}
  response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=600', ...cookie }).end(body)
}

/** A page that names something to load in every way there is. */
export function everyWay(tag: string, other: string): string {
  return `<!doctype html>
<html lang="en" manifest="/files/manifest"><head><meta charset="utf-8"><title>Every way</title>${tag}
<link rel="icon" href="/files/red.png?icon"><link rel="apple-touch-icon" href="/files/red.png?touch">
<link rel="preload" as="image" href="/files/red.png?preload"><link rel="prefetch" href="/files/red.png?prefetch">
<link rel="stylesheet" href="/files/guarded.css"><link rel="stylesheet" href="${other}/files/guarded.css">
<link rel="stylesheet" href="/files/guarded.css?alternate" media="print">
<style>
@import '/files/inner.css?import';
@font-face { font-family: Boxes; src: url(/files/boxes.ttf) }
.boxes { font-family: Boxes, serif; float: left }
.guarded { cursor: url(/files/red.png?cursor), pointer }
#rule { background: url(/files/green.png?rule); list-style-image: url(/files/frame.png?list) }
#rule::before { content: url(/files/shape.svg?content) }
#border { border: 9px solid; border-image: url(/files/frame.png?border) 10 }
#mask { width: 40px; height: 40px; background: red; mask: url(/files/shape.svg?mask) }
#filter { width: 40px; height: 40px; background: red; filter: url(/files/sprite.svg?filter#tint) }
#set { width: 40px; height: 40px; background: image-set('/files/blue.png?set' 1x) }
#shape { float: left; shape-outside: url(/files/frame.png?shape) }
#var { --image: url(/files/red.png?var); background: var(--image) }
@media print { #rule { background: url(/files/red.png?print) } }
#rule:hover { background: url(/files/red.png?hover) }
</style></head>
<body background="/files/wide.png?body">
<h1 class="boxes">Every way</h1>
<img id="plain" src="/files/red.png"><img src="${other}/files/green.png" id="foreign" alt="other origin"><img src="/files/none.png" alt="broken">
<img id="set-img" srcset="/files/red.png?1 1x, /files/blue.png?2 2x"><picture><source srcset="/files/wide.png?source"><img id="picture" src="/files/red.png?fallback"></picture>
<img loading="lazy" src="/files/red.png?lazy" style="margin-top:4000px;position:absolute">
<input type="image" src="/files/green.png?input" alt=""><video poster="/files/wide.png?poster" src="/files/film.mp4" width="80" height="40"><track default src="/files/words.vtt"></video><audio src="/files/sound.mp3"></audio>
<video><source src="/files/film2.mp4"></video>
<div class="guarded">by a sheet</div><ul class="inner"><li>list</ul><ul id="rule"><li>rule</ul><div id="border">border</div><div id="mask"></div><div id="filter"></div><div id="set"></div><div id="shape"></div><div id="var">var</div>
<div id="inline" style="background:url(/files/red.png?inline) , url('${other}/files/wide.png?inline')">inline</div>
<table background="/files/red.png?table"><tr><td background="/files/red.png?cell">cell</table>
<svg width="80" height="80"><image id="svg-image" href="/files/red.png?svg" width="20" height="20"></image><image xlink:href="/files/red.png?xlink"></image><use id="use" href="/files/sprite.svg#star" width="20" height="20"></use>
<filter id="f"><feImage href="/files/red.png?fe"></feImage></filter><rect filter="url(#f)" width="9" height="9"></rect><rect fill="url(/files/sprite.svg?fill#shade)" width="9" height="9"></rect>
<rect style="clip-path:url(/files/sprite.svg?clip#cut)" width="9" height="9" cursor="url(/files/red.png?attr)"></rect><image><set attributeName="href" to="/files/red.png?animated"></set></image></svg>
<object data="/files/shape.svg?object" type="image/svg+xml" width="40" height="40"></object><embed src="/files/shape.svg?embed" width="40" height="40">
<iframe src="/files/page"></iframe><iframe srcdoc="<img src='/files/red.png?frame'><style>body{background:url(/files/green.png?frame)}</style>"></iframe>
<a href="/files/link" ping="/files/ping">link</a><div id="shadow"></div><p id="late">late</p>
<script>
document.querySelector('#shadow').attachShadow({ mode: 'open' }).innerHTML = '<style>p{background:url(/files/red.png?shadow)}</style><p>shadow</p><img src="/files/green.png?shadow">'
function more() {
  const late = document.querySelector('#late')
  late.innerHTML = '<img id="late-img" src="/files/wide.png?late"><img srcset="/files/red.png?late-set 2x"><object data="/files/shape.svg?late"></object>'
  late.style.background = 'url(/files/blue.png?late)'
  document.querySelector('#plain').src = '/files/blue.png?changed'
  document.querySelector('#svg-image').setAttribute('href', '/files/green.png?changed')
  document.querySelector('video').poster = '/files/blue.png?poster'
  document.querySelector('table').setAttribute('background', '/files/blue.png?table')
  document.styleSheets[document.styleSheets.length - 1].insertRule('#late { list-style: url(/files/red.png?inserted); cursor: url(/files/red.png?late), auto }', 1)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('h1 { background: url(/files/frame.png?constructed) }')
  document.adoptedStyleSheets = [sheet]
}
</script></body></html>`
}

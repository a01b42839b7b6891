import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { createRelay } from './relay.ts'

/** What a site answers. `null`: nothing there. Bodies of type HTML get the tag. */
export type Answer = {
  readonly type: string
  readonly body: string | Buffer
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}
/** Paths are decoded and begin with `/`. `origins` are the room's, for pages that name them. */
export type Site = (
  path: string,
  request: IncomingMessage,
  origins: Origins,
) => Answer | null | Promise<Answer | null>

/** The two origins of the page under test. */
export type Origins = { readonly page: string; readonly other: string }

/** One page and its viewers. The room's name is the host name, so that the page's address is as on a real site. */
export type Room = Origins & {
  readonly name: string
  /** Where the viewer for a peer is. */
  viewer(peer: string): string
  close(): void
}

export type ConformanceServer = {
  /** A room for one page of a site. `peer` names the tag that its pages get. */
  openRoom(site: Site, peer: string): Room
  close(): Promise<void>
}

/** Below this path of every origin: our own scripts, and the relay. */
const OWN = '/@conformance/'
const HTML = /^text\/html\b/

type OpenRoom = { readonly site: Site; readonly peer: string; readonly origins: Origins }

/**
 * Serves pages with the tag put in, the viewer, and the relay between them. Every room has two origins of its own
 * (`*.localhost` is the loopback everywhere and a secure context).
 */
export async function startServer(
  scripts: Readonly<Record<string, string>>,
  port = 0,
): Promise<ConformanceServer> {
  const rooms = new Map<string, OpenRoom>()
  const relay = createRelay()
  const server = createServer((request, response) => void handle(request, response))
  const sockets = new WebSocketServer({ server, maxPayload: 128 * 1024 * 1024 })
  sockets.on('connection', (socket, request) => relay.join(socket, request.url ?? ''))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const base = `localhost:${(server.address() as AddressInfo).port}`
  let count = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const found = await answer(request)
      if (found === null) send(response, { status: 404, type: 'text/plain', body: 'Not found' })
      else send(response, partOf(found, request.headers.range))
    } catch (error) {
      send(response, { status: 500, type: 'text/plain', body: String(error) })
    }
  }

  async function answer(request: IncomingMessage): Promise<Answer | null> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (path.startsWith(OWN)) return ownFile(path.slice(OWN.length), scripts)
    const name = (request.headers.host ?? '').replace(/^(?:other-)?([^.]*)\..*$/, '$1')
    const room = rooms.get(name)
    if (room === undefined) return null
    const found = await room.site(path, request, room.origins)
    if (found === null || !HTML.test(found.type)) return found
    const isFrame = request.headers['sec-fetch-dest'] === 'iframe'
    const html = putTag(found.body.toString(), name, room.peer, isFrame)
    return { ...found, body: html.replaceAll('OTHER/', `${room.origins.other}/`) }
  }

  return {
    openRoom(site, peer) {
      const name = `p${++count}`
      const origins = { page: `http://${name}.${base}`, other: `http://other-${name}.${base}` }
      rooms.set(name, { site, peer, origins })
      return {
        name,
        ...origins,
        viewer: (of) => `http://viewer.${base}${OWN}${of}-viewer.html?${name}`,
        close: () => {
          rooms.delete(name)
          relay.close(name)
        },
      }
    },
    async close() {
      relay.closeAll()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What a player asks for when it seeks: without this videos could only be played from their beginning. */
function partOf(answer: Answer, range: string | undefined): Answer {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === undefined || answer.status !== undefined || HTML.test(answer.type)) return answer
  const body = Buffer.from(answer.body)
  const start = Number(from)
  const end = to === undefined || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1)
  if (start > end) return { ...answer, status: 416, body: '' }
  const headers = { ...answer.headers, 'content-range': `bytes ${start}-${end}/${body.length}` }
  return { ...answer, status: 206, body: body.subarray(start, end + 1), headers }
}

function send(response: ServerResponse, { status = 200, type, body, headers = {} }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    ...headers,
  })
  response.end(body)
}

function ownFile(name: string, scripts: Readonly<Record<string, string>>): Answer | null {
  const script = scripts[name]
  if (script !== undefined) return { type: 'text/javascript; charset=utf-8', body: script }
  const viewer = /^(\w+)-viewer\.html$/.exec(name)?.[1]
  if (viewer === undefined) return null
  // No scroll bars of its own: the viewer is as large as what it shows. The body scrolls all the same, as the product's stage
  // does: where nothing scrolls Chromium leaves out what is fixed in a frame and beyond the window, also when that grows.
  const body = `<!DOCTYPE html><title>Viewer</title>
<style>html,body{margin:0;height:100%;overflow:hidden;background:white}body{overflow:auto;scrollbar-width:none}.replayer-mouse,.replayer-mouse-tail{display:none!important}iframe{border:0}</style>
<body><script src="${OWN}look.js"></script><script src="${OWN}${viewer}-viewer.js"></script>`
  return { type: 'text/html; charset=utf-8', body }
}

const PLACE = /<!--\s*tag\s*-->/
const HEAD = /<head(?:\s[^>]*)?>/i
const BEFORE_HEAD =
  /^\s*(?:<!--[^]*?-->\s*)*(?:<!doctype[^>]*>)?\s*(?:<!--[^]*?-->\s*)*(?:<html(?:\s[^>]*)?>)?/i

/**
 * The tag goes where the page has `<!-- tag -->`, else to the start of its head; into frames only where they ask for it.
 * What looks at the page always comes first: it needs the builtins as they were.
 */
function putTag(html: string, room: string, peer: string, isFrame: boolean): string {
  const tag = `<script src="${OWN}${peer}-visitor.js" data-room="${room}"></script>`
  const look = `<script src="${OWN}look.js"></script>`
  const hasPlace = PLACE.test(html)
  if (isFrame) return hasPlace ? html.replace(PLACE, () => tag) : html
  const first = hasPlace ? look : look + tag
  const placed = hasPlace ? html.replace(PLACE, () => tag) : html
  if (HEAD.test(placed)) return placed.replace(HEAD, (head) => head + first)
  return placed.replace(BEFORE_HEAD, (before) => before + first)
}

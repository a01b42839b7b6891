import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConformanceServer, type Site, startServer } from './server.ts'

let server: ConformanceServer
beforeAll(async () => {
  server = await startServer({ 'look.js': '/* look */' })
})
afterAll(() => server.close())

/** Node does not know that `*.localhost` is the loopback. */
function fetchText(url: string, headers: Record<string, string> = {}): Promise<string> {
  const { host, port, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: pathname, headers: { host, ...headers } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

const LOOK = '<script src="/@conformance/look.js"></script>'
const page =
  (body: string): Site =>
  () => ({ type: 'text/html', body })

test('the tag goes to the start of the head', async () => {
  const room = server.openRoom(
    page('<!DOCTYPE html><html lang="en"><head><title>x</title></head>'),
    'alongside',
  )
  expect(await fetchText(`${room.page}/x.html`)).toBe(
    `<!DOCTYPE html><html lang="en"><head>${LOOK}<script src="/@conformance/alongside-visitor.js" data-room="${room.name}"></script><title>x</title></head>`,
  )
})

test('the tag goes where the page wants it, what looks at the page first of all', async () => {
  const room = server.openRoom(page('<title>x</title><script>a</script><!-- tag -->'), 'rrweb')
  expect(await fetchText(`${room.page}/x.html`)).toBe(
    `${LOOK}<title>x</title><script>a</script><script src="/@conformance/rrweb-visitor.js" data-room="${room.name}"></script>`,
  )
})

test('a frame gets no tag, unless it wants it', async () => {
  const room = server.openRoom(page('<head></head>frame of OTHER/x'), 'alongside')
  expect(await fetchText(`${room.page}/x.html`, { 'sec-fetch-dest': 'iframe' })).toBe(
    `<head></head>frame of ${room.other}/x`,
  )
})

test('a part of a file is what the request’s range names', async () => {
  const room = server.openRoom(() => ({ type: 'video/webm', body: '0123456789' }), 'alongside')
  expect(await fetchText(`${room.page}/x.webm`, { range: 'bytes=7-' })).toBe('789')
  expect(await fetchText(`${room.page}/x.webm`, { range: 'bytes=2-3' })).toBe('23')
  expect(await fetchText(`${room.page}/x.webm`, { range: 'bytes=10-' })).toBe('')
})

test('another host name is no room', async () => {
  const room = server.openRoom(page('x'), 'alongside')
  room.close()
  expect(await fetchText(`${room.page}/x.html`)).toBe('Not found')
})

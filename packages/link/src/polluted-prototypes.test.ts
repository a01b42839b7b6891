import { afterEach, expect, test, vi } from 'vitest'
import { connectSession } from './index.ts'
import { startTestServer, welcome } from './test-server.ts'

const added: [object, string][] = []
/** As libraries do that were written before symbols and classes: anybody's `for in` finds it. */
function add(prototype: object, name: string, value: unknown): void {
  added.push([prototype, name])
  Object.defineProperty(prototype, name, { value, enumerable: true, configurable: true, writable: true })
}
afterEach(() => {
  for (const [prototype, name] of added.splice(0)) Reflect.deleteProperty(prototype, name)
})

test('what a page adds to the prototypes of objects and arrays changes no message', async () => {
  const server = await startTestServer('/session')
  server.first = ['welcome', welcome()]
  add(Object.prototype, 'extend', () => undefined)
  add(Object.prototype, 'tag', { type: 'tag' })
  add(Array.prototype, 'each', () => undefined)
  // Only of what the page sends: the server here lives in the same process.
  add(Array.prototype, 'toJSON', function toJson(this: unknown[]) {
    return this[0] === 'probe' ? 'broken' : this
  })
  const link = connectSession({ serverUrl: server.url, hello: { token: 'token-1', tabId: 'tab' } })
  const problems = vi.fn()
  link.on('problem', problems)
  try {
    await vi.waitFor(() => expect(link.status.state).toBe('connected'), { timeout: 15_000 })
    const heard = vi.fn()
    server.sockets[0]?.on('probe', heard)
    link.send('probe', { n: 2 })
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ n: 2 }), { timeout: 15_000 })
    expect(problems).not.toHaveBeenCalled()
  } finally {
    link.close()
    await server.close()
  }
})

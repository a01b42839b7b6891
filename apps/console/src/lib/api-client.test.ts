import * as v from 'valibot'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { OfflineError, parseError, request } from './api-client.ts'

afterEach(() => vi.unstubAllGlobals())

const answerWith = (status: number, body: string) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status }))

describe('parseError', () => {
  it('keeps kind, message and details of an error of ours', () => {
    const error = parseError(409, { error: { kind: 'session_exists', message: 'one', details: { id: 'a' } } })
    expect(error).toMatchObject({ kind: 'session_exists', message: 'one', details: { id: 'a' } })
  })

  it.each([
    [401, 'unauthenticated'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [502, 'internal'],
  ])('goes by the status %i of an answer of another form', (status, kind) => {
    expect(parseError(status, '<html>').kind).toBe(kind)
    expect(parseError(status, { error: { kind: 'made_up', message: '' } }).kind).toBe(kind)
  })
})

describe('request', () => {
  const schema = v.object({ name: v.string() })

  it('hands over what has the agreed form', async () => {
    answerWith(200, '{"name":"Ana","more":1}')
    await expect(request(schema, '/x')).resolves.toEqual({ name: 'Ana' })
  })

  it('refuses an answer of another form instead of passing it on', async () => {
    answerWith(200, '{"name":7}')
    await expect(request(schema, '/x')).rejects.toMatchObject({ kind: 'internal' })
  })

  it('throws the error that the server names', async () => {
    answerWith(410, '{"error":{"kind":"session_ended","message":"over"}}')
    await expect(request(schema, '/x')).rejects.toMatchObject({ kind: 'session_ended' })
  })

  it('reports a server that does not answer as offline', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')))
    await expect(request(schema, '/x')).rejects.toBeInstanceOf(OfflineError)
  })
})

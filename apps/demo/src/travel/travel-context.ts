import type { FastifyInstance } from 'fastify'
import type { Html } from '../html.ts'
import type { TravelSessions } from './sessions.ts'

/** What the travel shop's routes share. */
export interface TravelContext {
  readonly app: FastifyInstance
  readonly sessions: TravelSessions
  readonly tag: Html
}

/** The query string of a request, with repeated names kept. */
export function queryOf(url: string): URLSearchParams {
  return new URL(url, 'http://demo').searchParams
}

/** The posted form, or an empty one if something else was posted. */
export function formOf(body: unknown): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}

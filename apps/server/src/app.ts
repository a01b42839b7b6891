import type { Clock } from './ports/clock.ts'
import type { Config } from './config.ts'
import type { OpenDatabase } from './storage/database.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerErrors } from './http/errors.ts'

export type AppDeps = {
  readonly config: Config
  readonly database: OpenDatabase
  readonly clock: Clock
}

/** The whole server without a port: `app.inject` in tests, `app.listen` in main.ts. Ready when the promise resolves. */
export async function buildApp({ config }: AppDeps): Promise<FastifyInstance> {
  const app = Fastify({ logger: { level: config.logLevel }, bodyLimit: 256 * 1024 })
  registerErrors(app)
  await app.ready()
  return app
}

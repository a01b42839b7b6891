import type { FastifyInstance } from 'fastify'
import type { ApiKeys } from '../ports/sites.ts'
import type { Services } from '../services.ts'

export function registerSessionsApi(
  _app: FastifyInstance,
  _deps: { readonly services: Services; readonly apiKeys: ApiKeys },
): void {}

import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

export function registerTagVisitors(_app: FastifyInstance, _services: Services): void {}

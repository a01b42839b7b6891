import rateLimit from '@fastify/rate-limit'
import { AlongsideError } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'

/** Requests a minute from one address. Guessing a password is held up by the lock-out long before. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  '/api/auth/sign-in/email': 60,
  '/api/auth/change-password': 20,
  '/api/invites/:token': 30,
  // An office of visitors shares one address, and every page load asks once.
  '/tag/v1/visitors': 600,
  '/tag/v1/frames': 600,
}

/** Register before the routes. */
export async function registerRateLimits(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route) => {
    const max = PER_MINUTE[route.url]
    if (max !== undefined && route.method !== 'OPTIONS')
      route.config = { ...route.config, rateLimit: { max, timeWindow: 60_000 } }
  })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) => {
      const retryAfterSeconds = Math.ceil(context.ttl / 1000)
      return new AlongsideError('rate_limited', `Too many attempts. Wait ${retryAfterSeconds} seconds.`, {
        retryAfterSeconds,
      })
    },
  })
}

import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * The console shows mirrored pages: their inline styles, and images, fonts and media from anywhere (`blob:`: from the
 * visitor's browser), but no script, no plug-in and no form. Whatever a mirrored page holds, only our own files run.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src * data: blob:',
  'font-src * data: blob:',
  'media-src * blob: data:',
  "connect-src 'self' ws: wss:",
  "frame-src 'self' about: blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** Headers of every answer: strict by default, loosened by `allowEmbedding` and `allowOtherOrigins` where needed. */
export async function registerSecurityHeaders(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: { action: 'sameorigin' },
    // Not no-referrer: that makes browsers send `Origin: null` with forms, and we check the origin.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', `${POLICY}; frame-ancestors 'self'`)
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store')
  })
}

/** For the embed page: it may stand in a frame of any site; its token, not the framing, decides what it shows. */
export function allowEmbedding(reply: FastifyReply): void {
  reply.header('content-security-policy', `${POLICY}; frame-ancestors *`)
  // For sites that frame it under `Cross-Origin-Embedder-Policy: require-corp`.
  reply.header('cross-origin-resource-policy', 'cross-origin')
  reply.removeHeader('x-frame-options')
}

/** For scripts that pages of other origins load as modules. */
export function allowOtherOrigins(reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*')
  reply.header('cross-origin-resource-policy', 'cross-origin')
}

import type { FastifyInstance } from 'fastify'
import { allowEmbedding } from './security-headers.ts'

/** The token comes in the fragment, which browsers never send: the page is the same for every session. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Alongside session</title>
<style>
html, body { margin: 0; height: 100%; background: #f4f5f7; font: 16px/1.5 system-ui, sans-serif; color: #1d2433 }
alongside-viewer { display: block; width: 100%; height: 100% }
p { margin: 0; padding: 2rem; text-align: center }
</style>
<script type="module" src="/viewer/v1/alongside-viewer.js"></script>
<script type="module" src="/viewer/v1/embed.js"></script>
</head>
<body><noscript><p>This page needs JavaScript.</p></noscript></body>
</html>
`

/** The viewer as a page of its own, for an iframe in any chat or CRM: `/embed/session/ID#token=AGENT_TOKEN`. */
export function registerEmbed(app: FastifyInstance): void {
  app.get('/embed/session/:id', { schema: { hide: true } }, async (_request, reply) => {
    allowEmbedding(reply)
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(PAGE)
  })
}

import type { FastifyReply } from 'fastify'
import type { Html } from './html.ts'

/** Answers with a page. Pages hold a visitor's state, so no cache may keep them. */
export function sendHtml(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.toString())
}

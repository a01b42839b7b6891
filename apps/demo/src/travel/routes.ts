import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { html, type Html } from '../html.ts'
import { sendHtml } from '../send-html.ts'
import { registerAccountRoutes } from './account-routes.ts'
import { findAirport } from './airports.ts'
import { registerBookingRoutes } from './booking-routes.ts'
import { renderLayout } from './layout.ts'
import { renderHelpPage } from './pages/help-page.ts'
import { renderWeatherPage } from './pages/weather-page.ts'
import { registerSearchRoutes } from './search-routes.ts'
import { TravelSessions } from './sessions.ts'
import type { TravelContext } from './travel-context.ts'

/** All pages of the travel shop. */
export async function registerTravel(app: FastifyInstance, tag: Html): Promise<void> {
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('public', import.meta.url)),
    prefix: '/travel/assets/',
    decorateReply: false,
  })
  const context: TravelContext = { app, sessions: new TravelSessions(), tag }
  registerSearchRoutes(context)
  registerBookingRoutes(context)
  registerAccountRoutes(context)

  app.get('/travel/help', (request, reply) => {
    const session = context.sessions.find(request)
    return sendHtml(
      reply,
      renderLayout({ title: 'Help', pageClass: 'page-help', main: renderHelpPage(), session }),
    )
  })
  app.get<{ Params: { code: string } }>('/travel/widgets/weather/:code', (request, reply) => {
    const airport = findAirport(request.params.code)
    if (airport === undefined) return sendHtml(reply, html`<p>No such airport.</p>`, 404)
    return sendHtml(reply, renderWeatherPage(airport))
  })
}

import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** The description of `/api/v1`, read from the routes' own schemas; register before them. */
export async function registerOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Alongside',
        version: '1',
        description:
          'Start and end co-browsing sessions from your own chat or CRM. Every failure answers ' +
          '`{error: {kind, message, details?}}`; the kinds are explained in docs/errors.md.',
      },
      servers: [{ url: publicUrl }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
      security: [{ apiKey: [] }],
    },
    transform: ({ schema, url }) =>
      url.startsWith('/api/v1/') ? { schema, url } : { schema: { ...schema, hide: true }, url },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Alongside API' },
    uiConfig: { persistAuthorization: false },
  })
}

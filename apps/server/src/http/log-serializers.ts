import { DrizzleQueryError } from 'drizzle-orm'
import { stdSerializers } from 'pino'

/**
 * How things stand in the log. Addresses of requests may hold an invitation's token, and the parameters of a failed query
 * what people wrote: neither is logged.
 */
export const logSerializers = {
  req: (request: { readonly method: string }) => ({ method: request.method }),
  err: (error: Error) =>
    error instanceof DrizzleQueryError
      ? { query: error.query, ...stdSerializers.err(error.cause ?? new Error('query failed')) }
      : stdSerializers.err(error),
}

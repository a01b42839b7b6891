import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { eq } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { Database } from '../storage/database.ts'
import { credentials, signIns, users, verifications } from '../storage/schema/accounts.ts'

export type Auth = ReturnType<typeof createAuth>

/** Eight hours of work, prolonged while the console is used. */
const SIGN_IN_SECONDS = 8 * 3600
const PROLONG_AFTER_SECONDS = 3600

/**
 * better-auth over our tables: password and session cookie. Nobody can sign up; accounts come by invitation only
 * (see invites.ts). It runs inside our Fastify routes, which limit the rate and lock accounts (see http/auth.ts).
 */
export function createAuth(options: {
  readonly db: Database
  readonly publicUrl: string
  readonly secret: string
}) {
  const { db, publicUrl, secret } = options
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: signIns, account: credentials, verification: verifications },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: SIGN_IN_SECONDS, updateAge: PROLONG_AFTER_SECONDS },
    user: {
      additionalFields: {
        organizationId: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
        disabled: { type: 'boolean', required: true, input: false, defaultValue: false },
        joined: { type: 'boolean', required: true, input: false, defaultValue: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          // Only after the right password, so this does not tell strangers that an account exists.
          before: async (session) => {
            const [user] = await db.select().from(users).where(eq(users.id, session.userId))
            if (user === undefined || user.disabled) throw disabledError()
          },
        },
      },
    },
    advanced: { cookiePrefix: 'alongside', ipAddress: { ipAddressHeaders: ['x-alongside-ip'] } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

function disabledError(): APIError {
  const { message } = new AlongsideError('account_disabled')
  return new APIError('FORBIDDEN', { code: 'account_disabled', message })
}

import { resolve } from 'node:path'
import { LIMITS } from '@alongside/protocol'
import * as v from 'valibot'

/** The server's settings, read once at the start. Nothing else reads the environment. */
export type Config = {
  readonly port: number
  /** Address to listen on. Loopback unless set: the demo's passwords are known to everybody. */
  readonly host: string
  /** Where browsers reach this server: scheme, host and port, no path. */
  readonly publicUrl: string
  /** null: PGlite in `dataDir`. */
  readonly databaseUrl: string | null
  /** Taken for a later release with several servers; not used yet. */
  readonly redisUrl: string | null
  /** Absolute path. */
  readonly dataDir: string
  readonly logLevel: LogLevel
  /** Proxies whose X-Forwarded-For is believed (addresses, ranges, or `loopback`); false: none. */
  readonly trustProxy: string | false
  /** Seeds the demo organisations and admits loopback origins. */
  readonly demo: boolean
  /** Only written into demo.json and the start message. */
  readonly demoUrl: string
  /** Who is invited as the first admin of a server without accounts (not in the demo). */
  readonly adminEmail: string | null
  /** How long an invitation stays open. */
  readonly invitationSeconds: number
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

/** A setting that the server cannot start with. `message` is one line: the variable, what is wrong, what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const INVITATION_SECONDS = 'it must be a whole number of seconds from 1 to 3600'

const port = (name: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\d{1,5}$/, `a port is a number from 1 to 65535, for example ${name}=4000`),
    v.transform(Number),
    v.minValue(1, 'a port is a number from 1 to 65535'),
    v.maxValue(65_535, 'a port is a number from 1 to 65535'),
  )

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.href === `${url.origin}/`
}

const publicUrl = v.pipe(
  v.string(),
  v.trim(),
  v.check(
    isOrigin,
    'it must be scheme, host and port without a path, for example https://alongside.example.com',
  ),
  v.transform((text) => new URL(text).origin),
)

const connection = (schemes: readonly string[], example: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      `it must look like ${example}`,
    ),
  )

const environmentSchema = v.object({
  PORT: v.optional(port('PORT')),
  HOST: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^[\w.:%-]+$/, 'it must be an address, for example 0.0.0.0 for all interfaces'),
    ),
  ),
  PUBLIC_URL: v.optional(publicUrl),
  DATABASE_URL: v.optional(
    connection(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/alongside'),
  ),
  REDIS_URL: v.optional(connection(['redis:', 'rediss:'], 'redis://host:6379')),
  DATA_DIR: v.optional(v.pipe(v.string(), v.trim())),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `it must be one of ${LOG_LEVELS.join(', ')}`)),
  TRUST_PROXY: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^[\w.:/, ]+$/, 'it must be addresses or ranges, for example 10.0.0.0/8, or loopback'),
    ),
  ),
  DEMO: v.optional(v.picklist(['on', 'off'], 'it must be on or off')),
  DEMO_PORT: v.optional(port('DEMO_PORT')),
  INVITATION_SECONDS: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^\d{1,4}$/, INVITATION_SECONDS),
      v.transform(Number),
      v.minValue(1, INVITATION_SECONDS),
      v.maxValue(3600, INVITATION_SECONDS),
    ),
  ),
  ADMIN_EMAIL: v.optional(v.pipe(v.string(), v.trim(), v.email('it must be an e-mail address'))),
})

/**
 * Reads the settings from the environment; empty values count as not set.
 * @throws ConfigError naming the first variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  const parsed = v.safeParse(environmentSchema, Object.fromEntries(set))
  if (!parsed.success) throw new ConfigError(describe(parsed.issues[0]))
  const env = parsed.output
  const ownPort = env.PORT ?? 4000
  return {
    port: ownPort,
    host: env.HOST ?? '127.0.0.1',
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${ownPort}`,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    dataDir: resolve(env.DATA_DIR ?? '.data'),
    logLevel: env.LOG_LEVEL ?? 'info',
    trustProxy: env.TRUST_PROXY ?? false,
    demo:
      env.DEMO === undefined
        ? env.DATABASE_URL === undefined && env.PUBLIC_URL === undefined
        : env.DEMO === 'on',
    demoUrl: `http://localhost:${env.DEMO_PORT ?? 4001}`,
    adminEmail: env.ADMIN_EMAIL ?? null,
    invitationSeconds: env.INVITATION_SECONDS ?? LIMITS.invitationMs / 1000,
  }
}

function describe(issue: v.InferIssue<typeof environmentSchema>): string {
  const name = v.getDotPath(issue) ?? 'a setting'
  // The value of a connection address may hold a password: never repeat it.
  const value = name.endsWith('_URL') && name !== 'PUBLIC_URL' ? '' : ` "${String(issue.input)}"`
  return `${name}${value} is not usable: ${issue.message}. Change ${name} or leave it out.`
}

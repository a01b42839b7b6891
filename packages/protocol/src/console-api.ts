import * as v from 'valibot'
import { agentSessionSchema, conversationSummarySchema, messageSchema } from './conversation.ts'
import { conversationIdSchema, siteIdSchema, userIdSchema } from './ids.ts'
import { LIMITS } from './limits.ts'
import { maskingRulesSchema } from './masking-rules.ts'
import { modeSchema, resourceModeSchema } from './session.ts'

/**
 * What the console asks of the server, under `/api/console`, signed in by cookie (better-auth, `/api/auth`).
 * Answers are the objects below, errors `{error: ErrorBody}`. Live changes come over the namespace `/agent`.
 *
 *   GET    /me                                -> Me
 *   GET    /conversations                     -> {conversations: ConversationSummary[]}   waiting ones and own
 *   GET    /conversations/:id                 -> {conversation, messages}
 *   POST   /conversations/:id/take            -> {conversation}
 *   POST   /conversations/:id/messages        NewMessage -> {message}
 *   POST   /conversations/:id/read            -> {conversation}
 *   POST   /conversations/:id/close           -> {conversation}
 *   POST   /conversations/:id/invitations     InviteRequest -> {session: AgentSession, viewerToken}
 *   POST   /codes/redeem                      RedeemRequest -> {conversation, session, viewerToken}
 *   GET    /sessions                          -> {sessions: AgentSession[]}   own, not ended
 *   POST   /sessions/:id/token                -> {viewerToken}
 *   POST   /sessions/:id/withdraw             -> {session}
 *   POST   /sessions/:id/end                  -> {session}
 *   GET    /site                              -> Site            (admin)
 *   PATCH  /site                              SitePatch -> Site  (admin)
 *   GET    /users                             -> {users: User[]} (admin)
 *   POST   /users                             InviteUser -> {user, inviteUrl} (admin; the link sets name and password)
 *   PATCH  /users/:id                         UserPatch -> {user} (admin)
 *   GET    /transcripts?query=&before=        -> {transcripts: ConversationSummary[]} (manager, admin)
 *   GET    /transcripts/:id                   -> {conversation, messages}             (manager, admin)
 *   GET    /api-keys                          -> {keys: ApiKey[]}       (admin)
 *   POST   /api-keys                          {name} -> {key, secret}   (admin; the secret is shown once)
 *   DELETE /api-keys/:id                      -> {}                     (admin)
 *   GET    /api/invites/:token (no sign-in)   -> {email, organization}
 *   POST   /api/invites/:token (no sign-in)   {name, password} -> {}
 */

export const USER_ROLES = ['agent', 'manager', 'admin'] as const
export const userRoleSchema = v.picklist(USER_ROLES)
export type UserRole = v.InferOutput<typeof userRoleSchema>

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LIMITS.nameLength))

export const userSchema = v.object({
  id: userIdSchema,
  email: v.string(),
  name: v.string(),
  role: userRoleSchema,
  status: v.picklist(['active', 'invited', 'disabled']),
})
export type User = v.InferOutput<typeof userSchema>

export const meSchema = v.object({
  user: userSchema,
  organization: v.object({ id: v.string(), name: v.string() }),
})
export type Me = v.InferOutput<typeof meSchema>

export const siteSchema = v.object({
  id: siteIdSchema,
  name: v.string(),
  key: v.string(),
  /** The tag as it is pasted into the site's pages. */
  snippet: v.string(),
  /** Origins whose pages may use the key. `http://localhost:*` style entries are for the demo only. */
  allowedOrigins: v.array(v.string()),
  masking: maskingRulesSchema,
  oneSessionPerAgent: v.boolean(),
  /** How long a session waits for a visitor who left the tagged pages. */
  hostAwaySeconds: v.number(),
  resources: resourceModeSchema,
})
export type Site = v.InferOutput<typeof siteSchema>

const origin = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^https?:\/\/[^/\s]+$/, 'an origin looks like https://www.example.com'),
)
const selector = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))
const selectorList = v.pipe(v.array(selector), v.maxLength(200))
const ruleSet = {
  mask: selectorList,
  block: selectorList,
  allow: selectorList,
  maskAll: v.boolean(),
} as const
const pagePattern = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(500),
  v.regex(/^(?:\/|\*|https?:\/\/)/, 'a page pattern begins with /, * or https://'),
)
const pageRules = v.object({
  url: pagePattern,
  ...v.partial(v.object(ruleSet)).entries,
  mask: selectorList,
  block: selectorList,
})
export const sitePatchSchema = v.partial(
  v.object({
    name,
    allowedOrigins: v.pipe(v.array(origin), v.maxLength(100)),
    /** What is left out stays as it is; `pages` are replaced as a whole. */
    masking: v.partial(
      v.object({
        ...ruleSet,
        otherMarks: v.boolean(),
        pages: v.pipe(v.array(pageRules), v.maxLength(50)),
      }),
    ),
    oneSessionPerAgent: v.boolean(),
    hostAwaySeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600)),
    resources: resourceModeSchema,
  }),
)
export type SitePatch = v.InferOutput<typeof sitePatchSchema>

export const inviteRequestSchema = v.object({ mode: modeSchema })
export const redeemRequestSchema = v.object({
  code: v.pipe(v.string(), v.regex(/^\d{6}$/, 'a code has six digits')),
  mode: modeSchema,
})
export const inviteUserSchema = v.object({
  email: v.pipe(v.string(), v.trim(), v.email()),
  name,
  role: userRoleSchema,
})
export const userPatchSchema = v.partial(v.object({ role: userRoleSchema, disabled: v.boolean() }))
export const acceptInviteSchema = v.object({
  name,
  password: v.pipe(v.string(), v.minLength(10), v.maxLength(128)),
})
export const newApiKeySchema = v.object({ name })
export const apiKeySchema = v.object({
  id: v.string(),
  name: v.string(),
  prefix: v.string(),
  createdAt: v.number(),
})
export type ApiKey = v.InferOutput<typeof apiKeySchema>

/** The namespace `/agent`, signed in by cookie: live changes of what the lists above show. */
export const agentUpSchemas = {
  typing: v.object({ conversationId: conversationIdSchema, typing: v.boolean() }),
} as const
export const agentDownSchemas = {
  /** New or changed; an agent also gets those that another has taken, to drop them from its list. */
  conversation: conversationSummarySchema,
  message: v.object({ conversationId: conversationIdSchema, message: messageSchema }),
  typing: v.object({ conversationId: conversationIdSchema, typing: v.boolean() }),
  session: agentSessionSchema,
} as const
export type AgentUp = { [K in keyof typeof agentUpSchemas]: v.InferOutput<(typeof agentUpSchemas)[K]> }
export type AgentDown = { [K in keyof typeof agentDownSchemas]: v.InferOutput<(typeof agentDownSchemas)[K]> }

import * as v from 'valibot'
import { commandResultSchema, commandSchema } from './command.ts'
import { participantIdSchema } from './ids.ts'
import { LIMITS } from './limits.ts'
import { maskingRulesSchema } from './masking-rules.ts'
import { participantSchema, resourceModeSchema, sessionViewSchema } from './session.ts'
import { signalSchema } from './signal.ts'

/**
 * The Socket.IO namespace `/session`: the host page and the viewers of one session. Each event carries one object.
 *
 * Handshake: `auth` = hello. The server answers with `welcome`, or refuses the connection with an error whose `data`
 * is an ErrorBody (kinds: token_expired, unauthenticated, session_ended, host_elsewhere, protocol_mismatch).
 * After each (re)connection the state begins anew: the host opens fresh streams for the viewers that are connected.
 *
 * Sequence of the mirror: a viewer connects -> all get `session` (viewer connected) -> the host opens a stream for it and
 * sends `frame` (parts in order) -> the viewer applies it and answers `ack` -> the host sends more. A viewer that cannot
 * rebuild a piece sends `repair`; one that has lost the thread sends `resync` and gets a fresh stream.
 *
 * Resources (images, fonts, sprites): a viewer sends `resource-request`, the host answers with `resource`, as often as it
 * takes, whenever the mirror leaves room. Both say in `bytes` what only the engine's two halves understand.
 */

/** Sent by clients in `auth`. `pageId` is one page load of the host; `tabId` its tab. */
export const helloSchema = v.object({
  protocol: v.number(),
  token: v.string(),
  pageId: v.optional(v.pipe(v.string(), v.maxLength(64))),
  tabId: v.optional(v.pipe(v.string(), v.maxLength(64))),
})
export type Hello = v.InferOutput<typeof helloSchema>

const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const stream = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Part of a frame. `to`: the participants of the stream (filled by the host, removed by the server). */
export const framePartSchema = v.object({
  to: v.pipe(v.array(participantIdSchema), v.maxLength(LIMITS.viewersPerSession)),
  stream,
  seq,
  part: seq,
  parts: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(LIMITS.maxFrameBytes / LIMITS.framePartBytes),
  ),
  bytes: v.instance(Uint8Array),
})
export type FramePart = v.InferOutput<typeof framePartSchema>

export const acknowledgementSchema = v.object({ stream, seq })
export type Acknowledgement = v.InferOutput<typeof acknowledgementSchema>

/** Nodes whose native HTML did not come back as it was: send them again by the exact path. */
export const repairSchema = v.object({
  stream,
  epoch: v.string(),
  nodes: v.pipe(v.array(v.number()), v.maxLength(1000)),
})
export type Repair = v.InferOutput<typeof repairSchema>

export const resyncSchema = v.object({ stream, reason: v.pipe(v.string(), v.maxLength(200)) })
export type Resync = v.InferOutput<typeof resyncSchema>

const resourceBytes = v.instance(Uint8Array)
/** `to`: as in frames. */
export const resourcePartSchema = v.object({
  to: v.pipe(v.array(participantIdSchema), v.maxLength(LIMITS.viewersPerSession)),
  stream,
  bytes: resourceBytes,
})
export const resourceRequestSchema = v.object({ stream, bytes: resourceBytes })

/** Round trip between a viewer and the host page, through the server. */
export const probeSchema = v.object({ n: seq })
export type Probe = v.InferOutput<typeof probeSchema>

const from = participantIdSchema

/** What clients send. The server adds `from` before it forwards and drops what the sender has no capability for. */
export const upSchemas = {
  // host
  frame: framePartSchema,
  resource: resourcePartSchema,
  'command-result': v.object({ to: participantIdSchema, result: commandResultSchema }),
  'probe-reply': v.object({ to: participantIdSchema, n: seq }),
  /** The page unloads; another page of the session may follow. */
  leaving: v.object({}),
  // viewers
  ack: acknowledgementSchema,
  repair: repairSchema,
  resync: resyncSchema,
  'resource-request': resourceRequestSchema,
  command: commandSchema,
  probe: probeSchema,
  // all
  signal: signalSchema,
  /** `failed`: the page cannot be mirrored any more; else somebody ends it. */
  end: v.object({ reason: v.optional(v.literal('failed')) }),
} as const
export type Up = { [K in keyof typeof upSchemas]: v.InferOutput<(typeof upSchemas)[K]> }
export type UpEvent = keyof Up

/** What clients receive. */
export const downSchemas = {
  welcome: v.object({
    protocol: v.number(),
    me: participantSchema,
    session: sessionViewSchema,
    /** Replaces the token for the next connection. Sent again by `token` before it expires. */
    token: v.string(),
    /** Host only. */
    masking: v.optional(maskingRulesSchema),
    /** Host only: origins that `navigate` may go to, besides the page's own. */
    origins: v.optional(v.array(v.string())),
    /** Viewers only: the site's setting when they connected. */
    resources: v.optional(resourceModeSchema),
  }),
  session: sessionViewSchema,
  token: v.object({ token: v.string() }),
  masking: maskingRulesSchema,
  // to the host
  ack: v.object({ from, ...acknowledgementSchema.entries }),
  repair: v.object({ from, ...repairSchema.entries }),
  resync: v.object({ from, ...resyncSchema.entries }),
  'resource-request': v.object({ from, ...resourceRequestSchema.entries }),
  command: v.object({ from, command: commandSchema }),
  probe: v.object({ from, n: seq }),
  // to viewers
  frame: v.omit(framePartSchema, ['to']),
  resource: v.omit(resourcePartSchema, ['to']),
  'command-result': commandResultSchema,
  'probe-reply': probeSchema,
  // to all others
  signal: v.object({ from, signal: signalSchema }),
  /** A message of this client was refused: why. Kind `page_too_busy`, to viewers: what the page sent was dropped. */
  problem: v.object({ kind: v.string(), message: v.string() }),
} as const
export type Down = { [K in keyof typeof downSchemas]: v.InferOutput<(typeof downSchemas)[K]> }
export type DownEvent = keyof Down

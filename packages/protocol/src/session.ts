import * as v from 'valibot'
import { participantIdSchema, sessionIdSchema } from './ids.ts'

/**
 * What all participants of a session know about it. Sent whole on every change (`session` event): it is small,
 * and state beats history here too.
 */

export const MODES = ['view', 'shared'] as const
export const modeSchema = v.picklist(MODES)
/** `view`: look, point, highlight, scroll. `shared`: both also work on the page at any time. */
export type Mode = v.InferOutput<typeof modeSchema>

export const CAPABILITIES = ['view', 'point', 'highlight', 'draw', 'control', 'navigate'] as const
export const capabilitySchema = v.picklist(CAPABILITIES)
export type Capability = v.InferOutput<typeof capabilitySchema>

/** What a viewer may do in each mode. The server and the host page both check against it. */
export const CAPABILITIES_BY_MODE: Readonly<Record<Mode, readonly Capability[]>> = {
  view: ['view', 'point', 'highlight'],
  shared: ['view', 'point', 'highlight', 'control', 'navigate'],
}

export const END_REASONS = [
  'visitor_ended',
  'agent_ended',
  'declined',
  'withdrawn',
  'expired',
  'visitor_gone',
  'agent_gone',
  'replaced',
  'api_ended',
  'server_stopped',
  'failed',
] as const
export const endReasonSchema = v.picklist(END_REASONS)
export type EndReason = v.InferOutput<typeof endReasonSchema>

export const roleSchema = v.picklist(['host', 'viewer'])
export type ParticipantRole = v.InferOutput<typeof roleSchema>

export const participantSchema = v.object({
  id: participantIdSchema,
  role: roleSchema,
  name: v.string(),
  connected: v.boolean(),
  capabilities: v.array(capabilitySchema),
})
export type Participant = v.InferOutput<typeof participantSchema>

/**
 * Where the host page is. `present`: connected. `navigating`: it said that it is unloading, another page may come.
 * `away`: nothing for some seconds (untagged page, closed tab, or lost connection).
 */
export const hostStatusSchema = v.picklist(['present', 'navigating', 'away'])
export type HostStatus = v.InferOutput<typeof hostStatusSchema>

const common = {
  id: sessionIdSchema,
  mode: modeSchema,
  participants: v.array(participantSchema),
}

/** pending: waits for the visitor's page. authorizing: the visitor is being asked. active. ended. */
export const sessionViewSchema = v.variant('state', [
  v.object({ state: v.literal('pending'), ...common, expiresAt: v.number() }),
  v.object({ state: v.literal('authorizing'), ...common, expiresAt: v.number() }),
  v.object({ state: v.literal('active'), ...common, startedAt: v.number(), host: hostStatusSchema }),
  v.object({ state: v.literal('ended'), ...common, reason: endReasonSchema }),
])
export type SessionView = v.InferOutput<typeof sessionViewSchema>

export const RESOURCE_MODES = ['auto', 'visitor'] as const
export const resourceModeSchema = v.picklist(RESOURCE_MODES)
/**
 * Where viewers get images, fonts and style sheets from. `auto`: they load them, and the visitor's browser supplies what
 * they cannot load. `visitor`: all comes from the visitor's browser; viewers ask no origin but the server for anything.
 */
export type ResourceMode = v.InferOutput<typeof resourceModeSchema>

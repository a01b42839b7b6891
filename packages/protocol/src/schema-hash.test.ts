import { createHash } from 'node:crypto'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { expect, it } from 'vitest'
import { agentDownSchemas, agentUpSchemas } from './console-api.ts'
import { downSchemas, helloSchema, upSchemas } from './session-link.ts'
import { PROTOCOL_VERSION } from './version.ts'
import {
  openVisitorSchema,
  visitorDownSchemas,
  visitorHelloSchema,
  visitorUpSchemas,
} from './visitor-link.ts'

/**
 * The wire's hash, by version. When this test fails you have changed a message: if old and new clients no longer
 * understand each other raise PROTOCOL_VERSION; then write the new hash here.
 */
const HASHES: Readonly<Record<number, string>> = { 1: 'b05c1dc4c9878b2d' }

it('the wire does not change without anybody noticing', () => {
  const wire: Record<string, GenericSchema> = {
    hello: helloSchema,
    visitorHello: visitorHelloSchema,
    openVisitor: openVisitorSchema,
    ...prefixed('up', upSchemas),
    ...prefixed('down', downSchemas),
    ...prefixed('visitorUp', visitorUpSchemas),
    ...prefixed('visitorDown', visitorDownSchemas),
    ...prefixed('agentUp', agentUpSchemas),
    ...prefixed('agentDown', agentDownSchemas),
  }
  const described = Object.entries(wire).map(([name, schema]) => [
    name,
    toJsonSchema(schema, { errorMode: 'ignore' }),
  ])
  const hash = createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16)
  expect(hash).toBe(HASHES[PROTOCOL_VERSION])
})

function prefixed(
  prefix: string,
  schemas: Readonly<Record<string, GenericSchema>>,
): Record<string, GenericSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${prefix}.${name}`, schema]))
}

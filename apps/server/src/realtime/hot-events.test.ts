import { LIMITS, upSchemas } from '@alongside/protocol'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type HotEvent, readHot } from './hot-events.ts'

const bytes = new Uint8Array(3)
const frame = { to: ['a-viewer'], stream: 1, seq: 0, part: 0, parts: 1, bytes }
const cursor = { node: 4, x: 0.5, y: -1 }
const signal = { kind: 'cursor', epoch: 'e', cursor }

const MESSAGES: Record<HotEvent, unknown[]> = {
  signal: [
    signal,
    { ...signal, cursor: null },
    { ...signal, cursor: { ...cursor, pressed: true } },
    { ...signal, more: 1, cursor: { ...cursor, more: 1 } },
    { ...signal, epoch: 5 },
    { ...signal, cursor: undefined },
    { ...signal, cursor: [] },
    { ...signal, kind: 'other' },
    ...[0, 1.5, 2 ** 41, '4', null].map((node) => ({ ...signal, cursor: { ...cursor, node } })),
    ...[11, -11, '0', null, Number.NaN].map((x) => ({ ...signal, cursor: { ...cursor, x } })),
    ...[11, undefined].map((y) => ({ ...signal, cursor: { ...cursor, y } })),
    ...[1, null].map((pressed) => ({ ...signal, cursor: { ...cursor, pressed } })),
    null,
    'signal',
    [],
  ],
  ack: [
    { stream: 1, seq: 0 },
    { stream: 1, seq: 5, more: 1 },
    { stream: 0, seq: 0 },
    { stream: 1, seq: -1 },
    { stream: 1.5, seq: 0 },
    { stream: 1, seq: '0' },
    { stream: 1 },
    null,
    7,
  ],
  frame: [
    frame,
    { ...frame, more: 1 },
    { ...frame, to: [] },
    ...[
      'a-viewer',
      [''],
      [7],
      ['a b'],
      ['x'.repeat(65)],
      Array<string>(LIMITS.viewersPerSession + 1).fill('a'),
    ].map((to) => ({ ...frame, to })),
    ...[0, 1.5, null].map((stream) => ({ ...frame, stream })),
    { ...frame, seq: -1 },
    { ...frame, part: -1 },
    ...[0, LIMITS.maxFrameBytes / LIMITS.framePartBytes + 1].map((parts) => ({ ...frame, parts })),
    ...[undefined, [1, 2], new ArrayBuffer(1), 'bytes'].map((of) => ({ ...frame, bytes: of })),
    null,
  ],
}

describe.each(Object.keys(MESSAGES) as HotEvent[])('%s', (event) => {
  it.each(MESSAGES[event].map((message) => [message]))('is read as its schema says: %j', (message) => {
    const parsed = v.safeParse(upSchemas[event], message)
    expect(readHot[event](message)).toEqual(parsed.success ? parsed.output : null)
  })
})

it('leaves highlights to the schema', () => {
  expect(readHot.signal({ kind: 'highlight', epoch: 'e', highlight: null })).toBeNull()
})

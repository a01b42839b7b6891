import type { Capture, CaptureStream, EncodedFrame } from '@alongside/mirror/capture'
import type { ParticipantId, Up } from '@alongside/protocol'
import { expect, test } from 'vitest'
import { createStreamHub } from './stream-hub.ts'

const ANA = 'ana' as ParticipantId
const BEN = 'ben' as ParticipantId

class OpenedStream implements CaptureStream {
  readonly acknowledged: number[] = []
  readonly repaired: number[] = []
  isClosed = false
  readonly send: (frame: EncodedFrame) => void
  readonly sendResource: ((bytes: Uint8Array<ArrayBuffer>) => void) | undefined
  constructor(send: OpenedStream['send'], sendResource: OpenedStream['sendResource']) {
    this.send = send
    this.sendResource = sendResource
  }
  acknowledge(seq: number): void {
    this.acknowledged.push(seq)
  }
  repair(nodes: readonly number[]): void {
    this.repaired.push(...nodes)
  }
  readonly requested: Uint8Array[] = []
  request(bytes: Uint8Array): void {
    this.requested.push(bytes)
  }
  isSettled(): boolean {
    return false
  }
  close(): void {
    this.isClosed = true
  }
}

function setUp() {
  const opened: OpenedStream[] = []
  const sent: [to: readonly ParticipantId[], stream: number, seq: number][] = []
  const timers: (() => void)[] = []
  let now = 0
  const capture: Pick<Capture, 'epoch' | 'openStream'> = {
    epoch: 'e1',
    openStream(send, sendResource) {
      const stream = new OpenedStream(send, sendResource)
      opened.push(stream)
      return stream
    },
  }
  const resources: [to: readonly ParticipantId[], stream: number][] = []
  const link = {
    send(_event: string, payload: object) {
      const { to, stream } = payload as Up['resource']
      return resources.push([to, stream]) > 0
    },
    sendFrame: (to: readonly ParticipantId[], stream: number, frame: EncodedFrame) =>
      sent.push([to, stream, frame.seq]) > 0,
  }
  const builtins = {
    setTimeout: (task: () => void) => timers.push(task),
    clearTimeout: (timer: number) => void (timers[timer - 1] = () => undefined),
    now: () => now,
  }
  let lastNumber = 0
  return {
    hub: createStreamHub(
      capture,
      link,
      builtins,
      () => ++lastNumber,
      () => new Set(),
    ),
    opened,
    sent,
    resources,
    clock: {
      pass(ms: number) {
        now += ms
        for (const task of timers.splice(0)) task()
      },
    },
  }
}

const frame = (seq: number): EncodedFrame => ({ seq, bytes: new Uint8Array() })

test('each viewer that connects gets a stream of its own, once', () => {
  const { hub, opened, sent } = setUp()
  hub.setViewers([ANA])
  hub.setViewers([ANA, BEN])
  expect(opened).toHaveLength(2)
  opened[1]!.send(frame(7))
  expect(sent).toEqual([[[BEN], 2, 7]])
})

test('a viewer that goes closes its stream, and gets a fresh one when it comes back', () => {
  const { hub, opened } = setUp()
  hub.setViewers([ANA])
  hub.setViewers([])
  hub.setViewers([ANA])
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false])
})

test('after a lost connection everybody begins anew', () => {
  const { hub, opened } = setUp()
  hub.setViewers([ANA, BEN])
  hub.reset()
  hub.setViewers([ANA, BEN])
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true, false, false])
})

test('acknowledgements and repairs reach the stream they name, and no other', () => {
  const { hub, opened } = setUp()
  hub.setViewers([ANA, BEN])
  hub.handleAck(ANA, { stream: 1, seq: 3 })
  hub.handleAck(BEN, { stream: 1, seq: 4 })
  hub.handleRepair(BEN, { stream: 2, epoch: 'e1', nodes: [9] })
  hub.handleRepair(BEN, { stream: 2, epoch: 'former page', nodes: [10] })
  expect(opened.map(({ acknowledged }) => acknowledged)).toEqual([[3], []])
  expect(opened.map(({ repaired }) => repaired)).toEqual([[], [9]])
})

test('requests for resources reach the stream they name, and its answers only its viewer', () => {
  const { hub, opened, resources } = setUp()
  hub.setViewers([ANA, BEN])
  const bytes = new Uint8Array([1])
  hub.handleResourceRequest(BEN, { stream: 2, bytes })
  hub.handleResourceRequest(ANA, { stream: 2, bytes })
  expect(opened.map(({ requested }) => requested)).toEqual([[], [bytes]])
  opened[1]!.sendResource?.(bytes)
  expect(resources).toEqual([[[BEN], 2]])
})

test('what belongs to a former stream is dropped', () => {
  const { hub, opened } = setUp()
  hub.setViewers([ANA])
  hub.reset()
  hub.setViewers([ANA])
  hub.handleAck(ANA, { stream: 1, seq: 3 })
  expect(opened[1]!.acknowledged).toEqual([])
})

test('a viewer that has lost the thread gets a fresh stream, but not more than one a second', () => {
  const { hub, opened, clock } = setUp()
  hub.setViewers([ANA])
  clock.pass(5000)
  hub.handleResync(ANA, { stream: 1, reason: 'test' })
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false])
  hub.handleResync(ANA, { stream: 2, reason: 'test' })
  hub.handleResync(ANA, { stream: 2, reason: 'test' })
  expect(opened).toHaveLength(2)
  clock.pass(1000)
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true, false])
})

test('a viewer that goes while its fresh stream waits gets none', () => {
  const { hub, opened, clock } = setUp()
  hub.setViewers([ANA])
  hub.handleResync(ANA, { stream: 1, reason: 'test' })
  hub.setViewers([])
  clock.pass(1000)
  expect(opened).toHaveLength(1)
})

import { afterEach, describe, expect, test } from 'vitest'
import type { ExactNode, Op } from '../format/index.ts'
import { id, insertHtml, pageOps, startRebuild, type TestRebuild } from './testing.ts'

let rebuild: TestRebuild
afterEach(() => rebuild?.destroy())

describe('R20 limits', () => {
  const deep = (levels: number): ExactNode => {
    let node: ExactNode = 'x'
    for (let i = 0; i < levels; i++) node = { e: 'i', k: [node] }
    return node
  }
  const exactOp = (node: ExactNode, total: number): Op => ({
    op: 'insert',
    parent: id(4),
    before: null,
    ids: [10, total],
    nodes: [node],
  })

  test('R20 too deep a tree is refused, in whatever pieces it comes', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), exactOp(deep(300), 301))
    await expect(rebuild.send(exactOp(deep(1600), 1601))).rejects.toMatchObject({ name: 'AlongsideError' })
    expect(rebuild.node(id(10))).toBeDefined()
  })

  test('R20 ids that claim more nodes than there are do not cost memory', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps())
    await expect(
      rebuild.send({ op: 'insert', parent: id(4), before: null, ids: [10, 2 ** 40], html: 'x' }),
    ).rejects.toMatchObject({ kind: 'too_large' })
  })

  test.each([
    ['noise', new Uint8Array([7, 1, 2])],
    ['nothing', new Uint8Array()],
    ['broken deflate', new Uint8Array([1, 1, 2, 3])],
    ['not a frame', new Uint8Array([0, ...new TextEncoder().encode('{"ops":[]}')])],
    [
      'unknown op',
      new Uint8Array([0, ...new TextEncoder().encode('{"epoch":"e","version":0,"ops":[{"op":"eval"}]}')]),
    ],
  ])('R20 %s is a bad frame, and the page stays', async (_name, bytes) => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), insertHtml('x'))
    await expect(rebuild.apply(bytes)).rejects.toMatchObject({ kind: 'bad_frame' })
    expect(rebuild.document?.body.textContent).toBe('x')
    await rebuild.send({ op: 'text', id: id(10), data: 'y' })
    expect(rebuild.document?.body.textContent).toBe('y')
  })

  test('R20 frames of another page without its beginning are refused', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps())
    const { encodeFrame } = await import('../format/index.ts')
    const bytes = await encodeFrame({ epoch: 'other', version: 1, ops: [{ op: 'focus', id: null }] })
    await expect(rebuild.apply(bytes)).rejects.toMatchObject({ kind: 'bad_frame' })
  })
})

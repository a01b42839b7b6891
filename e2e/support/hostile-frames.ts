import { deflateRawSync } from 'node:zlib'

type Op = Readonly<Record<string, unknown>>

/** A frame as it is on the wire; `ops` may be text, for what JSON.stringify would not write. */
export function frame(ops: readonly Op[] | string, version = 1, epoch = 'page'): Uint8Array<ArrayBuffer> {
  const list = typeof ops === 'string' ? ops : JSON.stringify(ops)
  return new Uint8Array([1, ...deflateRawSync(`{"epoch":"${epoch}","version":${version},"ops":${list}}`)])
}

const document = {
  op: 'document',
  id: 1,
  host: null,
  doctype: { name: 'html', publicId: '', systemId: '' },
  quirks: false,
  base: 'https://shop.example/',
}
const rest = [
  { op: 'viewport', width: 800, height: 600, devicePixelRatio: 1 },
  {
    op: 'insert',
    parent: 1,
    before: null,
    ids: [2, 3],
    nodes: [{ e: 'html', k: [{ e: 'head' }, { e: 'body' }] }],
  },
  { op: 'sheets', root: 1, sheets: [] },
]
export const BODY = 4

/** A page with this heading and, in its body, whatever the ops bring. */
export function page(heading: string, ops: readonly Op[] = []): Uint8Array<ArrayBuffer> {
  return frame([
    document,
    ...rest,
    { op: 'insert', parent: BODY, before: null, ids: [5, 2], nodes: [{ e: 'h1', k: [heading] }] },
    ...ops,
    { op: 'progress', done: 1 },
  ])
}

/** So many elements in each other, in frames of a few hundred levels. */
export function nested(style: string, levels: number): Uint8Array<ArrayBuffer>[] {
  const css = `b { ${style} }`
  const frames = [
    page('Nested', [
      { op: 'sheet', key: 'deep', css, base: 'https://shop.example/' },
      { op: 'sheets', root: 1, sheets: [{ key: 'deep' }] },
    ]),
  ]
  const STEP = 300
  for (let made = 0; made < levels; made += STEP) {
    let node: object = { e: 'b' }
    for (let i = 1; i < STEP; i++) node = { e: 'b', k: [node] }
    const parent = made === 0 ? BODY : 100 + made - 1
    const insert = { op: 'insert', parent, before: null, ids: [100 + made, STEP], nodes: [node] }
    frames.push(frame([insert], frames.length + 1))
  }
  return frames
}

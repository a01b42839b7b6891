import { afterEach, describe, expect, test } from 'vitest'
import { mixStructure, STRUCTURE_HASH_START, type Op } from '../format/index.ts'
import { id, insertHtml, mustElement, pageOps, startRebuild, type TestRebuild } from './testing.ts'

let rebuild: TestRebuild
afterEach(() => rebuild?.destroy())

async function start(...ops: Op[]): Promise<Document> {
  rebuild = startRebuild()
  await rebuild.send(...pageOps(), ...ops)
  const { document } = rebuild
  if (document === null) throw new Error('no document')
  return document
}

const html = (html: string, ids: number[], over: Partial<Extract<Op, { op: 'insert' }>> = {}): Op => ({
  op: 'insert',
  parent: id(4),
  before: null,
  ids,
  html,
  ...over,
})

describe('R1 the document', () => {
  test('R1 stands in a frame without scripts, in the page’s mode', async () => {
    const document = await start()
    expect(rebuild.frame.getAttribute('sandbox')).toBe('allow-same-origin')
    expect(document.compatMode).toBe('CSS1Compat')
    rebuild.destroy()
    rebuild = startRebuild()
    await rebuild.send(...pageOps({ quirks: true }))
    expect(rebuild.document?.compatMode).toBe('BackCompat')
  })

  test('R1 a doctype that would write markup is not used', async () => {
    rebuild = startRebuild()
    const [first, ...rest] = pageOps()
    const doctype = { name: 'html', publicId: '"><img id=x>', systemId: '' }
    await rebuild.send({ ...(first as Extract<Op, { op: 'document' }>), doctype }, ...rest)
    expect(rebuild.document?.querySelector('img')).toBeNull()
    expect(rebuild.document?.compatMode).toBe('CSS1Compat')
  })

  test('R2 has the visitor’s viewport', async () => {
    const document = await start()
    expect([document.defaultView?.innerWidth, document.defaultView?.innerHeight]).toEqual([800, 600])
  })
})

describe('R5 numbering', () => {
  test('R5 nodes get ids in document order, template content and markers included', async () => {
    await start(html('a<!--|-->b<template><i></i></template><p><!--0--></p>', [10, 6]))
    const at = (n: number) => rebuild.node(id(n))
    expect(at(10)?.nodeValue).toBe('a')
    expect(at(11)?.nodeValue).toBe('b')
    expect(at(12)?.nodeName).toBe('TEMPLATE')
    expect(at(13)?.nodeName).toBe('I')
    expect(at(14)?.nodeName).toBe('P')
    expect(at(15)?.nodeValue).toBe('')
    expect(at(14)?.childNodes).toHaveLength(1)
  })

  test('R5 exact nodes say what HTML cannot', async () => {
    await start({
      op: 'insert',
      parent: id(4),
      before: null,
      ids: [10, 5],
      nodes: [{ e: 'a', k: ['x', '', { e: 'a', k: [{ e: 'tr' }] }] }],
    })
    expect(mustElement(rebuild, 10).outerHTML).toBe('<a>x<a><tr></tr></a></a>')
  })

  test('R6 a piece that parses to another structure is asked for again, and is not shown', async () => {
    const document = await start(html('<p>one<p>two', [10, 3]), html('<b>x</b>', [20, 2], { hash: 1 }))
    expect(rebuild.seen.repairs).toEqual([
      [10, 11, 12],
      [20, 21],
    ])
    expect(document.body.textContent).toBe('')
  })

  test('R6 the structure hash that capture computes is accepted', async () => {
    let hash = mixStructure(STRUCTURE_HASH_START, 0, 1, 'B', 0)
    hash = mixStructure(hash, 1, 3, '', 1)
    const document = await start(html('<b>x</b>', [20, 2], { hash }))
    expect(rebuild.seen.repairs).toEqual([])
    expect(document.body.innerHTML).toBe('<b>x</b>')
  })

  test('R4 after a repair was asked for, ops on the missing nodes are passed over', async () => {
    await start(html('<p>one<p>two', [10, 3]), html('x', [50, 1], { parent: id(10) }))
    await rebuild.send({ op: 'text', id: id(11), data: 'later' })
    expect(rebuild.position?.version).toBe(1)
  })

  test('R4 without a repair under way, an insert into an unknown node is a bad frame', async () => {
    await start()
    await expect(rebuild.send(html('x', [50, 1], { parent: id(99) }))).rejects.toMatchObject({
      kind: 'bad_frame',
    })
  })

  test('R5 a node that stands already is moved', async () => {
    const document = await start(html('<i></i><b></b>', [10, 2]), html('<i></i>', [10, 1]))
    expect(document.body.innerHTML).toBe('<b></b><i></i>')
    await rebuild.send(html('<u></u>', [30, 1], { before: id(10) }))
    expect(document.body.innerHTML).toBe('<b></b><u></u><i></i>')
  })
})

describe('R14 unfilled elements', () => {
  test('R14 keep their size until they are filled', async () => {
    const document = await start(
      { op: 'insert', parent: id(4), before: null, ids: [10, 1], nodes: [{ e: 'div', u: [300, 250] }] },
      html('<p>a</p>', [20, 2], { parent: id(10) }),
    )
    const box = mustElement(rebuild, 10)
    expect(box.getBoundingClientRect().height).toBeGreaterThan(250)
    expect(box.lastElementChild?.localName).toBe('alongside-placeholder')
    await rebuild.send({ op: 'filled', id: id(10) })
    expect(document.body.innerHTML).toBe('<div><p>a</p></div>')
  })
})

describe('R15 live state', () => {
  test('R15 fields show what the page’s fields hold', async () => {
    await start(
      html(
        '<input><input type="checkbox"><select multiple><option>a<option>b</select><textarea></textarea>',
        [10, 8],
      ),
      { op: 'state', id: id(10), value: 'typed' },
      { op: 'state', id: id(11), checked: true, indeterminate: true },
      { op: 'state', id: id(12), selected: [1] },
      { op: 'state', id: id(17), value: 'text' },
    )
    expect(mustElement<HTMLInputElement>(rebuild, 10).value).toBe('typed')
    expect(mustElement<HTMLInputElement>(rebuild, 11).indeterminate).toBe(true)
    expect(mustElement<HTMLSelectElement>(rebuild, 12).selectedOptions).toHaveLength(1)
    expect(mustElement<HTMLTextAreaElement>(rebuild, 17).value).toBe('text')
  })

  test('R15 a field that was typed into here follows its attribute or text, until the page tells its value', async () => {
    await start(html('<input value="a"><textarea>a</textarea>', [10, 3]))
    const input = mustElement<HTMLInputElement>(rebuild, 10)
    const area = mustElement<HTMLTextAreaElement>(rebuild, 11)
    input.value = 'mine'
    area.value = 'mine'
    await rebuild.send(
      { op: 'attributes', id: id(10), set: { value: 'b' } },
      { op: 'text', id: id(12), data: 'b' },
    )
    expect([input.value, area.value]).toEqual(['b', 'b'])
    await rebuild.send(
      { op: 'state', id: id(10), value: 'c' },
      { op: 'attributes', id: id(10), set: { value: 'd' } },
    )
    expect(input.value).toBe('c')
  })

  test('R15 the :focus styles of the page apply to the focused element, without taking the agent’s focus', async () => {
    await start(
      html('<div><input></div>', [10, 2]),
      {
        op: 'sheet',
        key: 'k',
        css: 'input:focus{color:rgb(1,2,3)} div:focus-within{color:rgb(4,5,6)}',
        base: 'https://x/',
      },
      { op: 'sheets', root: id(1), sheets: [{ key: 'k' }] },
      { op: 'focus', id: id(11) },
    )
    expect(getComputedStyle(mustElement(rebuild, 11)).color).toBe('rgb(1, 2, 3)')
    expect(getComputedStyle(mustElement(rebuild, 10)).color).toBe('rgb(4, 5, 6)')
    expect(document.activeElement).toBe(document.body)
    await rebuild.send({ op: 'focus', id: null })
    expect(getComputedStyle(mustElement(rebuild, 10)).color).toBe('rgb(0, 0, 0)')
  })

  test('R16 boxes and documents scroll to where the visitor is, as soon as there is content', async () => {
    const tall =
      '<div style="height:50px;overflow:auto;scroll-behavior:smooth"></div><p style="height:3000px"></p>'
    const document = await start(
      html(tall, [10, 2]),
      { op: 'scroll', id: id(1), x: 0, y: 700 },
      { op: 'scroll', id: id(10), x: 0, y: 40 },
    )
    expect(document.scrollingElement?.scrollTop).toBe(700)
    expect(mustElement(rebuild, 10).scrollTop).toBe(0)
    await rebuild.send(html('<p style="height:500px"></p>', [20, 1], { parent: id(10) }))
    expect(mustElement(rebuild, 10).scrollTop).toBe(40)
  })

  test('R16 what grows without a frame, as images do, is scrolled when it is long enough', async () => {
    const document = await start(html('<p></p>', [10, 1]), { op: 'scroll', id: id(1), x: 0, y: 700 })
    expect(document.scrollingElement?.scrollTop).toBe(0)
    mustElement(rebuild, 10).style.height = '3000px'
    await expect.poll(() => document.scrollingElement?.scrollTop).toBe(700)
  })
})

describe('R17 style sheets', () => {
  test('R17 apply in order, with media, in documents and shadow roots', async () => {
    await start(
      html('<p></p><div></div>', [10, 2]),
      { op: 'shadow', id: id(20), host: id(11), mode: 'closed', slotAssignment: 'named' },
      html('<p></p>', [21, 1], { parent: id(20) }),
      { op: 'sheet', key: 'a', css: 'p{color:rgb(1,1,1);margin:1px}', base: 'https://x/' },
      { op: 'sheet', key: 'b', css: 'p{color:rgb(2,2,2)}', base: 'https://x/' },
      { op: 'sheet', key: 'c', css: 'p{color:rgb(3,3,3)}', base: 'https://x/' },
      { op: 'sheets', root: id(1), sheets: [{ key: 'a' }, { key: 'b' }, { key: 'c', media: 'print' }] },
      { op: 'sheets', root: id(20), sheets: [{ key: 'b' }, { key: 'a' }, { key: 'c', disabled: true }] },
    )
    expect(getComputedStyle(mustElement(rebuild, 10)).color).toBe('rgb(2, 2, 2)')
    expect(getComputedStyle(mustElement(rebuild, 10)).marginTop).toBe('1px')
    expect(getComputedStyle(mustElement(rebuild, 21)).color).toBe('rgb(1, 1, 1)')
  })

  test('R17 style elements of the tree have no effect of their own', async () => {
    await start(html('<style>body{color:rgb(9,9,9)}</style>', [10, 2]))
    await rebuild.send({ op: 'text', id: id(11), data: 'body{color:rgb(9,9,9)}' })
    expect(getComputedStyle(mustElement(rebuild, 4)).color).toBe('rgb(0, 0, 0)')
  })

  test('R18 sheets outlive the page', async () => {
    await start({ op: 'sheet', key: 'a', css: 'body{color:rgb(1,1,1)}', base: 'https://x/' })
    rebuild.reset()
    expect(rebuild.position).toBeNull()
    await rebuild.send(...pageOps(), { op: 'sheets', root: id(1), sheets: [{ key: 'a' }] })
    expect(getComputedStyle(mustElement(rebuild, 4)).color).toBe('rgb(1, 1, 1)')
  })
})

describe('R19 frames', () => {
  const inner: Op[] = [
    {
      op: 'document',
      id: id(20),
      host: id(10),
      doctype: null,
      quirks: true,
      base: 'https://shop.example/in/',
    },
    { op: 'insert', parent: id(20), before: null, ids: [21, 2], nodes: [{ e: 'html', k: [{ e: 'body' }] }] },
    html('<img src="a.png">', [30, 1], { parent: id(22) }),
  ]

  test('R19 same-origin frames hold their document, sandboxed too', async () => {
    await start(html('<iframe src="https://evil.example/"></iframe>', [10, 1]), ...inner)
    const frame = mustElement<HTMLIFrameElement>(rebuild, 10)
    expect(frame.hasAttribute('src')).toBe(false)
    expect(frame.getAttribute('sandbox')).toBe('allow-same-origin')
    expect(frame.contentDocument?.compatMode).toBe('BackCompat')
    expect(mustElement<HTMLImageElement>(rebuild, 30).src).toBe('https://shop.example/in/a.png')
    await rebuild.send({ op: 'remove', ids: [id(10)] })
    expect(rebuild.node(id(30))).toBeUndefined()
  })

  test('R19 frames whose content is not mirrored say so', async () => {
    await start(html('<iframe></iframe>', [10, 1]), { op: 'progress', done: 1 })
    expect(mustElement<HTMLIFrameElement>(rebuild, 10).contentDocument?.body.textContent).toBe(
      'Content from another site',
    )
  })

  test('R15 a checkbox without a value gets none, whatever is put into it', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), insertHtml('<input type="checkbox">'))
    await rebuild.send({ op: 'insert', parent: id(10), before: null, ids: [20, 1], nodes: ['x'] })
    expect(mustElement(rebuild, 10).hasAttribute('value')).toBe(false)
  })
})

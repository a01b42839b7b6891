import { afterEach, describe, expect, test } from 'vitest'
import { id, insertHtml, mustElement, pageOps, startRebuild, type TestRebuild } from './testing.ts'

/**
 * Forms and documents answer with what is in them before they answer with their own properties: a page can make rebuild
 * look at something else than it means to.
 */
let rebuild: TestRebuild
afterEach(() => rebuild?.destroy())

/** What code that walks and filters trees reads of nodes. */
const READ = [
  'attributes',
  'nodeType',
  'nodeName',
  'localName',
  'namespaceURI',
  'parentNode',
  'parentElement',
  'firstChild',
  'lastChild',
  'nextSibling',
  'previousSibling',
  'childNodes',
  'ownerDocument',
  'shadowRoot',
  'isConnected',
  'constructor',
  'getAttribute',
  'setAttribute',
  'removeAttribute',
  'removeAttributeNode',
  'hasAttribute',
  'append',
  'appendChild',
  'insertBefore',
  'removeChild',
  'remove',
  'replaceWith',
  'replaceChildren',
  'scrollTo',
  'scrollTop',
  'style',
  'content',
]
const READ_OF_DOCUMENTS = [
  'body',
  'head',
  'documentElement',
  'defaultView',
  'adoptedStyleSheets',
  'createElement',
  'createElementNS',
  'createDocumentFragment',
  'querySelectorAll',
  'scrollingElement',
  'addEventListener',
  'open',
  'write',
  'close',
  'compatMode',
  'implementation',
  'importNode',
  'adoptNode',
]

describe('R5 R9 properties that a page has given other meanings', () => {
  test.each(READ)('R9 a form with a field called %s is filtered, followed and left', async (name) => {
    rebuild = startRebuild()
    const form = `<form onsubmit="parent.ran()" action="javascript:1" title="t"><input name="${name}"><b>x</b></form>`
    await rebuild.send(...pageOps(), insertHtml(form), { op: 'progress', done: 1 })
    const read = (of: string) => Element.prototype.getAttribute.call(mustElement(rebuild, 10), of)
    expect([read('onsubmit'), read('action'), read('title')]).toEqual([null, null, 't'])
    // What walks up from within must arrive; what is done to the form must reach the form.
    await rebuild.send({ op: 'focus', id: id(11) })
    await rebuild.send(
      { op: 'attributes', id: id(10), set: { onclick: 'x()', formaction: 'y', class: 'c', title: null } },
      { op: 'scroll', id: id(10), x: 0, y: 5 },
      { op: 'insert', parent: id(10), before: id(12), ids: [20, 2], html: '<i onclick="x()">y</i>' },
      { op: 'remove', ids: [id(12)] },
    )
    rebuild.markHover(rebuild.node(id(20)) ?? null)
    expect([read('onclick'), read('formaction'), read('class'), read('title')]).toEqual([
      null,
      null,
      'c',
      null,
    ])
    expect(rebuild.document?.querySelector('i')?.outerHTML).toBe('<i alongside-hover="">y</i>')
    expect(rebuild.document?.querySelector('b')).toBeNull()
    await rebuild.send({ op: 'remove', ids: [id(10)] })
    expect(rebuild.document?.body.innerHTML).toBe('')
    expect(rebuild.node(id(11))).toBeUndefined()
  })

  test.each(READ_OF_DOCUMENTS)('R5 a document with an image called %s goes on', async (name) => {
    rebuild = startRebuild()
    const bodyOf = (): HTMLElement => Reflect.get(Document.prototype, 'body', rebuild.document)
    await rebuild.send(
      ...pageOps(),
      insertHtml(`<img name="${name}"><form name="${name}"></form><iframe></iframe>`),
      { op: 'progress', done: 1 },
    )
    await rebuild.send(
      { op: 'sheet', key: 'k', css: 'p { color: rgb(1, 2, 3) }', base: 'https://shop.example/' },
      { op: 'sheets', root: id(1), sheets: [{ key: 'k' }] },
      { op: 'insert', parent: id(4), before: null, ids: [20, 2], nodes: [{ e: 'p', k: ['x'] }] },
      { op: 'insert', parent: id(4), before: null, ids: [30, 1], nodes: [{ e: 'div', u: [10, 10] }] },
      { op: 'scroll', id: id(1), x: 0, y: 5 },
    )
    expect(getComputedStyle(mustElement(rebuild, 20)).color).toBe('rgb(1, 2, 3)')
    expect(rebuild.isPaintable).toBe(true)
    // And it can be begun anew.
    await rebuild.send(...pageOps(), insertHtml('<p>new</p>'))
    expect(bodyOf().textContent).toBe('new')
  })
})

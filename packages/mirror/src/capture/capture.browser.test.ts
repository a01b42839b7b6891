import { describe, expect, it } from 'vitest'
import { server } from 'vitest/browser'
import { openPage } from './test-support.ts'

describe('first view', () => {
  it('C1 a page arrives with doctype, comments, texts and attributes', async () => {
    const page = await openPage(
      '<html lang="en"><head><title>Shop</title></head><body class="a"><!-- note --><p id="p">One &amp; two</p> tail</body>',
    )
    const viewer = page.openViewer()
    await viewer.matches()
    expect(viewer.mirror.last.document?.doctype?.name).toBe('html')
    expect(viewer.mirror.last.location?.title).toBe('Shop')
    expect(viewer.sent()).not.toContain('note')
  })

  it('C2 a large page arrives in pieces with placeholders first, and progress ends at 1', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `<li class="r${i}"><b>Row</b> ${i}</li>`).join('')
    const sections = Array.from(
      { length: 20 },
      (_, i) => `<section style="height:300px"><ul>${rows.slice(0, 3000)}</ul>${i}</section>`,
    )
    const page = await openPage(`<body><ul>${rows}</ul>${sections.join('')}</body>`)
    const viewer = page.openViewer()
    await viewer.matches()
    expect(viewer.frames.length).toBeGreaterThan(2)
    expect(viewer.mirror.last.progress?.done).toBe(1)
  })
})

describe('children', () => {
  // WebKit takes a minute to lay the page itself out.
  it.skipIf(server.browser === 'webkit')(
    'C4 a node put into the middle of 50,000 siblings costs one insert',
    async () => {
      const page = await openPage(`<ul>${'<li>x</li>'.repeat(50_000)}</ul>`)
      const viewer = page.openViewer()
      await viewer.settled()
      const before = viewer.mirror.frames.length
      const list = page.document.querySelector('ul')
      const item = page.document.createElement('li')
      item.textContent = 'new'
      list?.insertBefore(item, list.children[25_000] ?? null)
      await viewer.matches()
      const ops = viewer.mirror.frames.slice(before).flatMap((frame) => frame.ops)
      expect(ops.map(({ op }) => op)).toEqual(['insert'])
    },
  )

  it('C5 a removed and reinserted node, and one moved elsewhere, are where they belong', async () => {
    const page = await openPage('<div id=a><p>1</p><p>2</p><p>3</p></div><div id=b></div>')
    const viewer = page.openViewer()
    await viewer.settled()
    const a = page.document.getElementById('a')
    const b = page.document.getElementById('b')
    a?.append(a.firstChild as Node)
    b?.append(a?.firstChild as Node)
    await viewer.matches()
    page.document.body.insertBefore(b as Node, a)
    a?.remove()
    await viewer.matches()
  })
})

describe('what HTML cannot carry', () => {
  const cases: Record<string, (document: Document) => void> = {
    'adjacent and empty texts': (d) => d.body.append('a', 'b', '', d.createElement('i'), ''),
    'nested anchors': (d) => wrap(d, 'a', 'a'),
    'nested forms': (d) => wrap(d, 'form', 'form'),
    'nested buttons': (d) => wrap(d, 'button', 'button'),
    'a block in a paragraph': (d) => wrap(d, 'p', 'div'),
    'a row outside of a table': (d) => wrap(d, 'div', 'tr'),
    'a row directly in a table': (d) => wrap(d, 'table', 'tr'),
    'text in a table': (d) => wrap(d, 'table', 'tbody').append('text'),
    'a line feed at the beginning of pre': (d) => wrap(d, 'div', 'pre').append('\n', 'x'),
    'carriage returns': (d) => wrap(d, 'div', 'p').append('a\r\nb'),
    'a child of br': (d) => wrap(d, 'div', 'br').append('x'),
    'headings in headings': (d) => wrap(d, 'h1', 'h2'),
    'svg parts without svg': (d) => d.body.append(d.createElementNS('http://www.w3.org/2000/svg', 'rect')),
    'html in svg': (d) => wrapSvg(d).append(d.createElement('section')),
    'list items in list items': (d) => wrap(d, 'li', 'li'),
    'very deep trees': (d) => {
      let at: Element = d.body
      for (let i = 0; i < 900; i++) at = at.appendChild(d.createElement('div'))
    },
    'ruby without its parts': (d) => wrap(d, 'ruby', 'rt'),
    'a div in a select': (d) => wrap(d, 'select', 'div'),
    plaintext: (d) => wrap(d, 'div', 'plaintext').append('x'),
  }
  for (const [name, build] of Object.entries(cases))
    it(`C6 ${name} arrive as they are`, async () => {
      const page = await openPage('<body></body>')
      build(page.document)
      const viewer = page.openViewer()
      await viewer.matches()
    })

  function wrap(d: Document, outer: string, inner: string): Element {
    return d.body.appendChild(d.createElement(outer)).appendChild(d.createElement(inner))
  }
  function wrapSvg(d: Document): Element {
    return d.body.appendChild(d.createElementNS('http://www.w3.org/2000/svg', 'svg'))
  }

  it('C7 what a viewer could not parse comes by the exact path, and stays so', async () => {
    const page = await openPage('<div id=x><p>1</p></div>')
    const viewer = page.openViewer()
    await viewer.settled()
    const element = page.document.getElementById('x') as Element
    viewer.stream.repair([page.capture.nodes.id(element) ?? 0])
    await viewer.matches()
    expect(viewer.mirror.last.insert?.nodes).toBeDefined()
    page.document.body.append(element)
    await viewer.matches()
    expect(viewer.mirror.last.insert?.nodes).toBeDefined()
  })
})

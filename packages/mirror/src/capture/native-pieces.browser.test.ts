import { describe, expect, it } from 'vitest'
import type { NodeId } from '../format/index.ts'
import { openPage, type TestPage } from './test-support.ts'

const PAGE =
  '<body><main><section id=one><p id=a>A</p><p id=b>B<i>b</i></p><p id=c>C</p></section>' +
  '<section id=two><p id=d>D</p><p id=e>E</p></section></main></body>'

function find(page: TestPage, id: string): HTMLElement {
  const element = page.document.getElementById(id)
  if (element === null) throw new Error(`There is no ${id}.`)
  return element
}

describe('ids that are given when they are asked for', () => {
  it('C16 are those of the piece as it was sent, whatever the page did to it since', async () => {
    const page = await openPage(PAGE)
    const viewer = page.openViewer()
    await viewer.matches()
    const [one, two] = [find(page, 'one'), find(page, 'two')]
    const [a, b, c, e] = [find(page, 'a'), find(page, 'b'), find(page, 'c'), find(page, 'e')]
    // All in one turn: taken out, moved to and fro, put into something new, and into what is new in that.
    a.remove()
    two.prepend(c)
    one.append(c, page.document.createElement('hr'))
    const box = page.document.createElement('div')
    box.append(e, 'new')
    two.append(box)
    b.querySelector('i')?.replaceWith('x', page.document.createElement('u'))
    await viewer.matches()
    b.title = 'still b'
    c.textContent = 'still c'
    e.title = 'still e'
    await viewer.matches()
    for (const node of [b, c, e, two]) {
      const id = page.capture.nodes.id(node)
      expect(id === undefined ? undefined : page.capture.nodes.node(id)).toBe(node)
    }
    expect(page.capture.nodes.id(a)).toBeUndefined()
  })

  it('C16 may be asked for between a change and its being heard of', async () => {
    const page = await openPage(PAGE)
    const viewer = page.openViewer()
    await viewer.matches()
    find(page, 'a').before(find(page, 'c'), 'first')
    const d = find(page, 'd')
    find(page, 'two').append(find(page, 'b'))
    expect(page.capture.nodes.node(page.capture.nodes.id(d) as NodeId)).toBe(d)
    expect(page.capture.nodes.id(find(page, 'b'))).toBeDefined()
    await viewer.matches()
    find(page, 'b').title = 'b'
    d.title = 'd'
    await viewer.matches()
  })

  it('C5 what viewers have may come to stand in something new, and that in something newer', async () => {
    const page = await openPage(PAGE)
    const viewer = page.openViewer()
    await viewer.matches()
    const outer = page.document.createElement('div')
    const inner = page.document.createElement('div')
    find(page, 'b').replaceWith(outer)
    outer.append(find(page, 'c'), inner)
    inner.append(find(page, 'd'))
    await viewer.matches()
    for (const id of ['c', 'd']) find(page, id).title = id
    await viewer.matches()
  })

  it('C16 are the same for a second viewer', async () => {
    const page = await openPage(PAGE)
    const first = page.openViewer()
    await first.matches()
    const second = page.openViewer()
    await second.matches()
    find(page, 'b').title = 'b'
    find(page, 'e').remove()
    await first.matches()
    await second.matches()
  })

  it('C17 are given up with the piece', async () => {
    const page = await openPage(PAGE)
    const viewer = page.openViewer()
    await viewer.matches()
    const { size } = page.capture.nodes as unknown as { size: number }
    const before = viewer.mirror.frames.length
    find(page, 'one').remove()
    await viewer.matches()
    expect((page.capture.nodes as unknown as { size: number }).size).toBe(size - 9)
    expect(viewer.mirror.frames.length).toBeGreaterThan(before)
  })
})

describe('pieces that are read from their HTML', () => {
  it.each([
    [
      'empty and adjacent texts',
      (p: HTMLElement) => p.append('x', 'y', '', p.ownerDocument.createElement('b')),
    ],
    [
      'elements of drawings outside of one',
      (p: HTMLElement) => p.append(p.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'b')),
    ],
    [
      'elements of HTML named as drawings',
      (p: HTMLElement) => p.append(p.ownerDocument.createElementNS('http://www.w3.org/1999/xhtml', 'svg')),
    ],
    [
      'comments that look like their end',
      (p: HTMLElement) => p.append(p.ownerDocument.createComment('--><b>secret</b><!--')),
    ],
    ['values that look like tags', (p: HTMLElement) => p.setAttribute('title', '"><b>x</b><p a="')],
    ['shadow roots', (p: HTMLElement) => p.attachShadow({ mode: 'open' }).append('in the shadow')],
    ['attributes with capitals', (p: HTMLElement) => p.setAttributeNS(null, 'onClick2', 'x')],
  ])('C6 %s arrive as they are', async (_, change) => {
    const page = await openPage(PAGE)
    change(find(page, 'c'))
    const viewer = page.openViewer()
    await viewer.matches()
    expect(viewer.sent()).not.toContain('secret')
    find(page, 'e').title = 'e'
    await viewer.matches()
  })

  it('C18 our own elements are not in them', async () => {
    const isOwn = (node: Node) => node.nodeName === 'OUR-OWN'
    const page = await openPage('<body><main><p>a<our-own><i>chat</i></our-own></p><b>b</b></main></body>', {
      isOwn,
    })
    const viewer = page.openViewer()
    await viewer.matches()
    expect(viewer.sent()).not.toContain('chat')
  })
})

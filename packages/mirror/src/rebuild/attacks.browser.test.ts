import { afterEach, describe, expect, test } from 'vitest'
import { server } from 'vitest/browser'
import type { ExactNode, Op } from '../format/index.ts'
import { dangerous } from './dangerous.ts'
import { count, id, insertHtml, mustElement, pageOps, startRebuild, type TestRebuild } from './testing.ts'

/**
 * Frames as a hostile page could write them, around capture. Whatever runs reports itself to this window; the control test
 * shows that the same attacks do run in a frame without our care.
 */
declare global {
  var ran: string[] | undefined
}

const report = (name: string) => `parent.ran.push('${name}')`

/** Run by themselves when a browser takes them as they are. */
const SELF_RUNNING: Readonly<Record<string, string>> = {
  script: `<script>${report('script')}</script>`,
  'img onerror': `<img src="data:image/png,x" onerror="${report('img onerror')}">`,
  'svg onload': `<svg onload="${report('svg onload')}"></svg>`,
  'svg script': `<svg><script>${report('svg script')}</script></svg>`,
  srcdoc: `<iframe srcdoc="<script>parent.${report('srcdoc')}</script>"></iframe>`,
  'javascript frame': `<iframe src="javascript:parent.${report('javascript frame')}"></iframe>`,
  'details ontoggle': `<details open ontoggle="${report('details ontoggle')}">x</details>`,
  autofocus: `<input autofocus onfocus="${report('autofocus')}">`,
  object: `<object data="javascript:parent.${report('object')}"></object>`,
  'style onload': `<style onload="${report('style onload')}"></style>`,
  'animate onbegin': `<svg><animate attributeName=x dur=1s onbegin="${report('animate onbegin')}"></animate></svg>`,
}

/** Run when they are used. */
const USED: Readonly<Record<string, string>> = {
  'javascript link': `<a href="javascript:${report('javascript link')}">x</a>`,
  'tabbed link': `<a href="java&#9;script:${report('tabbed link')}">x</a>`,
  'svg link': `<svg><a href="javascript:${report('svg link')}"><text>x</text></a></svg>`,
  'xlink link': `<svg><a xlink:href="javascript:${report('xlink link')}"><text>x</text></a></svg>`,
  'animated link': `<svg><a><animate attributeName="href" values="javascript:${report('animated link')}"/><text>x</text></a></svg>`,
  formaction: `<form><button formaction="javascript:${report('formaction')}">x</button></form>`,
  action: `<form action="javascript:${report('action')}"><button>x</button></form>`,
  onclick: `<b onclick="${report('onclick')}">x</b>`,
  'math link': `<math href="javascript:${report('math link')}"><mi>x</mi></math>`,
}

let rebuild: TestRebuild
afterEach(() => {
  rebuild?.destroy()
  globalThis.ran = undefined
})

/** The same tree by the exact path. */
function exact(node: Node): ExactNode {
  if (node.nodeType === 3) return node.nodeValue ?? ''
  if (!(node instanceof Element)) return { c: '' }
  const a = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]))
  const short = node.namespaceURI?.includes('svg') === true ? { ns: 'svg' } : {}
  return { e: node.localName, ...short, a, k: [...node.childNodes].map(exact) }
}

function insertExact(html: string): Op {
  const template = document.createElement('template')
  template.innerHTML = html
  const nodes = [...template.content.childNodes].map(exact)
  return { op: 'insert', parent: id(4), before: null, ids: [10, count(html)], nodes }
}

function useEverything(document: Document): void {
  for (const element of document.querySelectorAll<HTMLElement>('*')) {
    for (const type of ['click', 'focus', 'load', 'error', 'toggle', 'mouseover'])
      element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
    element.click?.()
    if (element instanceof HTMLFormElement) element.requestSubmit()
  }
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 150))

test('control: in a frame without our care the attacks run', async () => {
  globalThis.ran = []
  const frame = document.body.appendChild(document.createElement('iframe'))
  frame.contentDocument?.write(Object.values({ ...SELF_RUNNING, ...USED }).join(''))
  frame.contentDocument?.close()
  await aWhile()
  if (frame.contentDocument !== null) useEverything(frame.contentDocument)
  await aWhile()
  frame.remove()
  const expected = [
    'script',
    'img onerror',
    'svg onload',
    'svg script',
    'srcdoc',
    'javascript frame',
    'onclick',
  ]
  expect(globalThis.ran).toEqual(expect.arrayContaining(expected))
  expect(globalThis.ran).toEqual(expect.arrayContaining(['javascript link', 'tabbed link', 'svg link']))
})

describe.each([
  ['as HTML', insertHtml],
  ['by the exact path', insertExact],
] as const)('R7 hostile trees %s', (_title, insert) => {
  test.each(Object.entries({ ...SELF_RUNNING, ...USED }))(
    'R7 %s does not run and does not navigate',
    async (_name, html) => {
      globalThis.ran = []
      rebuild = startRebuild()
      await rebuild.send(...pageOps(), insert(html), { op: 'progress', done: 1 })
      const before = rebuild.frame.contentWindow?.location.href
      if (rebuild.document !== null) useEverything(rebuild.document)
      await aWhile()
      expect(globalThis.ran).toEqual([])
      expect(rebuild.frame.contentWindow?.location.href).toBe(before)
      expect(rebuild.seen.repairs).toEqual([])
      // Ids do not shift: the last node is there.
      expect(rebuild.node(id(10 + count(html) - 1))).toBeDefined()
      expect(dangerous(rebuild.document)).toEqual([])
    },
  )
})

describe('R8 to R12 by later ops', () => {
  test('R9 attributes that are set later are checked as well', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), insertHtml('<a>x</a><img><iframe></iframe><svg><a></a></svg>'))
    const set = {
      href: 'javascript:1',
      'xlink:href': 'javascript:1',
      onclick: 'x()',
      OnClick: 'x()',
      srcdoc: '<script>',
      src: 'javascript:1',
      style: 'background:url(javascript:1)',
      sandbox: 'allow-scripts allow-same-origin',
      action: 'javascript:1',
      target: '_top',
      'alongside-focus': '',
    }
    for (const n of [10, 12, 13, 15]) await rebuild.send({ op: 'attributes', id: id(n), set })
    expect(dangerous(rebuild.document)).toEqual([])
    expect(mustElement(rebuild, 13).getAttribute('sandbox')).toBe('allow-same-origin')
    expect(mustElement(rebuild, 10).getAttribute('href')).toBe('about:invalid')
    expect(mustElement(rebuild, 10).hasAttribute('alongside-focus')).toBe(false)
    await rebuild.send({ op: 'attributes', id: id(13), set: { sandbox: null } })
    expect(mustElement(rebuild, 13).getAttribute('sandbox')).toBe('allow-same-origin')
  })

  test('R7 what is put into a refused element later is refused too', async () => {
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), insertHtml('<script></script>'), {
      op: 'insert',
      parent: id(10),
      before: null,
      ids: [20, 2],
      nodes: [{ e: 'img', a: { src: 'https://tracker.example/' } }, 'secret'],
    })
    expect(rebuild.document?.querySelector('img')).toBeNull()
    expect(rebuild.document?.body.textContent).toBe('')
    await rebuild.send({ op: 'text', id: id(21), data: 'later' })
    expect(rebuild.document?.body.textContent).toBe('')
  })

  test('R10 base, meta and link have no effect', async () => {
    rebuild = startRebuild()
    const html =
      '<base href="https://evil.example/" target=_top><meta http-equiv=refresh content="0;url=https://evil.example/">' +
      '<meta name=referrer content=unsafe-url><link rel=stylesheet href="https://evil.example/x.css">'
    await rebuild.send(...pageOps(), insertHtml(html))
    expect(rebuild.document?.body.innerHTML).toBe(
      '<base><meta content="0;url=https://evil.example/"><meta content="unsafe-url"><link>',
    )
  })

  test('R9 names that this browser gives no meaning stay, for style sheets to select by', async () => {
    rebuild = startRebuild()
    await rebuild.send(
      ...pageOps(),
      insertHtml(
        '<div data-a="1" ng-hide aria-label="x" fancy nonce="n" accesskey="s"></div><my-box variant="a"></my-box>',
      ),
    )
    expect(rebuild.document?.body.innerHTML).toBe(
      '<div data-a="1" ng-hide="" aria-label="x" fancy="" alongside-was-accesskey="s"></div><my-box variant="a"></my-box>',
    )
  })

  test('R10 animations cannot give an address, under whatever prefix', async () => {
    rebuild = startRebuild()
    const evil = 'javascript:parent.ran.push(1)'
    const animate = (a: Record<string, string>): ExactNode => ({
      e: 'animate',
      ns: 'svg',
      a: { dur: '1s', ...a },
    })
    const nodes: ExactNode[] = [
      animate({ 'xmlns:foo': 'http://www.w3.org/1999/xlink', attributeName: 'foo:href', to: evil }),
      animate({ attributeName: 'HREF', values: `#;${evil}` }),
      animate({ attributeName: 'fill', to: 'url(x.svg#y)', values: 'url(#y);red' }),
      animate({ attributeName: 'x', values: 'javasc\tript:alert(1);2' }),
      animate({ attributeName: 'opacity', values: '0;.5;1' }),
    ]
    await rebuild.send(...pageOps(), { op: 'insert', parent: id(4), before: null, ids: [10, 5], nodes })
    const read = (n: number) =>
      ['attributeName', 'to', 'values'].map((name) => mustElement(rebuild, n).getAttribute(name))
    expect(read(10)).toEqual([null, null, null])
    expect(read(11)).toEqual([null, null, null])
    expect(read(12)).toEqual(['fill', 'url("about:invalid")', 'url("#y");red'])
    expect(read(13)).toEqual(['x', null, null])
    expect(read(14)).toEqual(['opacity', null, '0;.5;1'])
  })

  test('R11 addresses are resolved against the page’s base', async () => {
    rebuild = startRebuild()
    await rebuild.send(
      ...pageOps({ base: 'https://shop.example/a/b' }),
      insertHtml(
        '<a href="c"></a><img srcset="d 2x"><p style="background:url(e)"></p><svg><use href="#f"></use></svg>',
      ),
    )
    const [link, image, text] = rebuild.document?.body.children ?? []
    expect(link?.getAttribute('href')).toBe('c')
    expect(image?.getAttribute('srcset')).toBe('https://shop.example/a/d 2x')
    expect(text?.getAttribute('style')).toContain('https://shop.example/a/e')
    expect(rebuild.document?.querySelector('use')?.getAttribute('href')).toBe('#f')
  })

  // WebKit calls no listeners in a document without scripts: there only the viewer's overlay stands before it.
  test.skipIf(server.browser === 'webkit')(
    'R3 a click on a link of the mirror does not navigate the frame',
    async () => {
      rebuild = startRebuild()
      await rebuild.send(...pageOps(), insertHtml('<a href="#there">x</a>'))
      const before = rebuild.frame.contentWindow?.location.href
      mustElement(rebuild, 10).click()
      expect(rebuild.frame.contentWindow?.location.href).toBe(before)
    },
  )

  test('R7 custom elements of the agent’s page do not come to life', async () => {
    let made = 0
    if (customElements.get('made-here') === undefined)
      customElements.define(
        'made-here',
        class extends HTMLElement {
          constructor() {
            super()
            made++
          }
        },
      )
    document.body.append(document.createElement('made-here'))
    expect(made).toBe(1)
    rebuild = startRebuild()
    await rebuild.send(...pageOps(), insertHtml('<made-here></made-here>'))
    await rebuild.send({
      op: 'insert',
      parent: id(4),
      before: null,
      ids: [20, 1],
      nodes: [{ e: 'made-here' }],
    })
    expect(made).toBe(1)
    document.querySelector('made-here')?.remove()
  })
})

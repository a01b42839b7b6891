import { describe, expect, it } from 'vitest'
import { openPage, type TestPage, type TestViewer } from './test-support.ts'

const SECRET = 'CANARY7341'
const RULES = { mask: [], block: [], maskAll: true }

async function open(html: string, rules: object = {}): Promise<{ page: TestPage; viewer: TestViewer }> {
  const page = await openPage(html, { masking: { ...RULES, ...rules } })
  const viewer = page.openViewer()
  await viewer.settled()
  return { page, viewer }
}

const all = (viewer: TestViewer) => viewer.sent() + [...viewer.mirror.sheets.values()].join('')

const WAYS: Readonly<Record<string, string>> = {
  text: SECRET,
  title: `<i title="${SECRET}" data-x="${SECRET}" aria-label="${SECRET}" custom="${SECRET}" lang="${SECRET}">x</i>`,
  state: `<i data-state="${SECRET}" aria-expanded="${SECRET}">x</i>`,
  fields: `<input value="${SECRET}" placeholder="${SECRET}"><textarea>${SECRET}</textarea>`,
  buttons: `<input type=submit value="${SECRET}"><button value="${SECRET}">${SECRET}</button>`,
  choice: `<select><option value="${SECRET}" label="${SECRET}" selected>${SECRET}</select>`,
  pictures: `<img alt="${SECRET}" src="/${SECRET}" srcset="/${SECRET} 2x"><picture><source srcset="/${SECRET}"><img></picture><video poster="/${SECRET}"></video>`,
  links: `<a href="/p?n=${SECRET}">x</a><form action="/${SECRET}"></form>`,
  style: `<i style="background:url(/${SECRET});--x:'${SECRET}'">x</i>`,
  drawing: `<svg><title>${SECRET}</title><text>${SECRET}</text><image href="/${SECRET}"/><use href="/x.svg#${SECRET}"/><g data-x="${SECRET}" fill="url(/${SECRET})"/></svg>`,
  frame: `<iframe srcdoc="<p title=${SECRET}>${SECRET}</p>"></iframe>`,
  shadow: `<div><template shadowrootmode=open><p title=${SECRET}>${SECRET}</p></template></div>`,
  editable: `<div contenteditable>${SECRET}</div>`,
  list: `<datalist><option value="${SECRET}"></datalist><details><summary>${SECRET}</summary></details>`,
}

describe('a page that is private by default', () => {
  for (const [way, html] of Object.entries(WAYS))
    it(`K14 nothing leaves by ${way}, at first sight or later`, async () => {
      const { page, viewer } = await open(
        `<head><title>${SECRET}</title></head><body><p>x</p><div id=late></div>${html}`,
      )
      const late = page.document.getElementById('late') as HTMLElement
      late.innerHTML = html
      await viewer.settled()
      for (const element of late.querySelectorAll('*'))
        for (const name of ['title', 'alt', 'placeholder', 'value', 'aria-label', 'data-state', 'data-x'])
          element.setAttribute(name, SECRET)
      for (const field of late.querySelectorAll('input,textarea')) (field as HTMLInputElement).value = SECRET
      late.append(SECRET)
      page.document.title = `${SECRET}2`
      await viewer.settled()
      expect(all(viewer)).not.toContain(SECRET)
      expect(page.failures).toEqual([])
    })

  it('K14 the page stays alive: style sheets, classes, states, scrolling, focus and frames are told', async () => {
    const { page, viewer } = await open(
      '<head><style>.menu{color:red}</style></head><body><div id=menu class=menu data-state=closed><button aria-expanded=false>Open</button></div><div id=box style="height:20px;overflow:auto"><p style="height:300px">x</p></div><iframe srcdoc="<b>inner</b>"></iframe>',
    )
    expect([...viewer.mirror.sheets.values()].join('')).toContain('.menu')
    const menu = page.document.getElementById('menu') as HTMLElement
    const button = page.document.querySelector('button') as HTMLElement
    const box = page.document.getElementById('box') as HTMLElement
    const inner = page.document.querySelector('iframe')?.contentDocument?.querySelector('b') as HTMLElement
    menu.className = 'menu open'
    menu.dataset['state'] = 'open'
    button.setAttribute('aria-expanded', 'true')
    button.focus()
    box.scrollTop = 50
    await expect.poll(() => viewer.sent()).toContain('"op":"scroll"')
    await viewer.settled()
    const mirrored = (node: Node) => viewer.mirror.node(page.capture.nodes.id(node) ?? 0) as Element
    expect(mirrored(menu).getAttribute('class')).toBe('menu open')
    expect(mirrored(menu).getAttribute('data-state')).toBe('open')
    expect(mirrored(button).getAttribute('aria-expanded')).toBe('true')
    expect(viewer.mirror.last.focus?.id).toBe(page.capture.nodes.id(button))
    expect(mirrored(inner).textContent).toMatch(/^•+$/)
    expect(page.capture.isMasked(button)).toBe(false)
  })

  it('K14 fields may not be operated, buttons may, and no text be quoted', async () => {
    const { page } = await open(
      '<body><input id=a><input type=checkbox id=b><select id=c></select><textarea id=d></textarea><p contenteditable id=e>x</p><input type=submit id=f><button id=g>x</button>',
    )
    const masked = (id: string) => page.capture.isMasked(page.document.getElementById(id) as Element)
    expect('abcde'.split('').filter(masked)).toEqual('abcde'.split(''))
    expect('fg'.split('').filter(masked)).toEqual([])
    const text = page.document.getElementById('g')?.firstChild as Text
    expect(page.capture.isMasked(text)).toBe(true)
  })

  it('K14 marks and rules allow; marks and rules for masking count inside of what is allowed', async () => {
    const { page, viewer } = await open(
      `<body><h1>shown1</h1><nav><a href="/shown2">shown3</a><b class=rr-mask>${SECRET}</b></nav><p data-alongside=allow>shown4 <input value=shown5><img alt=shown6></p><div class=never>${SECRET}</div><div data-alongside=block><h1>${SECRET}</h1></div>`,
      { allow: ['h1', 'nav', '.never'], mask: ['.never'] },
    )
    for (const n of [1, 2, 3, 4, 5, 6]) expect(all(viewer), `shown${n}`).toContain(`shown${n}`)
    expect(all(viewer)).not.toContain(SECRET)
    expect(page.capture.isMasked(page.document.querySelector('p input') as Element)).toBe(false)
  })

  it('K14 an allow of the server does not open what is found to be secret', async () => {
    const { viewer } = await open(
      `<body><form><input name=cardNumber value="${SECRET}"><input type=password value="${SECRET}"><input name=city value=shown></form>`,
      { allow: ['form', 'input'] },
    )
    expect(all(viewer)).not.toContain(SECRET)
    expect(all(viewer)).toContain('shown')
  })

  it('K14 selections within it are not told', async () => {
    const { page, viewer } = await open('<body><p>Some text</p>')
    page.document.getSelection()?.selectAllChildren(page.document.querySelector('p') as Element)
    await viewer.settled()
    expect(viewer.mirror.last.selection?.selection ?? null).toBeNull()
  })

  it('K7 it is switched on and off while somebody watches', async () => {
    const { page, viewer } = await open(
      `<head><title>Title</title></head><body><p>words</p><input value=words>`,
      {
        maskAll: false,
      },
    )
    const p = page.document.querySelector('p') as Element
    const shown = () => viewer.mirror.node(page.capture.nodes.id(p) ?? 0).textContent
    expect(shown()).toBe('words')
    page.capture.setMasking(RULES)
    await viewer.settled()
    expect(shown()).toMatch(/^•+$/)
    expect(viewer.mirror.last.location?.title).toMatch(/^•+$/)
    const before = viewer.mirror.frames.length
    p.textContent = SECRET
    await viewer.settled()
    expect(JSON.stringify(viewer.mirror.frames.slice(before))).not.toContain(SECRET)
    page.capture.setMasking({ mask: [], block: [] })
    await viewer.settled()
    expect(shown()).toBe(SECRET)
    await viewer.matches()
  })

  it('K5 other vendors’ marks are switched off and on', async () => {
    const { page, viewer } = await open(
      '<body><p class=rr-mask>words</p><p class=alongside-mask>sesame</p>',
      {
        maskAll: false,
        otherMarks: false,
      },
    )
    expect(all(viewer)).toContain('words')
    expect(all(viewer)).not.toContain('sesame')
    page.capture.setMasking({ mask: [], block: [] })
    await viewer.settled()
    const p = page.document.querySelector('p') as Element
    expect(viewer.mirror.node(page.capture.nodes.id(p) ?? 0).textContent).toMatch(/^•+$/)
  })
})

describe('rules of certain pages', () => {
  it('K7 hold as soon as the page goes to their address without loading', async () => {
    const page = await openPage('<body><p class=total>12.00</p><b>shown</b>', {
      before: (window) => window.history.replaceState(null, '', `${location.origin}/cart`),
      masking: {
        mask: [],
        block: [],
        pages: [
          { url: '/account/*', mask: ['.total'], block: [] },
          { url: '/secret', mask: [], block: [], maskAll: true },
        ],
      },
      src: '/@vite/client',
    })
    const viewer = page.openViewer()
    await viewer.settled()
    const text = (selector: string) => {
      const element = page.document.querySelector(selector) as Element
      return viewer.mirror.node(page.capture.nodes.id(element) ?? 0).textContent
    }
    expect(text('.total')).toBe('12.00')
    page.window.history.pushState(null, '', '/account/orders')
    ;(page.document.querySelector('.total') as Element).textContent = SECRET
    await viewer.settled()
    expect(text('.total')).toMatch(/^[• ]+$/)
    expect(text('b')).toBe('shown')
    page.window.history.pushState(null, '', '/secret')
    await viewer.settled()
    expect(text('b')).toMatch(/^•+$/)
    page.window.history.pushState(null, '', '/cart')
    await viewer.settled()
    expect(text('b')).toBe('shown')
    expect(text('.total')).toBe(SECRET)
  })
})

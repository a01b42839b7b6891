import { describe, expect, it } from 'vitest'
import { openPage, type TestPage } from './test-support.ts'

const idOf = (page: TestPage, selector: string) =>
  page.capture.nodes.id(page.document.querySelector(selector) as Element) ?? 0

describe('form state', () => {
  it('C8 what fields show beyond their attributes arrives with them, and as it changes', async () => {
    const page = await openPage(
      '<body><input id=t value=a><input type=checkbox id=c><textarea id=x>a</textarea><select id=s multiple><option>1<option selected>2<option>3</select><input type=radio name=r id=r1 checked><input type=radio name=r id=r2><input type=file id=f><form id=form><input id=in value=start></form></body>',
    )
    const get = (id: string) => page.document.getElementById(id) as HTMLInputElement
    get('t').value = 'typed'
    const select = page.document.getElementById('s') as HTMLSelectElement
    ;(select.options[0] as HTMLOptionElement).selected = true
    const viewer = page.openViewer()
    await viewer.settled()
    const state = (id: string) => viewer.mirror.states.get(idOf(page, `#${id}`))
    expect(state('t')).toMatchObject({ value: 'typed' })
    expect(state('s')).toMatchObject({ selected: [0, 1] })
    expect(state('x')).toBeUndefined()
    get('c').checked = true
    get('c').indeterminate = true
    get('x').value = 'text'
    get('r2').click()
    get('in').value = 'other'
    await viewer.settled()
    expect(state('c')).toMatchObject({ checked: true, indeterminate: true })
    expect(state('x')).toMatchObject({ value: 'text' })
    expect(state('r2')).toMatchObject({ checked: true })
    expect(state('r1')).toMatchObject({ checked: false })
    ;(page.document.getElementById('form') as HTMLFormElement).reset()
    await expect.poll(() => state('in')).toMatchObject({ value: 'start' })
    select.selectedIndex = 2
    await viewer.settled()
    expect(state('s')).toMatchObject({ selected: [2] })
    get('t').value = 'a'
    await viewer.settled()
    expect(state('t')).toMatchObject({ value: 'a' })
  })

  it('C8 own properties and names that shadow the DOM do no harm', async () => {
    const page = await openPage(
      '<body><form id=f><input name=firstChild><input name=nodeType><input name=attributes><input name=parentNode><p>in</p></form><input id=i></body>',
    )
    const input = page.document.getElementById('i') as HTMLInputElement
    Object.defineProperty(input, 'value', { get: () => 'fake', set() {} })
    const viewer = page.openViewer()
    await viewer.matches()
    page.document.getElementById('f')?.append('more')
    await viewer.matches()
    expect(viewer.sent()).not.toContain('fake')
  })
})

describe('shadow roots and frames', () => {
  it('C9 open shadow roots, also nested and later ones, with slots and their own styles', async () => {
    const page = await openPage('<body><div id=a><i slot=s>slotted</i></div><div id=b></div></body>')
    const a = page.document.getElementById('a') as Element
    const root = a.attachShadow({ mode: 'open' })
    root.innerHTML = '<style>p{color:red}</style><slot name=s></slot><section></section>'
    root.querySelector('section')?.attachShadow({ mode: 'open' }).append('deep')
    const viewer = page.openViewer()
    await viewer.matches()
    const late = page.document.getElementById('b')?.attachShadow({ mode: 'open' })
    await viewer.settled()
    late?.append('late')
    await viewer.matches()
    expect([...viewer.mirror.sheets.values()].join('')).toContain('color: red')
  })

  it('C10 same-origin frames, nested and filled by script, and their navigation', async () => {
    const page = await openPage(
      '<body><iframe id=a srcdoc="<p>one</p><iframe srcdoc=two></iframe>"></iframe><iframe id=b></iframe></body>',
    )
    const viewer = page.openViewer()
    await viewer.settled()
    const frame = (id: string) => page.document.getElementById(id) as HTMLIFrameElement
    frame('b').contentDocument?.body.append('written')
    await viewer.matches()
    frame('a').srcdoc = '<b>three</b>'
    await expect.poll(() => viewer.sent().includes('three')).toBe(true)
    await viewer.matches()
    const inner = frame('b').contentDocument
    inner?.open()
    inner?.write('<!DOCTYPE html><input id=q>')
    inner?.close()
    await viewer.matches()
    const field = inner?.getElementById('q') as HTMLInputElement
    field.value = 'typed'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await viewer.settled()
    expect(viewer.mirror.last.state?.value).toBe('typed')
    frame('a').remove()
    await viewer.matches()
  })
})

describe('positions', () => {
  it('C14 scrolling, focus, selection, viewport, address and title', async () => {
    const page = await openPage(
      '<body><div id=box style="height:50px;overflow:auto"><div style="height:900px">tall</div></div><input id=f value=hello><p id=p>text</p><div style="height:3000px"></div></body>',
    )
    ;(page.document.getElementById('box') as Element).scrollTop = 40
    const viewer = page.openViewer()
    await viewer.settled()
    expect(viewer.mirror.scrolls.get(idOf(page, '#box'))).toEqual({ x: 0, y: 40 })
    expect(viewer.mirror.last.viewport).toMatchObject({ width: 800, height: 600 })
    page.window.scrollTo(0, 500)
    await expect.poll(() => viewer.mirror.scrolls.get(viewer.mirror.top)).toEqual({ x: 0, y: 500 })
    const field = page.document.getElementById('f') as HTMLInputElement
    field.focus()
    field.setSelectionRange(1, 4)
    await expect.poll(() => viewer.mirror.last.focus?.id).toBe(idOf(page, '#f'))
    await expect
      .poll(() => viewer.mirror.last.selection?.selection)
      .toEqual({ kind: 'field', id: idOf(page, '#f'), start: 1, end: 4 })
    field.blur()
    page.document.getSelection()?.selectAllChildren(page.document.getElementById('p') as Node)
    await expect.poll(() => viewer.mirror.last.selection?.selection?.kind).toBe('range')
    page.document.title = 'New'
    await expect.poll(() => viewer.mirror.last.location?.title).toBe('New')
  })

  it('C14 a selection is told once, and again when what it is in has come anew', async () => {
    const page = await openPage('<body><div id=box><input id=f value=hello></div></body>')
    const viewer = page.openViewer()
    await viewer.settled()
    const field = page.document.getElementById('f') as HTMLInputElement
    field.focus()
    field.setSelectionRange(1, 4)
    const told = () =>
      viewer.mirror.frames
        .flatMap(({ ops }) => ops)
        .filter((op) => op.op === 'selection' && op.selection?.kind === 'field' && op.selection.start === 1)
    await expect.poll(told).toHaveLength(1)
    for (const type of ['keyup', 'select', 'pointerup'])
      field.dispatchEvent(new Event(type, { bubbles: true }))
    page.document.title = 'later'
    await expect.poll(() => viewer.mirror.last.location?.title).toBe('later')
    expect(told()).toHaveLength(1)
    page.document.getElementById('box')?.prepend(field)
    field.focus()
    field.setSelectionRange(1, 4)
    field.dispatchEvent(new Event('select', { bubbles: true }))
    await expect.poll(told).toHaveLength(2)
  })
})

describe('streams', () => {
  it('C15 with a full window changes merge: one state of a node, however often it changed', async () => {
    const page = await openPage('<body><p id=p>0</p></body>')
    const viewer = page.openViewer({ acknowledges: false })
    await expect.poll(() => viewer.mirror.last.progress?.done).toBe(1)
    const text = page.document.getElementById('p')?.firstChild as Text
    for (let i = 1; i <= 200; i++) {
      text.data = `${i}`
      await new Promise((resolve) => page.window.requestAnimationFrame(resolve))
      if (i < 60) continue
      break
    }
    const unacknowledged = viewer.frames.length
    expect(unacknowledged).toBeLessThan(12)
    for (let i = 0; i < 500; i++) text.data = `later ${i}`
    viewer.acknowledgeAll()
    await expect.poll(() => viewer.sent()).toContain('later 499')
    expect(viewer.frames.length).toBe(unacknowledged + 1)
  })

  it('C16 a late viewer gets the same page under the same ids, and versions rise over all streams', async () => {
    const page = await openPage(`<body>${'<p><b>x</b>y</p>'.repeat(500)}</body>`)
    const first = page.openViewer()
    await first.matches()
    page.document.body.prepend('changed')
    const late = page.openViewer()
    await late.matches()
    await first.matches()
    const p = page.document.querySelector('p') as Node
    const id = page.capture.nodes.id(p) ?? 0
    expect(late.mirror.node(id).nodeName).toBe('P')
    expect(page.capture.nodes.node(page.capture.nodes.id(p) as never)).toBe(p)
    const versions = [...first.mirror.frames, ...late.mirror.frames].map(({ version }) => version)
    expect(new Set(versions).size).toBe(versions.length)
    expect(page.capture.version).toBe(Math.max(...versions))
    late.stream.close()
    page.document.body.append('more')
    await first.matches()
  })

  it('C17 ids of nodes that left the page are given up', async () => {
    const page = await openPage('<body><div id=d></div></body>')
    const viewer = page.openViewer()
    const box = page.document.getElementById('d') as Element
    const seen: Node[] = []
    for (let i = 0; i < 20; i++) {
      box.innerHTML = `<p><b>${i}</b></p>`
      if (box.firstChild !== null) seen.push(box.firstChild)
      await viewer.matches()
    }
    expect(seen.map((node) => page.capture.nodes.id(node) !== undefined)).toEqual([
      ...Array<boolean>(19).fill(false),
      true,
    ])
    expect(viewer.mirror.nodes.size).toBeLessThan(15)
  })
})

describe('manners', () => {
  it('C18 nodes of our own are not there', async () => {
    const isOwn = (node: Node) => node.nodeType === 1 && (node as Element).id === 'own'
    const page = await openPage('<body><p>a</p><div id=own><i>chat</i></div>tail</body>', { isOwn })
    const viewer = page.openViewer()
    await viewer.matches()
    const own = page.document.getElementById('own') as Element
    own.innerHTML = '<u>message</u>'
    own.before('before')
    own.after('after')
    page.document.body.prepend(own)
    await viewer.matches()
    expect(viewer.sent()).not.toMatch(/chat|message/)
  })

  it('C19 pages that patched builtins are mirrored all the same', async () => {
    const page = await openPage('<body><p>a</p></body>', {
      before: (window) => {
        const broken = () => {
          throw new Error('broken by the page')
        }
        Object.assign(window.Array, { from: broken })
        Object.assign(window.JSON, { stringify: broken, parse: broken })
        Object.assign(window.Array.prototype, { toJSON: broken })
        Object.assign(window.Object.prototype, { toJSON: broken })
        window.Element.prototype.remove = broken
        window.Node.prototype.appendChild = broken
        window.document.createElement = broken
      },
    })
    const viewer = page.openViewer()
    await viewer.matches()
    page.document.body.append('b')
    await viewer.matches()
  })

  it('C19 readers of the page that it has patched before are not asked', async () => {
    const page = await openPage('<body><p>a<b>b</b></p></body>', {
      before: (window) => {
        const text = Object.getOwnPropertyDescriptor(window.Node.prototype, 'textContent')
        Object.defineProperty(window.Node.prototype, 'firstChild', { get: () => null, configurable: true })
        Object.defineProperty(window.CharacterData.prototype, 'data', { ...text, get: () => 'patched' })
        window.Document.prototype.importNode = () => {
          throw new Error('no copies')
        }
        window.Element.prototype.getAttribute = () => 'patched'
      },
    })
    const viewer = page.openViewer()
    await viewer.settled()
    expect(viewer.sent()).toContain('<p>a<b>b</b></p>')
    expect(viewer.sent()).not.toContain('patched')
    expect(page.document.querySelector('iframe')).toBe(null)
    const view = page.document.defaultView as Window & typeof globalThis
    expect(page.document.querySelector('b')).toBeInstanceOf(view.HTMLElement)
  })

  it('C20 a failure stops capture, is reported once, and leaves the page as it was', async () => {
    let breaks = false
    const isOwn = () => {
      if (breaks) throw new Error('from isOwn')
      return false
    }
    const page = await openPage('<body><p id=p>a</p></body>', { isOwn })
    const viewer = page.openViewer()
    await viewer.settled()
    breaks = true
    page.document.body.append('b')
    await expect.poll(() => page.failures.length).toBe(1)
    page.document.body.append('c')
    page.document.getElementById('p')?.click()
    expect(page.failures.splice(0)).toHaveLength(1)
    expect(page.document.body.textContent).toBe('abc')
  })

  it('C21 stopping gives patched functions back, and they look untouched before', async () => {
    const page = await openPage('<body></body>')
    const read = () => {
      const attach: unknown = page.window.Element.prototype['attachShadow' as never]
      const setter = Object.getOwnPropertyDescriptor(page.window.HTMLInputElement.prototype, 'value')
      return { attach, set: setter?.['set' as never] as unknown }
    }
    const patched = read()
    expect((patched.attach as () => void).name).toBe('attachShadow')
    expect(String(patched.attach)).toContain('native code')
    page.capture.stop()
    expect(read().attach).not.toBe(patched.attach)
    expect(read().set).not.toBe(patched.set)
  })
})

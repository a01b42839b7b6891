import { describe, expect, test } from 'vitest'
import { DONE, eachPage, record, show } from './testing.ts'

const page = eachPage()

const POINTER = ['pointerdown', 'mousedown', 'focus', 'pointerup', 'mouseup', 'click', 'dblclick']

describe('click', () => {
  test('X10: sends the whole sequence in order, with focus between press and release', async () => {
    const find = show('<button>Go</button>')
    const button = find('button')
    const heard = record(button, 'pointerover', 'pointerenter', 'mouseover', 'pointermove', ...POINTER)
    expect(await page.click(button)).toMatchObject(DONE)
    expect(heard).toEqual([
      'pointerover',
      'pointerenter',
      'mouseover',
      'pointermove',
      'pointerdown',
      'mousedown',
      'focus',
      'pointerup',
      'mouseup',
      'click',
    ])
  })

  test('X10: what a page sets up in the task after the press hears the release', async () => {
    const find = show('<button>Go</button>')
    const heard: string[] = []
    find('button').addEventListener('pointerdown', () => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () =>
        document.addEventListener('pointerup', () => heard.push('pointerup'), { once: true })
      port2.postMessage(null)
    })
    await page.click(find('button'))
    expect(heard).toEqual(['pointerup'])
  })

  test('X10: the pointer is a mouse at the point of the element that the viewer meant', async () => {
    const find = show(
      '<button style="position:absolute;left:100px;top:50px;width:200px;height:40px">Go</button>',
    )
    let event: PointerEvent | undefined
    find('button').addEventListener('pointerdown', (heard) => (event = heard))
    await page.click(find('button'), { x: 0.25, y: 0.5, modifiers: { shift: true } })
    expect(event).toBeInstanceOf(PointerEvent)
    expect(event).toMatchObject({
      pointerType: 'mouse',
      button: 0,
      buttons: 1,
      isPrimary: true,
      shiftKey: true,
    })
    expect([event?.clientX, event?.clientY]).toEqual([150, 70])
  })

  test('X11: hits the deepest element at the point, also inside of shadow roots', async () => {
    const find = show('<div id="host" style="width:100px;height:30px"></div>')
    const root = find('#host').attachShadow({ mode: 'open' })
    root.innerHTML = '<button style="width:100px;height:30px"><span>Inner</span></button>'
    const targets: (EventTarget | undefined)[] = []
    window.addEventListener('click', (event) => targets.push(event.composedPath()[0]), { once: true })
    await page.click(find('#host'), { x: 0.5, y: 0.5 })
    expect(root.contains(targets[0] as Node)).toBe(true)
    expect(root.activeElement).toBe(root.querySelector('button'))
  })

  test('X11: hits the element itself where something else covers it', async () => {
    const find = show(
      '<button style="position:absolute;left:0;top:0;width:99px;height:30px">Go</button><div id="cover" style="position:absolute;inset:0"></div>',
    )
    const [covered, cover] = [record(find('button'), 'click'), record(find('#cover'), 'click')]
    await page.click(find('button'))
    expect([covered, cover]).toEqual([['click'], []])
  })

  test('X12: a box changes once, a label passes it on, a radio moves the choice', async () => {
    const find = show(
      '<input type="checkbox" id="a"><label for="b">B</label><input type="checkbox" id="b"><input type="radio" name="r" id="c" checked><input type="radio" name="r" id="d">',
    )
    const heard = record(find('#a'), 'click', 'input', 'change')
    await page.click(find('#a'))
    await page.click(find('label'))
    await page.click(find('#d'))
    expect(heard).toEqual(['click', 'input', 'change'])
    expect(Array.from(document.querySelectorAll('input'), (input) => input.checked)).toEqual([
      true,
      true,
      false,
      true,
    ])
  })

  test('X12: links, summaries and submit buttons do what they do', async () => {
    const find = show(
      '<a href="#there">Link</a><details><summary>More</summary>x</details><form><button>Send</button></form>',
    )
    let submits = 0
    find('form').addEventListener('submit', (event) => {
      event.preventDefault()
      submits++
    })
    await page.click(find('a'))
    await page.click(find('summary'))
    await page.click(find('form button'))
    expect(location.hash).toBe('#there')
    expect(find<HTMLDetailsElement>('details').open).toBe(true)
    expect(submits).toBe(1)
    history.replaceState(null, '', location.pathname + location.search)
  })

  test('X13: a double click is two clicks and a dblclick', async () => {
    const find = show('<p>word</p>')
    const details: [string, number][] = []
    for (const type of ['click', 'dblclick'] as const)
      find('p').addEventListener(type, (event) => details.push([type, event.detail]))
    await page.click(find('p'), { count: 2 })
    expect(details).toEqual([
      ['click', 1],
      ['click', 2],
      ['dblclick', 2],
    ])
  })

  test.each([
    ['of the same viewer', { by: 'Agent' }, 0, ['click 1', 'click 2', 'dblclick 2']],
    ['with a move between', { by: 'Agent' }, 'hover', ['click 1', 'click 2', 'dblclick 2']],
    ['of another viewer', { by: 'Other' }, 0, ['click 1', 'click 1', 'click 2', 'dblclick 2']],
    ['with a key between', { by: 'Agent' }, 'key', ['click 1', 'click 1', 'click 2', 'dblclick 2']],
  ] as const)('X13: a double click after a click %s', async (_title, sent, between, expected) => {
    const find = show('<p>word</p>')
    const on = find('p')
    const heard: string[] = []
    for (const type of ['click', 'dblclick'] as const)
      on.addEventListener(type, (event) => heard.push(`${type} ${event.detail}`))
    await page.click(on)
    if (between === 'hover') await page.run({ kind: 'hover', on, x: 0.4, y: 0.5 })
    if (between === 'key') await page.key('Escape')
    const twice = { kind: 'click', on, x: 0.5, y: 0.5, count: 2, button: 'primary', modifiers: {} } as const
    await page.run(twice, sent)
    expect(heard).toEqual(expected)
    // The pair is complete: another double click is a whole one.
    heard.length = 0
    await page.run(twice, sent)
    expect(heard).toEqual(['click 1', 'click 2', 'dblclick 2'])
  })

  test('X14: the secondary button opens the context menu and does not click', async () => {
    const find = show('<button>Go</button>')
    const heard = record(find('button'), 'click', 'auxclick', 'contextmenu')
    await page.click(find('button'), { button: 'secondary' })
    expect(heard).toEqual(['auxclick', 'contextmenu'])
  })

  test('X15: where mousedown is cancelled the focus stays', async () => {
    const find = show('<input><button>Bold</button>')
    find('input').focus()
    find('button').addEventListener('mousedown', (event) => event.preventDefault())
    await page.click(find('button'))
    expect(document.activeElement).toBe(find('input'))
  })

  test('X15: a click on nothing focusable takes the focus away', async () => {
    const find = show('<input><p>text</p>')
    find('input').focus()
    const heard = record(find('input'), 'blur', 'focusout')
    await page.click(find('p'))
    expect(document.activeElement).toBe(document.body)
    expect(heard).toEqual(['blur', 'focusout'])
  })

  test('X16: an element that the press removes is let go on what is left of its ancestors', async () => {
    const find = show('<div id="menu"><button>Item</button></div>')
    const heard = record(find('#menu'), 'pointerup', 'click')
    find('button').addEventListener('pointerdown', ({ target }) => (target as Element).remove())
    expect(await page.click(find('button'))).toMatchObject(DONE)
    expect(heard).toEqual(['pointerup', 'click'])
  })

  test('X17: works in same-origin frames, with events of their realm', async () => {
    const find = show('<iframe srcdoc="<button>In</button>"></iframe>')
    const frame = find<HTMLIFrameElement>('iframe')
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    const button = frame.contentDocument?.querySelector('button')
    let isOfRealm = false
    button?.addEventListener('click', (event) => {
      const realm = frame.contentWindow as unknown as typeof globalThis
      isOfRealm = event instanceof realm.PointerEvent
    })
    expect(await page.click(button as Element)).toMatchObject(DONE)
    expect(isOfRealm).toBe(true)
    expect(frame.contentDocument?.activeElement).toBe(button)
    expect(document.activeElement).toBe(frame)
  })

  test('X18: pages that replace dispatchEvent, focus and click after the start change nothing', async () => {
    const find = show('<button>Go</button>')
    const button = find('button')
    const heard = record(button, 'click')
    for (const name of ['dispatchEvent', 'focus', 'click'] as const)
      Object.defineProperty(button, name, { value: () => true })
    await page.click(button)
    expect(heard).toEqual(['click'])
    expect(document.activeElement).toBe(button)
  })
})

describe('hover', () => {
  test('X20: enters the new and leaves the old, each element once, with related targets', async () => {
    const find = show('<div id="menu"><button id="a">A</button><button id="b">B</button></div>')
    const heard: string[] = []
    for (const node of [find('#menu'), find('#a'), find('#b')])
      for (const type of ['mouseenter', 'mouseleave', 'mouseover', 'mouseout'])
        node.addEventListener(type, (event) => {
          if (event.target !== node) return
          const related = (event as MouseEvent).relatedTarget as Element | null
          heard.push(`${type} ${node.id} ${related?.id ?? '-'}`)
        })
    await page.run({ kind: 'hover', on: find('#a'), x: 0.5, y: 0.5 })
    expect(heard.splice(0)).toEqual(['mouseover a -', 'mouseenter menu -', 'mouseenter a -'])
    await page.run({ kind: 'hover', on: find('#b'), x: 0.5, y: 0.5 })
    expect(heard).toEqual(['mouseout a b', 'mouseleave a b', 'mouseover b a', 'mouseenter b a'])
  })
})

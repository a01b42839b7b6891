import { describe, expect, it } from 'vitest'
import { openPage, type TestPage, type TestViewer } from './test-support.ts'

const SECRET = 'CANARY7341'

/** Opens a page, lets `change` work on it with a viewer watching, and says what was sent from then on (or from the start). */
async function sentFrom(
  html: string,
  change: (page: TestPage, viewer: TestViewer) => void | Promise<void> = () => undefined,
): Promise<string> {
  const page = await openPage(html)
  const viewer = page.openViewer()
  await viewer.settled()
  await change(page, viewer)
  await viewer.settled()
  return viewer.sent() + [...viewer.mirror.sheets.values()].join('')
}

const CLASSES = [
  'alongside-mask',
  'alongside-block',
  'rr-mask',
  'rr-block',
  'ph-mask',
  'ph-no-capture',
  'fs-mask',
  'fs-exclude',
  'fs-block',
  'sentry-mask',
  'sentry-block',
]

describe('marks as classes', () => {
  for (const name of CLASSES)
    it(`K5 ${name} holds after any white space, and in quirks mode in any letter case`, async () => {
      for (const space of [' ', '&#9;', '&#10;', '&#12;', '&#13;']) {
        const html = `<body><p class="card${space}${name}${space}x">${SECRET}</p>`
        expect(await sentFrom(html), space).not.toContain(SECRET)
      }
      for (const written of [name.toUpperCase(), name.replace(/\b./g, (letter) => letter.toUpperCase())]) {
        // A document that is written into an empty frame without a doctype is in quirks mode.
        const page = await openPage('<body><iframe></iframe>')
        const inner = page.document.querySelector('iframe')?.contentDocument as Document
        inner.open()
        inner.write(`<body><p class="card\t${written}">${SECRET}</p><b>shown</b>`)
        inner.close()
        expect(inner.compatMode).toBe('BackCompat')
        const viewer = page.openViewer()
        await viewer.settled()
        expect(viewer.sent()).toContain('shown')
        expect(viewer.sent(), written).not.toContain(SECRET)
      }
    })

  it('K5 the positive control: in standards mode a class of another letter case is no mark', async () => {
    expect(await sentFrom(`<body><p class="RR-MASK">${SECRET}</p>`)).toContain(SECRET)
  })
})

describe('adopted style sheets', () => {
  const adopt = (root: Document | ShadowRoot, window: TestPage['window']) => {
    const sheet = new window.CSSStyleSheet()
    sheet.replaceSync(`p::before{content:"${SECRET}"}`)
    root.adoptedStyleSheets = [sheet]
  }
  const open = (mark: string) => `<body><div id=host ${mark}></div>`
  const attach = ({ document, window }: TestPage) => {
    const host = document.getElementById('host') as Element
    const root = host.attachShadow({ mode: 'open' })
    root.innerHTML = '<p>x</p>'
    adopt(root, window)
    return root
  }

  it('K3 those of a masked shadow tree stay, at once and later', async () => {
    const sent = await sentFrom(open('class=rr-mask'), async (page, viewer) => {
      const root = attach(page)
      await viewer.settled()
      root.adoptedStyleSheets = []
      await viewer.settled()
      adopt(root, page.window)
    })
    expect(sent).not.toContain(SECRET)
  })

  it('K3 the positive control: those of an open one are sent', async () => {
    const sent = await sentFrom(open(''), async (page, viewer) => {
      attach(page)
      await viewer.settled()
    })
    expect(sent).toContain(SECRET)
  })

  it('K3 those of a frame in a masked part stay', async () => {
    const sent = await sentFrom(
      '<body><div class=alongside-mask><iframe srcdoc="<p>x</p>"></iframe></div>',
      ({ document }) => {
        const inner = document.querySelector('iframe')?.contentDocument as Document
        adopt(inner, inner.defaultView as TestPage['window'])
      },
    )
    expect(sent).not.toContain(SECRET)
  })
})

it('K12 which details of a masked part stand open is told with its first view, as all that makes its layout', async () => {
  const sent = (state: string) =>
    sentFrom(
      `<body><div class=alongside-mask><details ${state}><summary>x</summary>y</details></div>`,
      () => undefined,
    )
  const isOpen = /<details[^>]*\bopen\b/
  expect(await sent('open')).toMatch(isOpen)
  expect(await sent('')).not.toMatch(isOpen)
})

describe('what people do in masked parts', () => {
  const PAD =
    '<style>.box{height:40px;overflow:auto}.box p{height:400px}</style><div id=pad class=rr-mask><button class=key id=k1>1</button><button class=key id=k2>2</button>' +
    '<div class=box id=box><p>x</p></div><label class=opt><input type=radio name=r id=r1>a</label><label class=opt><input type=radio name=r id=r2>b</label>' +
    '<input type=checkbox id=c><select id=s><option>1<option>2</select><details id=d><summary>x</summary>y</details></div><input id=open>'

  /** What is sent after the first view while `act` works in a masked part. */
  const tailOf = async (act: (get: (id: string) => HTMLElement) => void): Promise<unknown[]> => {
    const page = await openPage(`<body>${PAD}`)
    const viewer = page.openViewer()
    await viewer.settled()
    const before = viewer.mirror.frames.length
    act((id) => page.document.getElementById(id) as HTMLElement)
    await new Promise((resolve) => page.window.requestAnimationFrame(() => resolve(undefined)))
    await viewer.settled()
    return viewer.mirror.frames.slice(before).flatMap(({ ops }) => ops.map((op) => ({ ...op, v: 0 })))
  }

  const ACTS: Record<string, readonly [string, (element: HTMLElement) => void]> = {
    class: ['k', (key) => key.classList.add('pressed')],
    'inline style': ['k', (key) => (key.style.color = 'red')],
    'aria state': ['k', (key) => key.setAttribute('aria-pressed', 'true')],
    hidden: ['k', (key) => (key.hidden = true)],
    disabled: ['k', (key) => ((key as HTMLButtonElement).disabled = true)],
    'checked attribute': ['r', (radio) => radio.setAttribute('checked', '')],
    choice: ['r', (radio) => radio.click()],
  }
  for (const [what, [kind, act]] of Object.entries(ACTS))
    it(`K12 ${what}: which one it was does not show`, async () => {
      const [one, two] = [
        await tailOf((get) => act(get(`${kind}1`))),
        await tailOf((get) => act(get(`${kind}2`))),
      ]
      expect(one).toEqual(two)
      expect(JSON.stringify(one)).not.toMatch(/"attributes"|"state"/)
    })

  it('K12 neither does scrolling, a choice in a list, a box or an open part', async () => {
    const sent = await tailOf((get) => {
      get('box').scrollTop = 100
      ;(get('s') as HTMLSelectElement).selectedIndex = 1
      get('s').dispatchEvent(new Event('change', { bubbles: true }))
      get('c').click()
      ;(get('d') as HTMLDetailsElement).open = true
    })
    expect(sent).toEqual([])
  })

  it('K12 focus is said of the whole masked part, once', async () => {
    const page = await openPage(`<body>${PAD}`)
    const viewer = page.openViewer()
    await viewer.settled()
    const get = (id: string) => page.document.getElementById(id) as HTMLElement
    const before = viewer.mirror.frames.length
    for (const id of ['k1', 'k2', 'k2', 'r1', 's']) {
      get(id).focus()
      await viewer.settled()
    }
    const ops = () => viewer.mirror.frames.slice(before).flatMap((frame) => frame.ops)
    const focused = () => ops().flatMap((op) => (op.op === 'focus' ? [op.id] : []))
    expect(focused()).toEqual([page.capture.nodes.id(get('pad'))])
    get('open').focus()
    await viewer.settled()
    expect(focused().at(-1)).toBe(page.capture.nodes.id(get('open')))
    get('k1').focus()
    await viewer.settled()
    expect(focused().at(-1)).toBe(page.capture.nodes.id(get('pad')))
  })

  it('K12 of radio buttons that are masked one by one none is said to have the focus', async () => {
    const page = await openPage(
      '<body><input type=radio name=r class=rr-mask><input type=radio name=r class=rr-mask>',
    )
    const viewer = page.openViewer()
    await viewer.settled()
    page.document.querySelectorAll('input')[1]?.focus()
    await viewer.settled()
    expect(viewer.mirror.last.focus?.id ?? null).toBeNull()
  })

  it('K12 the mark itself still changes what is seen', async () => {
    const page = await openPage(`<body>${PAD}`)
    const viewer = page.openViewer()
    await viewer.settled()
    const key = page.document.getElementById('k1') as HTMLElement
    key.className = 'key shown alongside-allow'
    await viewer.settled()
    const mirrored = () => viewer.mirror.node(page.capture.nodes.id(key) ?? 0) as Element
    expect(mirrored().className).toContain('shown')
    key.classList.add('pressed')
    await viewer.settled()
    expect(mirrored().className).toContain('pressed')
  })
})

describe('masked drawings', () => {
  const DRAWING =
    '<svg id=ID width=90 height=60 viewBox="0 0 9 6"><g transform="translate(71.25)" id=ID2><path class=ink d="M71.25 3L5 5" fill="#712500" stroke-width=7.125 style="color:#712500"/>' +
    '<rect x=71.25 y=71.25 width=71.25 height=71.25 rx=71.25 /><polyline points="71.25,1 2,3"/><circle cx=71.25 cy=71.25 r=71.25 />' +
    '<text x=71.25 dy=71.25 rotate=71.25>x</text><animate values="71.25;2"/><foreignObject width=71.25></foreignObject></g></svg>'

  it('K3 lose shapes, places and colours, and keep their size', async () => {
    const page = await openPage(`<body><div class=rr-mask id=part>${DRAWING}</div>`)
    const viewer = page.openViewer()
    await viewer.settled()
    expect(viewer.sent()).not.toMatch(/71\.?25|113, ?37/)
    expect(viewer.sent()).not.toMatch(/ID2/)
    const svg = viewer.mirror.node(page.capture.nodes.id(page.document.querySelector('svg') as Element) ?? 0)
    expect((svg as Element).getAttribute('style')).toMatch(/width:90px!important;height:60px!important/)
    expect((svg as Element).getAttribute('viewBox')).toBe('0 0 9 6')
  })

  it('K3 the positive control: an open drawing is sent whole', async () => {
    expect(await sentFrom(`<body>${DRAWING}`)).toMatch(/71\.25/)
  })
})

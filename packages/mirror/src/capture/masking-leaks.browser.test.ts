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

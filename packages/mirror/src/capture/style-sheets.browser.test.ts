import { describe, expect, it } from 'vitest'
import { openPage, type TestPage, type TestViewer } from './test-support.ts'

const opsSince = (viewer: TestViewer, frames: number) =>
  viewer.mirror.frames.slice(frames).flatMap((frame) => frame.ops)

describe('style sheets', () => {
  const listed = (viewer: TestViewer, page: TestPage) => {
    const { sheets } = viewer.mirror.roots.get(page.capture.nodes.id(page.document) ?? 0) as {
      sheets: { key?: string; href?: string; media?: string; disabled?: boolean }[]
    }
    return sheets.map(({ key, ...rest }) => ({ ...rest, css: viewer.mirror.sheets.get(key ?? '') }))
  }
  const text = (viewer: TestViewer, page: TestPage) => JSON.stringify(listed(viewer, page))

  it('C11 inline, CSSOM, constructed and adopted sheets in cascade order, with their changes', async () => {
    const page = await openPage(
      '<head><style media=print>a{color:red}</style><style id=s></style></head><body></body>',
    )
    const own = (page.document.getElementById('s') as HTMLStyleElement).sheet as CSSStyleSheet
    own.insertRule('b { color: blue }')
    const constructed = new page.window.CSSStyleSheet()
    constructed.replaceSync('i { color: green }')
    page.document.adoptedStyleSheets = [constructed]
    const viewer = page.openViewer()
    await viewer.settled()
    const css = listed(viewer, page).map((sheet) => sheet.css?.trim())
    expect(css).toEqual(['a { color: red; }', 'b { color: blue; }', 'i { color: green; }'])
    expect(listed(viewer, page)[0]?.media).toBe('print')
    own.insertRule('u { color: teal }', 1)
    await viewer.settled()
    expect(text(viewer, page)).toContain('teal')
    ;(own.cssRules[0] as CSSStyleRule).style.setProperty('color', 'navy')
    await viewer.settled()
    expect(text(viewer, page)).toContain('navy')
    ;(own.cssRules[0] as CSSStyleRule).style.color = 'olive'
    await expect.poll(() => text(viewer, page)).toContain('olive')
    constructed.replaceSync('i { color: plum }')
    await viewer.settled()
    expect(text(viewer, page)).toContain('plum')
    const pushed = new page.window.CSSStyleSheet()
    pushed.replaceSync('s { color: gold }')
    page.document.adoptedStyleSheets.push(pushed)
    await expect.poll(() => text(viewer, page)).toContain('gold')
    own.disabled = true
    await viewer.settled()
    expect(listed(viewer, page)[1]?.disabled).toBe(true)
    const added = page.document.createElement('style')
    added.textContent = 'q { color: pink }'
    page.document.head.append(added)
    await viewer.settled()
    expect(text(viewer, page)).toContain('pink')
    ;(added.firstChild as Text).data = 'q { color: peru }'
    await viewer.settled()
    expect(text(viewer, page)).toContain('peru')
  })

  it('C12 a sheet is sent once, and one more rule costs a part of a large sheet', async () => {
    const page = await openPage('<head><style id=s></style></head><body></body>')
    const sheet = (page.document.getElementById('s') as HTMLStyleElement).sheet as CSSStyleSheet
    for (let i = 0; i < 2000; i++) sheet.insertRule(`.css-${i * 7919} { color: rgb(${i % 255}, 0, 0) }`, i)
    const viewer = page.openViewer()
    await viewer.settled()
    const before = viewer.mirror.frames.length
    sheet.insertRule('.new { color: red }', 1000)
    await viewer.settled()
    const sent = opsSince(viewer, before).filter(({ op }) => op === 'sheet')
    expect(sent.length).toBeGreaterThan(0)
    expect(JSON.stringify(sent).length).toBeLessThan(20_000)
  })

  it('C13 imports stand before their sheet; a shorthand that the browser serialises wrongly comes as source', async () => {
    const imported = URL.createObjectURL(new Blob(['em { color: lime }'], { type: 'text/css' }))
    const page = await openPage(
      `<head><style>@import "${imported}" screen; p { background: var(--b); background-color: red }</style></head><body></body>`,
    )
    const viewer = page.openViewer()
    await viewer.settled()
    const css = text(viewer, page)
    expect(css.indexOf('lime')).toBeGreaterThan(-1)
    expect(css.indexOf('lime')).toBeLessThan(css.indexOf('background'))
    const plain = await openPage(
      '<head><style>p { background: var(--b); background-color: red }</style></head><body></body>',
    )
    const other = plain.openViewer()
    await expect.poll(() => other.mirror.roots.size > 0 && text(other, plain)).toContain('var(--b)')
  })
})

import { describe, expect, it } from 'vitest'
import { decodeRequest, encodeMessage, type Want } from './format/index.ts'
import { mirrored } from './testing.ts'

const FILES = new URL('/packages/testkit/pages/files/resources/', location.href).href
const visitor = { resourceMode: 'visitor' } as const
type Pair = Awaited<ReturnType<typeof mirrored>>

const page = (body: string, head = '') => `<!doctype html><base href="${FILES}">${head}${body}`
const all = <T extends Element>(root: Document, css: string) => Array.from(root.querySelectorAll<T>(css))
const one = <T extends Element>(root: Document, css: string) => {
  const found = root.querySelector<T>(css)
  if (found === null) throw new Error(`no ${css}`)
  return found
}
const image = (pair: Pair, css: string) => one<HTMLImageElement>(pair.mirror(), css)
const css = (pair: Pair) =>
  pair
    .mirror()
    .adoptedStyleSheets.flatMap((sheet) => Array.from(sheet.cssRules, (rule) => rule.cssText))
    .join('\n')
const wants = (pair: Pair) =>
  pair.requests.flatMap((bytes): Want[] => decodeRequest(bytes)?.header.want ?? [])
const headers = (pair: Pair) =>
  pair.answers.map((bytes) => {
    const end = 2 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(0)
    return JSON.parse(new TextDecoder().decode(bytes.subarray(2, end))) as Record<string, unknown>
  })
/** Addresses that something in the mirror could load. */
const foreign = (pair: Pair) =>
  (pair.mirror().documentElement.outerHTML + css(pair)).match(/(?<!blob:)https?:[^"'\s)]*/g) ?? []

describe('visitor only', () => {
  it('B8 images show what the visitor’s browser has, however they are named', async () => {
    const pair = await mirrored(
      page(`<img id="plain" src="red.png"><input id="input" type="image" src="green.png"><video poster="wide.png"></video>
        <table><tr><td background="red.png">x</table><svg><image id="svg" href="shape.svg"></image><feImage xlink:href="red.png"></feImage></svg>
        <div id="inline" style="background:url(green.png);mask-image:image-set('shape.svg' 1x)">x</div>`),
      visitor,
    )
    await expect.poll(() => image(pair, '#plain').naturalWidth).toBe(40)
    await expect.poll(() => one(pair.mirror(), 'video').getAttribute('poster')).toMatch(/^blob:/)
    await expect.poll(() => one(pair.mirror(), '#input').getAttribute('src')).toMatch(/^blob:/)
    await expect.poll(() => one(pair.mirror(), 'td').getAttribute('background')).toMatch(/^blob:/)
    await expect.poll(() => one(pair.mirror(), '#svg').getAttribute('href')).toMatch(/^data:image\/svg/)
    await expect.poll(() => one(pair.mirror(), '#inline').getAttribute('style')).toMatch(/url\("blob:/)
    expect(foreign(pair)).toEqual([])
  })

  it('B8 of several sources the one that the visitor’s browser chose is shown, in its size', async () => {
    const pair = await mirrored(
      page(`<picture><source media="(max-width: 1px)" srcset="green.png"><source srcset="blue.png 2x"><img id="density" src="wide.png"></picture>
        <img id="widths" srcset="red.png 40w, blue.png 80w" sizes="20px"><picture><source srcset="red.png"><img id="bare"></picture>`),
      visitor,
    )
    const ids = ['#density', '#widths', '#bare']
    const widths = (root: Document) => ids.map((id) => one<HTMLImageElement>(root, id).naturalWidth)
    await expect.poll(() => widths(pair.page)).not.toContain(0)
    await expect.poll(() => widths(pair.mirror())).toEqual(widths(pair.page))
    expect(foreign(pair)).toEqual([])
  })

  it('B8 another source, chosen later, takes its place', async () => {
    const pair = await mirrored(page(`<picture><source srcset="red.png"><img></picture>`), visitor)
    await expect.poll(() => image(pair, 'img').naturalWidth).toBe(40)
    one(pair.page, 'source').setAttribute('srcset', 'wide.png')
    await expect.poll(() => image(pair, 'img').naturalWidth).toBe(160)
  })

  it('B8 another source, chosen while the first one is read, takes its place', async () => {
    let isReading = false
    let goOn = () => {}
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
    const held: typeof fetch = async (...asked) => {
      isReading = true
      await mayGoOn
      return fetch(...asked)
    }
    const pair = await mirrored(page(`<picture><source srcset="red.png"><img></picture>`), visitor, {
      fetch: held,
    })
    await expect.poll(() => isReading).toBe(true)
    one(pair.page, 'source').setAttribute('srcset', 'wide.png')
    await expect.poll(() => one<HTMLImageElement>(pair.page, 'img').naturalWidth).toBe(160)
    goOn()
    await expect.poll(() => image(pair, 'img').naturalWidth).toBe(160)
  })

  it('B8 later images and changed addresses come as well; those that fail show as broken', async () => {
    const pair = await mirrored(page(`<img id="a" src="red.png">`), visitor)
    await expect.poll(() => image(pair, '#a').naturalWidth).toBe(40)
    one(pair.page, '#a').setAttribute('src', 'wide.png')
    await expect.poll(() => image(pair, '#a').naturalWidth).toBe(160)
    pair.page.body.insertAdjacentHTML('beforeend', '<img id="b" src="none.png" alt="words">')
    await expect.poll(() => image(pair, '#b').getAttribute('src')).toBe('data:,')
    pair.page.body.insertAdjacentHTML('beforeend', '<img id="c" src="blue.png">')
    await expect.poll(() => image(pair, '#c').naturalWidth).toBe(80)
  })

  it('B1 lazy images come when the page has loaded them', async () => {
    const pair = await mirrored(
      page(
        `<img id="near" src="red.png"><div style="height:20000px"></div><img id="far" loading="lazy" src="red.png?far">`,
      ),
      visitor,
    )
    await expect.poll(() => image(pair, '#near').naturalWidth).toBe(40)
    expect(image(pair, '#far').hasAttribute('src')).toBe(false)
    pair.view.scrollTo(0, 30_000)
    await expect.poll(() => image(pair, '#far').getAttribute('src')).toMatch(/^blob:/)
  })

  it('B9 fonts and images of style sheets come when the page uses them, and only then', async () => {
    const pair = await mirrored(
      page(
        `<p style="float:left">text</p><div id="a">x</div>`,
        `<style>@font-face { font-family: Boxes; src: url(boxes.ttf) } @font-face { font-family: Never; src: url(never.ttf) }
         p { font-family: Boxes, serif } #a { background: url(red.png) } #a.on { background: url(green.png) } .never { background: url(blue.png) }</style>`,
      ),
      visitor,
    )
    const width = (root: Document) => one(root, 'p').getBoundingClientRect().width
    await expect.poll(() => getComputedStyle(one(pair.mirror(), '#a')).backgroundImage).toMatch(/blob:/)
    await expect.poll(() => Array.from(pair.mirror().fonts, ({ status }) => status)).toContain('loaded')
    await expect.poll(() => width(pair.mirror())).toBe(width(pair.page))
    expect(headers(pair).map(({ url }) => url)).not.toContain(`${FILES}green.png`)
    one(pair.page, '#a').className = 'on'
    await expect.poll(() => headers(pair).map(({ url }) => url)).toContain(`${FILES}green.png`)
    await expect.poll(() => css(pair).match(/blob:/g)?.length).toBe(3)
    expect(headers(pair).map(({ url }) => url)).not.toContain(`${FILES}never.ttf`)
    expect(headers(pair).map(({ url }) => url)).not.toContain(`${FILES}blue.png`)
    expect(foreign(pair)).toEqual([])
  })

  it('B10 content is sent once, whatever names it', async () => {
    const pair = await mirrored(
      page(
        `${'<img src="red.png">'.repeat(30)}<img src="red.png?again"><p style="background:url(red.png?more)">x</p>`,
      ),
      visitor,
    )
    await expect
      .poll(() => all<HTMLImageElement>(pair.mirror(), 'img').every((one) => one.naturalWidth === 40))
      .toBe(true)
    await expect.poll(() => one(pair.mirror(), 'p').getAttribute('style')).toMatch(/blob:/)
    expect(headers(pair).filter(({ size }) => size !== undefined)).toHaveLength(1)
    expect(wants(pair).length).toBeLessThan(12)
  })

  it('B3 masked images are never given away, nor images in parts that are masked later', async () => {
    const pair = await mirrored(
      page(
        `<div data-alongside="mask"><img id="a" src="red.png" srcset="blue.png 2x"></div><div id="later"></div>`,
      ),
      visitor,
    )
    await pair.settled()
    pair.stream.request(
      encodeMessage(
        JSON.stringify({ want: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((node, i) => ({ id: 1000 + i, node })) }),
      ),
    )
    const urls = [`${FILES}red.png`, `${FILES}blue.png`]
    for (const url of urls)
      pair.stream.request(
        encodeMessage(
          JSON.stringify({
            want: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((node, i) => ({ id: 2000 + i, node, url })),
          }),
        ),
      )
    const later = one<HTMLElement>(pair.page, '#later')
    later.innerHTML = '<img id="b" src="green.png">'
    later.setAttribute('data-alongside', 'mask')
    pair.page.body.insertAdjacentHTML('beforeend', '<img id="open" src="wide.png">')
    await expect.poll(() => image(pair, '#open').naturalWidth).toBe(160)
    expect(headers(pair).map(({ url }) => url)).toEqual([`${FILES}wide.png`])
  })

  it('B2 a viewer gets nothing but what the open page shows by itself', async () => {
    const pair = await mirrored(
      page(
        `<img id="a" src="red.png"><a href="blue.png">link</a><p style="background:url(wide.png)">x</p>`,
        `<style>.never { background: url(green.png) }</style>`,
      ),
      visitor,
    )
    await expect.poll(() => headers(pair).length).toBe(2)
    const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    const urls = ['red.png?other', 'blue.png', 'green.png', 'shape.svg', '../../../package.json', 'none.png']
    const sheets = Array.from(new Set(wants(pair).flatMap(({ sheet }) => sheet ?? [])))
    let id = 5000
    for (const url of urls.map((name) => new URL(name, FILES).href)) {
      const asked = [
        ...ids.map((node) => ({ id: id++, node, url })),
        ...sheets.map((sheet) => ({ id: id++, sheet, url })),
      ]
      pair.stream.request(encodeMessage(JSON.stringify({ want: asked })))
    }
    pair.stream.request(
      encodeMessage(JSON.stringify({ want: ids.map((node) => ({ id: id++, node: node + 100 })) })),
    )
    pair.page.body.insertAdjacentHTML('beforeend', '<img id="last" src="blue.png">')
    await expect.poll(() => image(pair, '#last').naturalWidth).toBe(80)
    const got = headers(pair).map(({ url }) => String(url).replace(FILES, ''))
    expect(got.toSorted()).toEqual(['blue.png', 'red.png', 'wide.png'])
  })
})

describe('auto', () => {
  it('B11 what only the visitor’s browser has: blob URLs, and parts of SVG files', async () => {
    const pair = await mirrored(
      page(`<img id="blob"><p id="css">x</p><svg><use id="use" href="sprite.svg#star" width="20" height="20"></use></svg>
        <div id="filter" style="filter:url(sprite.svg#tint)">x</div>`),
    )
    const bytes = await (await fetch(`${FILES}red.png`)).arrayBuffer()
    const url = pair.view.URL.createObjectURL(new pair.view.Blob([bytes]))
    one(pair.page, '#blob').setAttribute('src', url)
    one(pair.page, '#css').setAttribute('style', `background: url(${url})`)
    await expect.poll(() => image(pair, '#blob').naturalWidth).toBe(40)
    expect(image(pair, '#blob').src).not.toBe(url)
    await expect.poll(() => one(pair.mirror(), '#css').getAttribute('style')).toMatch(/url\("blob:/)
    expect(one(pair.mirror(), '#css').getAttribute('style')).not.toContain(url)
    await expect
      .poll(() => one<SVGUseElement>(pair.mirror(), '#use').getBBox().width)
      .toBe(one<SVGUseElement>(pair.page, '#use').getBBox().width)
    await expect
      .poll(() => one(pair.mirror(), '#filter').getAttribute('style'))
      .toMatch(/url\("blob:[^"]*#tint"\)/)
  })

  it('B11 what would become part of the document this browser asks nobody for', async () => {
    const far = `${FILES}sprite.svg?far`
    const pair = await mirrored(
      page(
        `<svg><rect id="fill" fill="url(${far})" filter="url(${far}#f)" cursor="url(${far}),auto"/></svg>
        <p id="inline" style="filter:url(${far});clip-path:url('${far}#c');background:url(${far})">x</p>
        <p id="variable" style="--x:url(${far});filter:var(--x)">x</p><video><track default src="${far}"></video>`,
        `<style>p { offset-path: url(${far}); list-style: url(${far}) } @keyframes k { to { filter: url(${far}#f) } }</style>`,
      ),
    )
    one(pair.page, '#fill').animate([{ clipPath: `url(${far}#c)`, backgroundImage: `url(${far})` }], {
      duration: 1,
      fill: 'both',
    })
    const style = (css: string) => one<HTMLElement>(pair.mirror(), css).style
    await expect.poll(() => style('#inline').backgroundImage).toBe(`url("${far}")`)
    expect([style('#inline').filter, style('#inline').clipPath].join()).not.toContain('far')
    expect(style('#variable').getPropertyValue('--x')).toBe(`image-set("${far}")`)
    const rect = one(pair.mirror(), '#fill')
    expect([rect.getAttribute('fill'), rect.getAttribute('filter')].join()).not.toContain('far')
    expect(rect.getAttribute('cursor')).toBe(`url("${far}"),auto`)
    expect(one(pair.mirror(), 'track').hasAttribute('src')).toBe(false)
    const sheets = pair.mirror().adoptedStyleSheets.flatMap((sheet) => Array.from(sheet.cssRules, String))
    expect(sheets.join()).not.toMatch(/(?:path|filter)[^;]*\?far/)
    await expect.poll(() => rect.getAnimations().length).toBe(1)
    const effect = rect.getAnimations()[0]?.effect as KeyframeEffect | undefined
    const [keyframe] = effect?.getKeyframes() ?? []
    expect(keyframe).toMatchObject({ backgroundImage: `url("${far}")` })
    expect(keyframe?.['clipPath']).toMatch(/^url\("(?:blob|about):/)
  })

  it('B11 a revoked blob URL that an image still shows', async () => {
    const pair = await mirrored(page(`<img>`))
    const bytes = await (await fetch(`${FILES}wide.png`)).arrayBuffer()
    const url = pair.view.URL.createObjectURL(new pair.view.Blob([bytes]))
    const source = one<HTMLImageElement>(pair.page, 'img')
    source.src = url
    await source.decode()
    pair.view.URL.revokeObjectURL(url)
    await expect.poll(() => image(pair, 'img').naturalWidth).toBe(160)
  })

  it('B11 all else is loaded here, and the visitor’s browser is not asked', async () => {
    const pair = await mirrored(
      page(`<img src="red.png" srcset="blue.png 2x"><p style="background:url(green.png)">x</p>`),
    )
    await expect.poll(() => image(pair, 'img').naturalWidth).toBe(40)
    await pair.settled()
    expect(wants(pair)).toEqual([])
  })
})

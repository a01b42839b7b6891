import { expect, it } from 'vitest'
import { safeSvg } from './safe-svg.ts'

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${content}</svg>`

it('B12 what a sprite needs stays', () => {
  const kept =
    '<symbol id="a" viewBox="0 0 1 1"><path d="M0 0" fill="url(#g)"/></symbol><style>.x { fill: red }</style>'
  const safe = safeSvg(svg(`${kept}<use href="#a"/>`)) ?? ''
  expect(safe).toContain('<symbol id="a" viewBox="0 0 1 1">')
  expect(safe).toMatch(/fill="url\((?:&quot;)?#g/)
  expect(safe).toContain('.x { fill: red }')
  expect(safe).toContain('href="#a"')
})

it.each([
  '<script>evil()</script>',
  '<script href="https://evil.example/x"/>',
  '<g onload="evil()"/>',
  '<style onload="evil()">@import "https://evil.example/x";a{fill:url(https://evil.example/x)}</style>',
  '<image href="https://evil.example/x"/>',
  '<use xlink:href="https://evil.example/x#a"/>',
  '<a href="javascript:evil()"/>',
  '<rect style="fill:url(https://evil.example/x)" filter="url(https://evil.example/x#a)"/>',
  '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/x" srcset="https://evil.example/x 2x"/></foreignObject>',
  '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/x" srcdoc="evil()"/></foreignObject>',
  '<set attributeName="href" to="https://evil.example/x"/>',
])('B12 %s cannot load or run anything', (content) => {
  const safe = safeSvg(svg(content)) ?? ''
  const file = new DOMParser().parseFromString(safe, 'image/svg+xml')
  expect(file.querySelector('script, [src], [srcdoc]')).toBeNull()
  const texts = Array.from(file.querySelectorAll('*')).flatMap((element) =>
    Array.from(element.attributes, ({ name, value }) => `${name}=${value}`),
  )
  expect(texts.filter((text) => /^on|javascript:/i.test(text))).toEqual([])
  expect(`${texts.join()}${file.querySelector('style')?.textContent ?? ''}`).not.toContain('evil.example')
})

it('B12 what is no well-formed SVG is nothing', () => {
  expect(safeSvg('<svg')).toBeNull()
  expect(safeSvg('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toBeNull()
})

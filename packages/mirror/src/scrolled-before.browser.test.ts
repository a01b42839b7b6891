import { expect, test } from 'vitest'
import { mirrored } from './testing.ts'

const BOX = 'display:block;width:200px;height:40px'
const IN = '<b style="display:block;width:200px;height:400px">x</b>'

/** The script runs before capture does; the boxes to be found have the class `box` and are made to scroll by `css`. */
async function scrolledIn(css: string, html: string, script = ''): Promise<number[]> {
  const pair = await mirrored(
    `<style>.box{${BOX}}${css}</style>${html}
    <script>${script};for (const box of document.querySelectorAll('.box')) box.scrollTop = 123</script>`,
  )
  await pair.settled()
  return Array.from(pair.mirror().querySelectorAll('.box'), ({ scrollTop }) => scrollTop)
}

const span = `<span class="box a" id=a>${IN}</span>`

test.each([
  ['by a class', '.a{overflow:auto}'],
  ['by one axis', '.a{overflow-y:scroll}'],
  ['by a rule of many selectors', 'i, #a:not(.b), .c .d{overflow:hidden}'],
  ['in conditions and layers', '@layer x{@media all{@supports (color:red){.a{overflow:hidden}}}}'],
  ['in a container', 'body{container-type:inline-size}@container (width > 1px){.a{overflow:auto}}'],
  ['by a nested rule', 'body{& .a{overflow:auto}}'],
  ['by a declaration that comes after nested rules', '.a{& b{color:red} overflow:auto}'],
  ['in a scope', '@scope (body){.a{overflow:auto}}'],
  ['by a variable', ':root{--o:auto}.a{overflow:var(--o)}'],
  ['by what it inherits', 'body{overflow:auto;height:400px}.a{all:inherit;display:block;height:40px}'],
  ['by an animation', '@keyframes o{from,to{overflow:hidden}}.a{animation:o 99s}'],
  [
    'among many that do not',
    `${Array.from({ length: 150 }, (_, i) => `.x${i}`).join('{overflow:auto}')}{overflow:auto}.a{overflow:auto}`,
  ],
])('C35 what was scrolled before is found, made to scroll %s', async (_, css) => {
  expect(await scrolledIn(css, span)).toEqual([123])
})

test.each([
  ['its style', `<span class=box style="overflow:auto">${IN}</span>`, ''],
  ['a style that a script has set', span, "document.querySelector('#a').style.overflowY = 'auto'"],
  [
    'a script that animates it',
    span,
    "document.querySelector('#a').animate([{ overflow: 'hidden' }, { overflow: 'hidden' }], 1e6)",
  ],
  [
    'an adopted sheet',
    span,
    "const s = new CSSStyleSheet; s.replaceSync('.a{overflow:auto}'); document.adoptedStyleSheets = [s]",
  ],
  ['the browser', `<textarea class=box>${'x\n'.repeat(99)}</textarea>`, ''],
])('C35 what was scrolled before is found, made to scroll by %s', async (_, html, script) => {
  expect(await scrolledIn('', html, script)).toEqual([123])
})

test('C35 what was scrolled before is found in shadow trees, on their hosts and in their slots', async () => {
  const pair = await mirrored(`<div id=host><i style="${BOX}">${IN}</i></div><script>
    const host = document.querySelector('#host')
    const root = host.attachShadow({ mode: 'open' })
    root.innerHTML = '<style>:host{${BOX};overflow:auto}::slotted(i){overflow:auto}u{${BOX};overflow:auto}</style><u>${IN}</u><slot></slot>'
    for (const box of [host, host.querySelector('i'), root.querySelector('u')]) box.scrollTop = 33</script>`)
  await pair.settled()
  const host = pair.mirror().querySelector('#host')
  const boxes = [host, host?.querySelector('i'), host?.shadowRoot?.querySelector('u')]
  expect(boxes.map((box) => box?.scrollTop)).toEqual([33, 33, 33])
})

test('C35 what was scrolled is so again when it is sent anew', async () => {
  const pair = await mirrored(`<main><span style="${BOX};overflow:auto">${IN}</span></main>
    <script>document.querySelector('span').scrollTop = 44</script>`)
  await pair.settled()
  const main = pair.page.querySelector('main')
  main?.setAttribute('data-alongside', 'mask')
  await pair.settled()
  expect(pair.mirror().querySelector('span')?.scrollTop).toBe(0)
  main?.removeAttribute('data-alongside')
  await pair.settled()
  expect(pair.mirror().querySelector('span')?.scrollTop).toBe(44)
})

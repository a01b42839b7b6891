import { expect, it } from 'vitest'
import { describe, mirrored, same } from './testing.ts'

it('a page in quirks mode stays in quirks mode', async () => {
  const pair = await mirrored('<table><tr><td>no doctype</table><p>two')
  await same(pair)
  expect(pair.page.compatMode).toBe('BackCompat')
  expect(pair.mirror().compatMode).toBe('BackCompat')
})

it('style sheets of every kind apply in the order of the page, at first and later', async () => {
  const pair =
    await mirrored(`<!doctype html><style>p { color: red; --w: 3px } p.b { border: var(--w) solid blue; border-top: 0 }</style>
    <style id="late">.late { color: green }</style><style media="print">p { color: black }</style>
    <p class="a">a</p><p class="b">b</p><p class="late">c</p><p class="made">d</p><div id="host">e</div>`)
  const { page, view } = pair
  page.querySelector<HTMLStyleElement>('#late')?.sheet?.insertRule('p.a { font-weight: 800 }')
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync('.made { background: yellow } #host { margin-left: 7px }')
  page.adoptedStyleSheets = [sheet]
  await same(pair)
  sheet.insertRule('.made { color: purple }', 1)
  page.adoptedStyleSheets.push(Object.assign(new view.CSSStyleSheet()))
  page.adoptedStyleSheets[1]?.replaceSync('p { margin-left: 11px }')
  const late = page.querySelector<HTMLStyleElement>('#late')
  if (late?.sheet) late.sheet.disabled = true
  await same(pair)
  page.head.append(
    Object.assign(page.createElement('style'), {
      textContent: '@import url("data:text/css,p{color:pink}"); .b { width: 50px }',
    }),
  )
  await same(pair)
})

it('shadow roots with slots and sheets of their own, made at first and later', async () => {
  const pair = await mirrored('<!doctype html><div id="a"><b slot="x">named</b>rest</div><div id="b"></div>')
  const { page, view } = pair
  const fill = (host: Element | null) => {
    const root = host?.attachShadow({ mode: 'open' })
    if (root === undefined) return
    root.innerHTML =
      '<style>i { color: red } ::slotted(b) { color: blue }</style><slot name="x"></slot><i>in</i><slot></slot>'
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(':host { background-color: rgb(1, 2, 3) }')
    root.adoptedStyleSheets = [sheet]
  }
  fill(page.querySelector('#a'))
  await same(pair)
  fill(page.querySelector('#b'))
  page.querySelector('#a')?.shadowRoot?.append('more')
  await same(pair)
})

it('frames of the same origin, nested, by srcdoc and filled by script', async () => {
  const pair = await mirrored(
    `<!doctype html><iframe srcdoc="<p>outer</p><iframe srcdoc='<p>inner</p>'></iframe>"></iframe><iframe id="blank"></iframe>`,
  )
  const blank = pair.page.querySelector<HTMLIFrameElement>('#blank')?.contentDocument
  blank?.body.append('written')
  await same(pair)
  blank?.write('<h1>anew</h1>')
  blank?.close()
  await expect.poll(() => describe(pair.mirror())).toContain('anew')
  pair.page.querySelector('iframe')?.contentDocument?.body.append('late')
  await same(pair)
})

it('live state of forms, and what scripts set', async () => {
  const pair =
    await mirrored(`<!doctype html><input id="t" value="from html"><input type="checkbox" id="c"><input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2" checked>
    <select id="s"><option>1<option>2<option>3</select><select id="m" multiple><option>1<option>2<option>3</select><textarea id="a">\n\ntwo lines</textarea><input type="range" id="g"><fieldset disabled><input id="d"></fieldset>`)
  const $ = <T extends Element>(css: string) => pair.page.querySelector<T>(css) as T
  $<HTMLInputElement>('#t').value = 'typed before'
  $<HTMLInputElement>('#c').indeterminate = true
  await same(pair)
  $<HTMLInputElement>('#t').value = 'typed after'
  $<HTMLInputElement>('#c').indeterminate = false
  $<HTMLInputElement>('#c').checked = true
  $<HTMLInputElement>('#r1').checked = true
  $<HTMLSelectElement>('#s').selectedIndex = 2
  $<HTMLSelectElement>('#m').options[1]!.selected = true
  $<HTMLTextAreaElement>('#a').value = 'changed'
  $<HTMLInputElement>('#g').value = '80'
  await same(pair)
})

it('trees that HTML cannot carry', async () => {
  const pair = await mirrored('<!doctype html><div id="x"></div><pre>\n\nx</pre><textarea>\n\ny</textarea>')
  const { page } = pair
  const box = page.querySelector('#x')
  const a = page.createElement('a')
  a.append(page.createElement('a'), 'one', 'two', '', page.createElement('p'))
  const row = page.createElement('tr')
  row.append(page.createElement('td'))
  const paragraph = page.createElement('p')
  paragraph.append(page.createElement('div'), 'a\r\nb')
  const form = page.createElement('form')
  form.append(page.createElement('form'))
  const odd = page.createElementNS('urn:x', 'y:z')
  const table = page.createElement('table')
  table.append('text in a table', page.createElement('div'))
  box?.append(a, row, paragraph, form, odd, table)
  await same(pair)
  expect(pair.mirror().querySelector('#x > tr > td')).not.toBeNull()
})

it('SVG, images and a base that changes nothing of the shape', async () => {
  const pair =
    await mirrored(`<!doctype html><base href="https://other.example/dir/"><svg width="50" height="40"><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>
    <rect width="20" height="10" fill="url(#g)"/><foreignObject width="10" height="10"><p>html</p></foreignObject></svg>
    <img width="10" height="10" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" srcset="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA= 2x"><a href="page">link</a>`)
  await same(pair)
  expect(pair.mirror().querySelector('a')?.getAttribute('href')).toBe('page')
  pair.page.querySelector('rect')?.setAttribute('width', '30')
  await same(pair)
  expect(pair.mirror().querySelector('rect')?.getAttribute('width')).toBe('30')
})

it('storms of changes, moves and sorts end in the page as it is', async () => {
  const pair = await mirrored('<!doctype html><ul></ul><div id="app"></div>')
  const list = pair.page.querySelector('ul')
  const app = pair.page.querySelector('#app')
  for (let i = 0; i < 300; i++)
    list?.append(Object.assign(pair.page.createElement('li'), { textContent: `item ${(i * 7919) % 300}` }))
  await same(pair)
  for (let round = 0; round < 20; round++) if (app !== null) app.innerHTML = `<p>${round}</p>`.repeat(50)
  list?.append(...[...list.children].sort((a, b) => (a.textContent ?? '').localeCompare(b.textContent ?? '')))
  list?.prepend(list.lastElementChild as Element)
  await same(pair)
})

it('inner boxes and the window scroll with the page', async () => {
  const pair = await mirrored(
    '<!doctype html><div id="box" style="height:100px;overflow:auto"><p style="height:900px">x</p></div><p style="height:4000px">long',
  )
  await same(pair)
  pair.page.querySelector('#box')?.scrollTo(0, 300)
  pair.view.scrollTo(0, 700)
  await expect.poll(() => pair.mirror().querySelector('#box')?.scrollTop).toBe(300)
  await expect.poll(() => pair.mirror().defaultView?.scrollY).toBe(700)
})

it('C: a field that the viewer has typed into shows what the page sets, also when its attribute says the same', async () => {
  const pair = await mirrored('<!doctype html><input value="">')
  await same(pair)
  const shown = pair.mirror().querySelector('input')
  if (shown !== null) shown.value = 'typed at once'
  const field = pair.page.querySelector('input')
  // As React does for the fields that it controls.
  if (field !== null) field.value = '+31'
  field?.setAttribute('value', '+31')
  await expect.poll(() => shown?.value).toBe('+31')
})

it('links are styled by the address that the page wrote', async () => {
  const pair = await mirrored(
    '<!doctype html><style>a[href="/here/"] { display: none } a:link { color: red }</style><a href="/here/">hidden</a><a href="/there/">shown</a>',
  )
  await same(pair)
  const view = pair.mirror().defaultView
  const display = [...pair.mirror().querySelectorAll('a')].map((link) => view?.getComputedStyle(link).display)
  expect(display).toEqual(['none', 'inline'])
})

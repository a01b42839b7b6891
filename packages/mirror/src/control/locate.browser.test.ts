import { expect, test } from 'vitest'
import { locateCursor, locateHighlight } from './index.ts'
import { eachPage, show } from './testing.ts'

const page = eachPage()

const BOX = 'position:absolute;left:100px;top:50px;width:200px;height:40px'

test('X70: a cursor is at the fractions of its element; null where that is gone or not rendered', () => {
  const find = show(`<div id="a" style="${BOX}"></div><p hidden>x</p>`)
  const at = (node: Node) => locateCursor({ node: page.id(node), x: 0.25, y: 1.5 }, page.nodes)
  expect(at(find('#a'))).toEqual({ x: 150, y: 110 })
  expect(at(find('p'))).toBeNull()
  const gone = find('#a')
  gone.remove()
  expect(at(gone)).toBeNull()
  expect(locateCursor(null, page.nodes)).toBeNull()
})

test('X71: inside of frames it counts from the top window, with border, padding and scale', async () => {
  const find = show(
    `<iframe style="position:absolute;left:10px;top:20px;width:300px;height:200px;border:5px solid;padding:3px;transform:scale(2);transform-origin:0 0" srcdoc="<body style='margin:0'><div style='${BOX}'></div>"></iframe>`,
  )
  const frame = find<HTMLIFrameElement>('iframe')
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const div = frame.contentDocument?.querySelector('div') as Element
  page.id(frame)
  expect(locateCursor({ node: page.id(div), x: 0, y: 0 }, page.nodes)).toEqual({
    x: 10 + 2 * (5 + 3 + 100),
    y: 20 + 2 * (5 + 3 + 50),
  })
  const [box] = locateHighlight({ kind: 'element', node: page.id(div) }, page.nodes)
  expect(box).toMatchObject({ x: 226, y: 136, width: 400, height: 80 })
})

test('X72: highlighted text has a box for each line, forwards or backwards, across elements', () => {
  const find = show('<p style="width:300px;font:16px/20px monospace">one <b>two</b> three<br>four five</p>')
  const [first, last] = [find('p').firstChild as Text, find('p').lastChild as Text]
  const from = { node: page.id(first), offset: 2 }
  const to = { node: page.id(last), offset: 4 }
  const boxes = locateHighlight({ kind: 'text', from, to }, page.nodes)
  expect(boxes.length).toBe(4)
  expect(new Set(boxes.map(({ y }) => y)).size).toBe(2)
  expect(locateHighlight({ kind: 'text', from: to, to: from }, page.nodes)).toEqual(boxes)
})

test('X72: a highlight of what is gone, or goes from one tree to another, has no boxes', () => {
  const find = show('<p>one</p><div></div>')
  const text = find('p').firstChild as Text
  find('div').attachShadow({ mode: 'open' }).innerHTML = '<p>two</p>'
  const inner = find('div').shadowRoot?.querySelector('p')?.firstChild as Text
  const from = { node: page.id(text), offset: 0 }
  const to = { node: page.id(inner), offset: 2 }
  expect(locateHighlight({ kind: 'text', from, to }, page.nodes)).toEqual([])
  find('p').remove()
  expect(locateHighlight({ kind: 'text', from, to: from }, page.nodes)).toEqual([])
})

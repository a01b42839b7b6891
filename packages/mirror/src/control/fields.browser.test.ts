import { describe, expect, test } from 'vitest'
import { DONE, STALE, eachPage, record, refused, show } from './testing.ts'

const page = eachPage()

type Field = HTMLInputElement & HTMLTextAreaElement

describe('other fields', () => {
  test.each([
    ['range', '70'],
    ['date', '2026-03-01'],
    ['time', '10:30'],
    ['month', '2026-03'],
    ['color', '#ff0000'],
    ['number', '42'],
  ])('X40: the value of a %s is set, with input and change', async (type, value) => {
    const find = show(`<input type="${type}">`)
    const input = find<Field>('input')
    const heard = record(input, 'input', 'change')
    expect(await page.run({ kind: 'value', on: input, value })).toMatchObject(DONE)
    expect([input.value, heard]).toEqual([value, ['input', 'change']])
    await page.run({ kind: 'value', on: input, value })
    expect(heard).toHaveLength(2)
  })

  test('X40: a value that the field cannot hold changes nothing', async () => {
    const find = show('<input type="date" value="2026-01-01"><input type="text">')
    const run = (on: Element) => page.run({ kind: 'value', on, value: 'soon' })
    expect(await run(find('[type=date]'))).toMatchObject(refused('failed'))
    expect(find<Field>('[type=date]').value).toBe('2026-01-01')
    expect(await run(find('[type=text]'))).toMatchObject(refused('not_a_field'))
  })

  test('X41: options of a select are chosen by index, one or several', async () => {
    const find = show(
      '<select id="a"><option>1<option>2<option disabled>3</select><select id="b" multiple><option selected>1<option>2<option>3</select>',
    )
    const heard = record(document, 'input', 'change')
    const run = (on: Element, indexes: number[]) => page.run({ kind: 'select', on, indexes })
    expect(await run(find('#a'), [1])).toMatchObject(DONE)
    expect(await run(find('#b'), [1, 2])).toMatchObject(DONE)
    expect(find<HTMLSelectElement>('#a').selectedIndex).toBe(1)
    const chosen = Array.from(find<HTMLSelectElement>('#b').selectedOptions, ({ index }) => index)
    expect(chosen).toEqual([1, 2])
    expect(heard).toEqual(['input', 'change', 'input', 'change'])
    expect(await run(find('#a'), [2])).toMatchObject(refused('disabled'))
    expect(await run(find('#a'), [9])).toMatchObject(STALE)
  })

  test('X42: a box is clicked only when it is not as wanted', async () => {
    const find = show('<input type="checkbox">')
    const heard = record(find('input'), 'click', 'change')
    for (const checked of [true, true, false]) await page.run({ kind: 'check', on: find('input'), checked })
    expect(heard).toEqual(['click', 'change', 'click', 'change'])
    expect(find<Field>('input').checked).toBe(false)
  })

  test('X43: the caret selects text, in fields and editable elements', async () => {
    const find = show('<input value="hello"><p contenteditable="true">hello</p>')
    await page.run({ kind: 'caret', on: find('input'), start: 1, end: 3 })
    expect([find<Field>('input').selectionStart, find<Field>('input').selectionEnd]).toEqual([1, 3])
    await page.run({ kind: 'caret', on: find('p'), start: 2, end: 4 })
    expect(String(getSelection())).toBe('ll')
    expect(document.activeElement).toBe(find('p'))
  })

  test('X44: submitting asks the form, with its validation', async () => {
    const find = show('<form><input required><input name="submit"></form>')
    let submits = 0
    find('form').addEventListener('submit', (event) => {
      event.preventDefault()
      submits++
    })
    await page.run({ kind: 'submit', on: find('form') })
    find<Field>('input').value = 'x'
    await page.run({ kind: 'submit', on: find('input') })
    expect(submits).toBe(1)
  })
})

describe('places', () => {
  test('X50: documents and boxes scroll at once; what cannot scroll says so', async () => {
    const find = show(
      '<style>html { scroll-behavior: smooth }</style><div id="box" style="overflow:auto;height:50px;scroll-behavior:smooth"><p style="height:500px"></p></div><p id="flat">x</p><div style="height:5000px"></div>',
    )
    expect(await page.run({ kind: 'scroll', on: find('#box'), x: 0, y: 120 })).toMatchObject(DONE)
    expect(find('#box').scrollTop).toBe(120)
    expect(await page.run({ kind: 'scroll', on: document, x: 0, y: 300 })).toMatchObject(DONE)
    expect(scrollY).toBe(300)
    expect(await page.run({ kind: 'scroll', on: find('#flat'), x: 0, y: 9 })).toMatchObject(
      refused('not_scrollable'),
    )
    scrollTo(0, 0)
  })

  test.each([
    'https://elsewhere.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://user:pw@localhost/',
    '//[',
  ])('X51: no way leads to %s', async (url) => {
    expect(await page.run({ kind: 'navigate', url })).toMatchObject(refused('origin_not_allowed'))
  })

  test('X52: the answer comes before the page leaves', async () => {
    const order: string[] = []
    window.addEventListener('hashchange', () => order.push('left'), { once: true })
    expect(await page.run({ kind: 'navigate', url: '#next' })).toMatchObject(DONE)
    order.push('answered')
    await expect.poll(() => order).toEqual(['answered', 'left'])
    history.replaceState(null, '', location.pathname + location.search)
  })
})

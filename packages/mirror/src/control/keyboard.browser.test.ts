import { describe, expect, test } from 'vitest'
import { DONE, eachPage, record, refused, show } from './testing.ts'

const page = eachPage()

type Field = HTMLInputElement & HTMLTextAreaElement

function submits(form: HTMLElement): string[] {
  const by: string[] = []
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    by.push((event.submitter as HTMLButtonElement | null)?.value ?? 'form')
  })
  return by
}

test('X60: a key has its name, its code and the old number', async () => {
  show('<p>text</p>')
  const heard: unknown[] = []
  for (const type of ['keydown', 'keyup'] as const)
    window.addEventListener(
      type,
      ({ type, key, code, keyCode, ctrlKey }) => heard.push([type, key, code, keyCode, ctrlKey]),
      { once: true },
    )
  expect(await page.key('Escape', { ctrl: true })).toMatchObject(DONE)
  expect(heard).toEqual([
    ['keydown', 'Escape', 'Escape', 27, true],
    ['keyup', 'Escape', 'Escape', 27, true],
  ])
})

test('X61: nothing follows a cancelled keydown', async () => {
  const find = show('<form><input><button value="b">Send</button></form>')
  const by = submits(find('form'))
  find('input').addEventListener('keydown', (event) => event.preventDefault())
  find('input').focus()
  await page.key('Enter')
  await page.key('Tab')
  expect(by).toEqual([])
  expect(document.activeElement).toBe(find('input'))
})

describe('Enter', () => {
  test('X62: submits by the first submit button, after change', async () => {
    const find = show(
      '<form><input><button type="button" value="a">A</button><button value="b">B</button><button value="c">C</button></form>',
    )
    const by = submits(find('form'))
    const heard = record(find('form'), 'change', 'submit')
    await page.type(find<Field>('input'), 'x')
    await page.key('Enter')
    expect([by, heard]).toEqual([['b'], ['change', 'submit']])
  })

  test('X62: does not submit past a disabled button, nor a form of several fields without one', async () => {
    const find = show(
      '<form id="a"><input><button disabled>B</button></form><form id="b"><input><input></form><form id="c"><input></form>',
    )
    const [a, b, c] = [submits(find('#a')), submits(find('#b')), submits(find('#c'))]
    for (const id of ['#a', '#b', '#c']) {
      find(`${id} input`).focus()
      await page.key('Enter')
    }
    expect([a, b, c]).toEqual([[], [], ['form']])
  })

  test('X63: presses buttons and links, and breaks lines in text areas', async () => {
    const find = show('<button>Go</button><a href="#x">Link</a><textarea>ab</textarea>')
    const heard = record(document, 'click')
    document.addEventListener('click', (event) => event.preventDefault(), { once: true })
    for (const name of ['button', 'a', 'textarea']) {
      find(name).focus()
      if (name === 'textarea') find<Field>(name).setSelectionRange(1, 1)
      await page.key('Enter')
    }
    expect(heard).toEqual(['click', 'click'])
    expect(find<Field>('textarea').value).toBe('a\nb')
    history.replaceState(null, '', location.pathname + location.search)
  })
})

test('X63: the space bar presses buttons and boxes when it is let go', async () => {
  const find = show('<button>Go</button><input type="checkbox">')
  const heard = record(find('button'), 'keydown', 'keyup', 'click')
  find('button').focus()
  await page.key(' ')
  find('input').focus()
  await page.key(' ')
  expect(heard).toEqual(['keydown', 'keyup', 'click'])
  expect(find<Field>('input').checked).toBe(true)
})

describe('Tab', () => {
  test('X64: follows the order of the page: tabindex, shadow roots, one stop for a radio group', async () => {
    const find = show(
      `<input id="2"><p tabindex="1" id="1">x</p><div id="host"></div><input disabled><input type="hidden"><a>no link</a>
       <input type="radio" name="r" id="r1"><input type="radio" name="r" id="4" checked>
       <div style="display:none"><input></div><div inert><input></div><button tabindex="-1">no</button><a href="#" id="5">link</a>`,
    )
    find('#host').attachShadow({ mode: 'open' }).innerHTML = '<button id="3">in</button>'
    const visited: (string | undefined)[] = []
    const step = async (modifiers = {}) => {
      await page.key('Tab', modifiers)
      const active = document.activeElement
      visited.push((active?.shadowRoot?.activeElement ?? active)?.id)
    }
    for (let n = 0; n < 6; n++) await step()
    expect(visited.splice(0)).toEqual(['1', '2', '3', '4', '5', '1'])
    for (let n = 0; n < 2; n++) await step({ shift: true })
    expect(visited).toEqual(['5', '4'])
  })

  test('X64: passes by what nobody remote may operate, and stays in a modal dialog', async () => {
    const find = show(
      '<input id="a"><input class="masked"><input type="file"><input id="b"><dialog><button>x</button><button>y</button></dialog>',
    )
    find('#a').focus()
    await page.key('Tab')
    expect(document.activeElement).toBe(find('#b'))
    find<HTMLDialogElement>('dialog').showModal()
    for (let n = 0; n < 3; n++) {
      await page.key('Tab')
      expect(find('dialog').contains(document.activeElement)).toBe(true)
    }
  })
})

test('X65: arrows move the choice of radio groups, selects, ranges and numbers', async () => {
  const find = show(
    '<input type="radio" name="r" id="r1" checked><input type="radio" name="r" disabled><input type="radio" name="r" id="r2"><select><option>1<option disabled>2<option>3</select><input type="range" value="5" max="10"><input type="number" value="5">',
  )
  const heard = record(document, 'change')
  for (const [selector, key] of [
    ['#r1', 'ArrowDown'],
    ['select', 'ArrowDown'],
    ['[type=range]', 'ArrowRight'],
    ['[type=range]', 'ArrowUp'],
    ['[type=range]', 'ArrowLeft'],
    ['[type=number]', 'ArrowUp'],
  ] as const) {
    find(selector).focus()
    await page.key(key)
  }
  expect(find<Field>('#r2').checked).toBe(true)
  expect(document.activeElement).toBe(find('[type=number]'))
  expect(find<HTMLSelectElement>('select').selectedIndex).toBe(2)
  expect(find<Field>('[type=range]').value).toBe('6')
  expect(find<Field>('[type=number]').value).toBe('6')
  expect(heard).toHaveLength(6)
})

test('X66: Escape closes the modal dialog unless the page cancels that', async () => {
  const find = show('<dialog><button>x</button></dialog>')
  const dialog = find<HTMLDialogElement>('dialog')
  dialog.showModal()
  dialog.addEventListener('cancel', (event) => event.preventDefault(), { once: true })
  await page.key('Escape')
  expect(dialog.open).toBe(true)
  await page.key('Escape')
  expect(dialog.open).toBe(false)
})

test('X67: keys that edit work on the selection of the focused field', async () => {
  const find = show('<input value="hello">')
  const input = find<Field>('input')
  input.focus()
  input.setSelectionRange(5, 5)
  const heard = record(input, 'input')
  for (const key of ['Backspace', 'Home', 'Delete', 'ArrowRight']) await page.key(key)
  expect([input.value, input.selectionStart]).toEqual(['ell', 1])
  await page.key('End', { shift: true })
  expect([input.selectionStart, input.selectionEnd]).toEqual([1, 3])
  await page.key('Backspace')
  await page.key('x')
  expect([input.value, heard.length]).toEqual(['ex', 4])
  await page.key('a', { ctrl: true })
  expect([input.selectionStart, input.selectionEnd, input.value]).toEqual([0, 2, 'ex'])
})

test('X67: and in editable elements', async () => {
  const find = show('<div contenteditable="true">hello</div>')
  const host = find('div')
  await page.run({ kind: 'caret', on: host, start: 5, end: 5 })
  await page.key('Backspace')
  await page.key('ArrowLeft')
  await page.key('y')
  expect(host.textContent).toBe('helyl')
})

test.each([
  ['masked', '<input class="masked">', 'x'],
  ['masked', '<input class="masked">', 'Enter'],
  ['file_input', '<input type="file">', 'Enter'],
  ['read_only', '<input readonly>', 'Backspace'],
  ['read_only', '<div class="alongside-readonly"><input></div>', 'x'],
] as const)('X68: where the focus is %s, %s refuses the key %s', async (reason, html, key) => {
  const find = show(html)
  find('input').focus()
  const heard = record(document, 'keydown')
  expect(await page.key(key)).toMatchObject(refused(reason))
  expect(heard).toEqual([])
})

test('X17: keys go to the focus inside of frames', async () => {
  const find = show('<iframe srcdoc="<input>"></iframe>')
  const frame = find<HTMLIFrameElement>('iframe')
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const input = frame.contentDocument?.querySelector('input') as HTMLInputElement
  await page.type(input, 'ab')
  await page.key('Backspace')
  expect(input.value).toBe('a')
})

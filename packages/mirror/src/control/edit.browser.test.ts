import { describe, expect, test } from 'vitest'
import { DONE, STALE, controlPage, eachPage, record, refused, show } from './testing.ts'

const page = eachPage()

type Field = HTMLInputElement & HTMLTextAreaElement

const edit = (on: Element, start: number, end: number, text: string, inputType = 'insertText') =>
  ({ kind: 'edit', on, start, end, text, inputType }) as const

describe('edit', () => {
  test('X30: typing a character sends what a key sends, value first and input after it', async () => {
    const find = show('<input value="ac">')
    const input = find<Field>('input')
    const heard = record(input, 'focus', 'keydown', 'keypress', 'beforeinput', 'input', 'keyup', 'change')
    let seen: unknown
    input.addEventListener('input', (event) => {
      const { data, inputType } = event
      seen = { data, inputType, value: input.value, caret: input.selectionStart }
    })
    expect(await page.run(edit(input, 1, 1, 'b'))).toMatchObject(DONE)
    expect(heard).toEqual(['focus', 'keydown', 'keypress', 'beforeinput', 'input', 'keyup'])
    expect(seen).toEqual({ data: 'b', inputType: 'insertText', value: 'abc', caret: 2 })
  })

  test('X30: ranges are replaced and deleted, in text areas with line breaks', async () => {
    const find = show('<textarea>one two</textarea>')
    const area = find<Field>('textarea')
    await page.run(edit(area, 3, 4, '\n', 'insertLineBreak'))
    await page.run(edit(area, 0, 3, '', 'deleteContentBackward'))
    await page.run(edit(area, 4, 4, ' and\nthree', 'insertFromPaste'))
    expect(area.value).toBe('\ntwo and\nthree')
  })

  test.each(['keydown', 'keypress', 'beforeinput'])(
    'X31: what the page cancels at %s is not typed',
    async (type) => {
      const find = show('<input value="1">')
      const input = find<Field>('input')
      input.addEventListener(type, (event) => event.preventDefault())
      const heard = record(input, 'input')
      expect(await page.run(edit(input, 1, 1, 'x'))).toMatchObject(DONE)
      expect([input.value, heard]).toEqual(['1', []])
    },
  )

  test('X32: maxlength stops typing, and one-line fields take no line breaks', async () => {
    const find = show('<input maxlength="4" value="12">')
    const input = find<Field>('input')
    await page.run(edit(input, 2, 2, '3\n456', 'insertFromPaste'))
    expect(input.value).toBe('1234')
  })

  test('X33: change comes once when the field is left, by either side', async () => {
    const find = show('<input id="a"><input id="b">')
    const heard = record(document, 'input', 'change', 'focusout')
    await page.type(find<Field>('#a'), 'ab')
    await page.run({ kind: 'focus', on: find('#b') })
    expect(heard.splice(0)).toEqual(['input', 'input', 'change', 'focusout'])
    await page.type(find<Field>('#b'), 'c')
    find('#b').blur()
    expect(heard).toEqual(['input', 'change', 'focusout'])
    await page.type(find<Field>('#b'), 'd')
    heard.splice(0)
    document.addEventListener('blur', () => heard.push('blur'), { capture: true, once: true })
    await page.run({ kind: 'focus', on: find('#a') })
    expect(heard).toEqual(['change', 'blur', 'focusout'])
  })

  test('X34: email and number fields, which hide their caret, are typed into as well', async () => {
    const find = show('<input type="email"><input type="number" step="any">')
    await page.type(find<Field>('[type=email]'), 'a@b.de')
    expect(find<Field>('[type=email]').value).toBe('a@b.de')
    const number = find<Field>('[type=number]')
    await page.run(edit(number, 0, 0, '-'))
    await page.run(edit(number, 1, 1, '4'))
    await page.run(edit(number, 2, 2, '.'))
    await page.run(edit(number, 3, 3, '5'))
    expect(number.value).toBe('-4.5')
  })

  test('X35: an edit outside of the text that is there is stale', async () => {
    const find = show('<input value="ab">')
    expect(await page.run(edit(find('input'), 3, 3, 'x'))).toMatchObject(STALE)
    expect(find<Field>('input').value).toBe('ab')
  })

  test('X36: an edit on a state older than the visitor’s own typing is stale, a newer one is done', async () => {
    let version = 5
    const versioned = controlPage({ version: () => version })
    const find = show('<input>')
    const input = find<Field>('input')
    await versioned.run(edit(input, 0, 0, 'a'), { version })
    input.value = 'hello'
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    expect(await versioned.run(edit(input, 1, 1, 'b'), { version: 5 })).toMatchObject(STALE)
    version = 6
    expect(await versioned.run(edit(input, 5, 5, '!'), { version })).toMatchObject(DONE)
    expect(input.value).toBe('hello!')
    versioned.stop()
  })

  test('X36: that holds for a field that nobody remote has edited yet', async () => {
    const versioned = controlPage({ version: () => 5 })
    const find = show('<input>')
    find<Field>('input').value = 'hello'
    find('input').dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    expect(await versioned.run(edit(find('input'), 0, 0, 'b'), { version: 5 })).toMatchObject(STALE)
    expect(await versioned.run(edit(find('input'), 5, 5, '!'), { version: 6 })).toMatchObject(DONE)
    versioned.stop()
  })

  test('X36: an edit on a state older than another viewer’s edit is stale', async () => {
    const find = show('<input>')
    await page.run(edit(find('input'), 0, 0, 'a'), { by: 'Ann' })
    expect(await page.run(edit(find('input'), 0, 0, 'b'), { by: 'Ben' })).toMatchObject(STALE)
  })

  test('X37: typing goes on where the page has put the caret when it formats the text', async () => {
    const find = show('<input>')
    const input = find<Field>('input')
    input.addEventListener('input', () => {
      input.value = input.value.replaceAll(' ', '').replaceAll(/(.{4})(?=.)/g, '$1 ')
    })
    for (const [at, digit] of Array.from('123456789').entries()) await page.run(edit(input, at, at, digit))
    expect(input.value).toBe('1234 5678 9')
  })

  test('X37: a viewer that has seen the formatted text types at the places of that text', async () => {
    const find = show('<input>')
    const input = find<Field>('input')
    let version = 5
    const versioned = controlPage({ version: () => version })
    input.addEventListener('input', () => {
      input.value = `+${input.value.replaceAll(/\D/g, '')}`
      // The frame that tells it is made before the edit is over.
      version = 6
    })
    await versioned.run(edit(input, 0, 0, '3'), { version: 5 })
    expect(await versioned.run(edit(input, 2, 2, '1'), { version: 6 })).toMatchObject(DONE)
    expect(input.value).toBe('+31')
    versioned.stop()
  })

  test('X37: typing goes on so also when a framework renders the formatted text in a later microtask', async () => {
    const find = show('<input>')
    const input = find<Field>('input')
    input.addEventListener('input', () => {
      const digits = input.value.replaceAll(/\D/g, '')
      void Promise.resolve()
        .then(() => undefined)
        .then(() => (input.value = `+${digits.replaceAll(/(.{3})(?=.)/g, '$1 ')}`))
    })
    for (const [at, digit] of Array.from('31612345').entries()) await page.run(edit(input, at, at, digit))
    expect(input.value).toBe('+316 123 45')
  })

  test('X37: typing goes on where it is after the page has cancelled a character', async () => {
    const find = show('<input value="ab">')
    const input = find<Field>('input')
    input.addEventListener('keydown', (event) => {
      if (event.key === 'x') event.preventDefault()
    })
    for (const [at, character] of Array.from('1x2').entries())
      await page.run(edit(input, 1 + at, 1 + at, character))
    expect(input.value).toBe('a12b')
  })

  test('X37: a viewer that has taken the cancelled character back types where it shows its caret', async () => {
    const find = show('<input value="abcd">')
    const input = find<Field>('input')
    input.addEventListener('keydown', (event) => {
      if (event.key === 'x') event.preventDefault()
    })
    await page.run(edit(input, 2, 2, 'x'))
    expect(await page.run(edit(input, 2, 2, '1'))).toMatchObject(DONE)
    await page.run(edit(input, 3, 3, 'x'))
    await page.run({ kind: 'caret', on: input, start: 4, end: 4 })
    await page.run(edit(input, 4, 4, '2'))
    expect(input.value).toBe('ab1c2d')
  })

  test('X38: editable elements hear beforeinput and input, and the text changes', async () => {
    const find = show('<div contenteditable="true"><b>Hello</b> world</div>')
    const host = find('div')
    const heard = record(host, 'keydown', 'beforeinput', 'input', 'keyup')
    expect(await page.run(edit(host, 5, 5, '!'))).toMatchObject(DONE)
    expect(host.textContent).toBe('Hello! world')
    expect(heard).toEqual(['keydown', 'beforeinput', 'input', 'keyup'])
    await page.run(edit(host, 0, 7, '', 'deleteContentBackward'))
    expect(host.textContent).toBe('world')
  })

  test('X38: an editor that does the edit itself is left to it', async () => {
    const find = show('<div contenteditable="true">ab</div>')
    const host = find('div')
    let ranges: readonly StaticRange[] = []
    host.addEventListener('beforeinput', (event) => {
      event.preventDefault()
      ranges = event.getTargetRanges()
      host.textContent = 'by the editor'
    })
    await page.run(edit(host, 1, 1, 'x'))
    expect(host.textContent).toBe('by the editor')
    expect(ranges[0]).toMatchObject({ startOffset: 1, endOffset: 1 })
  })

  test.each([
    ['masked', '<input class="masked" id="x">'],
    ['read_only', '<input readonly id="x">'],
    ['read_only', '<div data-alongside="readonly"><textarea id="x"></textarea></div>'],
    ['disabled', '<input disabled id="x">'],
    ['file_input', '<input type="file" id="x">'],
    ['not_a_field', '<p id="x">text</p>'],
    ['not_a_field', '<input type="checkbox" id="x">'],
  ] as const)('X3: an edit is refused as %s: %s', async (reason, html) => {
    const find = show(html)
    const heard = record(document, 'keydown', 'focusin', 'input')
    expect(await page.run(edit(find('#x'), 0, 0, 'x'))).toMatchObject(refused(reason))
    expect(heard).toEqual([])
  })
})

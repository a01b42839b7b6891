import { describe, expect, test } from 'vitest'
import { DONE, STALE, controlPage, eachPage, record, refused, show } from './testing.ts'

const page = eachPage()

describe('refusals', () => {
  test.each([
    ['masked', '<div class="masked"><button id="x">x</button></div>'],
    ['masked', '<label id="x" for="f">Name</label><input class="masked" id="f">'],
    ['own_interface', '<div id="own"><button id="x">x</button></div>'],
    ['file_input', '<input type="file" id="x">'],
    ['file_input', '<label for="f"><b id="x">Upload</b></label><input type="file" id="f" hidden>'],
    ['disabled', '<button id="x" disabled>x</button>'],
    ['disabled', '<fieldset disabled><button><b id="x">x</b></button></fieldset>'],
    ['read_only', '<div data-alongside="readonly"><button id="x">x</button></div>'],
    ['read_only', '<div class="alongside-readonly"><button id="x">x</button></div>'],
  ] as const)('X3: a click is refused as %s: %s', async (reason, html) => {
    const find = show(html)
    const heard = record(document, 'pointerdown', 'click')
    expect(await page.click(find('#x'))).toMatchObject(refused(reason))
    expect(heard).toEqual([])
  })

  test('X3: a masked field under the point refuses a click on what is around it', async () => {
    const find = show('<div id="x" style="width:200px"><input class="masked" style="width:200px"></div>')
    expect(await page.click(find('#x'))).toMatchObject(refused('masked'))
    expect(await page.run({ kind: 'focus', on: find('input') })).toMatchObject(refused('masked'))
    expect(await page.run({ kind: 'hover', on: find('input'), x: 0.5, y: 0.5 })).toMatchObject(
      refused('masked'),
    )
    expect(document.activeElement).toBe(document.body)
  })

  test.each([
    ['read_only', '<button data-alongside="readonly">Pay</button>'],
    ['masked', '<div class="masked"><button>Pay</button></div>'],
    ['own_interface', '<div id="own"><input type="submit"></div>'],
    ['read_only', '<input type="image" class="alongside-readonly" alt="Pay">'],
  ] as const)('X62, X44: no way around a button that is %s: %s', async (reason, button) => {
    const find = show(`<form id="f"><input id="x"><i><input type="checkbox" id="c"></i>${button}</form>`)
    const heard = record(document, 'keydown', 'submit', 'click')
    find('form').addEventListener('submit', (event) => event.preventDefault())
    for (const id of ['#x', '#c']) {
      find(id).focus()
      expect(await page.key('Enter')).toMatchObject(refused(reason))
    }
    for (const id of ['#f', '#x'])
      expect(await page.run({ kind: 'submit', on: find(id) })).toMatchObject(refused(reason))
    expect(heard).toEqual([])
  })

  test('X62: a form outside of whose marked part the field stands is not submitted by it', async () => {
    const find = show('<div data-alongside="readonly"><form id="f"></form></div><input id="x" form="f">')
    const heard = record(find('#f'), 'submit')
    find('#f').addEventListener('submit', (event) => event.preventDefault())
    find('#x').focus()
    expect(await page.key('Enter')).toMatchObject(refused('read_only'))
    expect(await page.run({ kind: 'submit', on: find('#x') })).toMatchObject(refused('read_only'))
    expect(heard).toEqual([])
  })

  test('X44: a disabled default button keeps its form from being submitted', async () => {
    const find = show('<form id="f"><button disabled>Pay</button></form>')
    expect(await page.run({ kind: 'submit', on: find('#f') })).toMatchObject(refused('disabled'))
  })

  test('X1: another page load, a node that is gone or unknown, are stale', async () => {
    const find = show('<button>Go</button>')
    const button = find('button')
    expect(await page.run({ kind: 'focus', on: button }, { epoch: 'e0' })).toMatchObject(STALE)
    button.remove()
    expect(await page.click(button)).toMatchObject(STALE)
    expect(await page.run({ kind: 'hover', node: 99_999, x: 0, y: 0 } as never)).toMatchObject(STALE)
  })

  test('X2: what the mode does not allow is refused, and nothing after the stop', async () => {
    const view = controlPage({ allows: ({ kind }) => kind === 'scroll' })
    const find = show('<button>Go</button>')
    expect(await view.click(find('button'))).toMatchObject(refused('not_allowed'))
    view.stop()
    expect(await view.run({ kind: 'scroll', on: document, x: 0, y: 0 })).toMatchObject(refused('host_absent'))
  })

  test('X4: commands run one after the other and are answered in their order', async () => {
    const find = show('<button>Go</button><input>')
    const heard = record(document, 'click', 'input')
    const answers: number[] = []
    const sent = [
      page.click(find('button')),
      page.run({ kind: 'edit', on: find('input'), start: 0, end: 0, text: 'x', inputType: 'insertText' }),
      page.click(find('button')),
    ]
    await Promise.all(sent.map((result) => result.then(({ id }) => answers.push(id))))
    expect(heard).toEqual(['click', 'input', 'click'])
    expect(answers).toEqual([1, 2, 3])
  })

  test('X5: a page that throws under a command does not stop the next one', async () => {
    const broken = controlPage({
      isMasked: (node) => {
        if ((node as Element).id === 'bad') throw new Error('broken')
        return false
      },
    })
    const find = show('<button id="bad">x</button><button id="good">y</button>')
    expect(await broken.click(find('#bad'))).toMatchObject(refused('failed'))
    expect(await broken.click(find('#good'))).toMatchObject(DONE)
    broken.stop()
  })
})

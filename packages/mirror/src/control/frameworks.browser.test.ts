import { Select } from 'radix-ui'
import { createElement as h, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { ChangeEvent } from 'react'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DONE, controlPage } from './testing.ts'
import type { TestPage } from './testing.ts'

let page: TestPage
let root: Root
beforeEach(() => {
  page = controlPage()
  root = createRoot(document.body.appendChild(document.createElement('div')))
})
afterEach(() => {
  page.stop()
  root.unmount()
  document.body.innerHTML = ''
})

async function found<E extends Element>(selector: string): Promise<E> {
  await expect.poll(() => document.querySelector(selector)).not.toBeNull()
  return document.querySelector<E>(selector) as E
}

function Form() {
  const [text, setText] = useState('')
  const [isOn, setOn] = useState(false)
  const [choice, setChoice] = useState('a')
  const [log, setLog] = useState<string[]>([])
  const add = (entry: string) => () => setLog((entries) => [...entries, entry])
  return h(
    'form',
    { onMouseEnter: add('enter') },
    h('input', {
      id: 'text',
      value: text,
      onChange: (event) => setText(event.target.value.toUpperCase()),
      onBlur: add('blur'),
    }),
    h('input', {
      id: 'box',
      type: 'checkbox',
      checked: isOn,
      onChange: (event) => setOn(event.target.checked),
    }),
    h(
      'select',
      {
        id: 'choice',
        value: choice,
        onChange: (event: ChangeEvent<HTMLSelectElement>) => setChoice(event.target.value),
      },
      h('option', { value: 'a' }, 'A'),
      h('option', { value: 'b' }, 'B'),
    ),
    h('output', null, JSON.stringify({ text, isOn, choice, log })),
  )
}

test('X80: fields controlled by React take what is typed, checked and chosen', async () => {
  root.render(h(Form))
  const input = await found<HTMLInputElement>('#text')
  await page.type(input, 'abc')
  expect(
    await page.run({
      kind: 'edit',
      on: input,
      start: 1,
      end: 2,
      text: '',
      inputType: 'deleteContentBackward',
    }),
  ).toMatchObject(DONE)
  await page.click(await found('#box'))
  await page.run({ kind: 'select', on: await found('#choice'), indexes: [1] })
  const state = () => JSON.parse(document.querySelector('output')?.textContent ?? '{}') as unknown
  await expect.poll(state).toEqual({ text: 'AC', isOn: true, choice: 'b', log: ['enter', 'blur'] })
  expect(input.value).toBe('AC')
})

test('X81: a drop-down that opens on pointerdown is opened and chosen from', async () => {
  function DropDown() {
    const [value, setValue] = useState('one')
    const item = (name: string) =>
      h(Select.Item, { key: name, value: name, id: `item-${name}` }, h(Select.ItemText, null, name))
    return h(
      Select.Root,
      { value, onValueChange: setValue },
      h(Select.Trigger, { id: 'trigger' }, h(Select.Value)),
      h(
        Select.Portal,
        null,
        h(
          Select.Content,
          { position: 'popper' },
          h(Select.Viewport, null, ['one', 'two', 'three'].map(item)),
        ),
      ),
    )
  }
  root.render(h(DropDown))
  const trigger = await found('#trigger')
  await page.click(trigger)
  await page.click(await found('#item-two'))
  await expect.poll(() => trigger.textContent).toBe('two')
  await expect.poll(() => document.querySelector('#item-two')).toBeNull()
  await expect.poll(() => document.activeElement).toBe(trigger)
  await page.key('Enter')
  // The list moves its focus a little later, as it would under a person's fingers.
  await expect.poll(() => document.activeElement?.id).toBe('item-two')
  await page.key('ArrowDown')
  await expect.poll(() => document.activeElement?.id).toBe('item-three')
  await page.key('Enter')
  await expect.poll(() => trigger.textContent).toBe('three')
})

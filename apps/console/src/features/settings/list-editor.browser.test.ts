import { createElement, useState } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from '../../testing/render.ts'
import { ListEditor } from './list-editor.tsx'
import { selectorProblem } from './validate-entry.ts'

/** `refuse` stands for the server. */
function show(initial: string[], refuse: (values: string[]) => string | null = () => null) {
  const Host = () => {
    const [values, setValues] = useState(initial)
    return createElement(ListEditor, {
      label: 'Mask',
      hint: 'Hidden.',
      placeholder: '.private',
      addLabel: 'Add',
      emptyText: 'Nothing yet',
      values,
      validate: selectorProblem,
      onChange: async (next) => {
        const reason = refuse(next)
        if (reason !== null) throw new Error(reason)
        setValues(next)
      },
    })
  }
  render(createElement(Host))
}

const field = page.getByLabelText('Mask', { exact: true })
const entries = () => [...document.querySelectorAll('li code')].map((code) => code.textContent)

it('adds and removes entries', async () => {
  show([])
  await expect.element(page.getByText('Nothing yet')).toBeVisible()
  await field.fill('.iban')
  await userEvent.keyboard('{Enter}')
  await expect.poll(entries).toEqual(['.iban'])
  await expect.element(field).toHaveValue('')
  await page.getByRole('button', { name: 'Remove .iban' }).click()
  await expect.poll(entries).toEqual([])
})

it('keeps what the browser does not take for a selector out of the list', async () => {
  show(['.iban'])
  await field.fill('..iban')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is not a valid CSS selector.')
  expect(entries()).toEqual(['.iban'])
})

it('shows why the server refused, and leaves the text to be corrected', async () => {
  show([], () => 'At most 200 selectors.')
  await field.fill('.iban')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('At most 200 selectors.')
  await expect.element(field).toHaveValue('.iban')
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
})

import { createElement } from 'react'
import { expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { conversationId } from '../../testing/builders.ts'
import { render } from '../../testing/render.ts'
import { Composer } from './composer.tsx'

function show() {
  const onSend = vi.fn<(text: string) => void>()
  render(createElement(Composer, { conversationId: conversationId('c1'), visitorName: 'Ana', onSend }))
  return { onSend, box: page.getByLabelText('Message') }
}

it('sends with Enter, without the spaces around, and empties the box', async () => {
  const { onSend, box } = show()
  await box.fill('  Hello  ')
  await userEvent.keyboard('{Enter}')
  expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello')
  await expect.element(box).toHaveValue('')
})

it('begins a new line with Shift+Enter', async () => {
  const { onSend, box } = show()
  await box.fill('one')
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}two')
  await expect.element(box).toHaveValue('one\ntwo')
  expect(onSend).not.toHaveBeenCalled()
})

it('has nothing to send while the box is empty', async () => {
  const { onSend, box } = show()
  await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled()
  await box.fill('   ')
  await userEvent.keyboard('{Enter}')
  expect(onSend).not.toHaveBeenCalled()
})

import { createElement, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from '../../testing/render.ts'
import { ViewerToolbar, type ToolbarProps } from './viewer-toolbar.tsx'

type Tool = ToolbarProps['tool']

function show(overrides: Partial<ToolbarProps> = {}) {
  const commands = { back: vi.fn(), forward: vi.fn(), reload: vi.fn(), navigate: vi.fn() }
  const onFollow = vi.fn()
  const Host = () => {
    const [tool, onTool] = useState<Tool>('pointer')
    return createElement(ViewerToolbar, {
      mode: 'shared',
      url: 'https://shop.example/seats',
      live: true,
      tool,
      onTool,
      fit: 'width',
      onFit: vi.fn(),
      following: true,
      onFollow,
      commands,
      ...overrides,
    })
  }
  render(createElement(Host))
  return { commands, onFollow }
}

const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('the toolbar in shared mode', () => {
  it('switches tools and says which one is on', async () => {
    show()
    await button('Control').click()
    await expect.element(button('Control')).toHaveAttribute('aria-pressed', 'true')
    await expect.element(button('Pointer')).toHaveAttribute('aria-pressed', 'false')
  })

  it('moves through the site', async () => {
    const { commands } = show()
    await button('Back').click()
    await button('Reload').click()
    expect(commands.back).toHaveBeenCalledOnce()
    expect(commands.reload).toHaveBeenCalledOnce()
    expect(commands.forward).not.toHaveBeenCalled()
  })

  it('goes to a path that was typed, on the visitor’s own site', async () => {
    const { commands } = show()
    await page.getByLabelText('Address').fill('/help')
    await userEvent.keyboard('{Enter}')
    expect(commands.navigate).toHaveBeenCalledExactlyOnceWith('https://shop.example/help')
  })

  it('gives up a half-typed address with Escape', async () => {
    const { commands } = show()
    await page.getByLabelText('Address').fill('nonsense')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByLabelText('Address')).toHaveValue('https://shop.example/seats')
    expect(commands.navigate).not.toHaveBeenCalled()
  })

  it('cannot move a page that is not there', async () => {
    show({ live: false })
    await expect.element(button('Back')).toBeDisabled()
    await expect.element(page.getByLabelText('Address')).toHaveAttribute('readonly')
  })
})

describe('the toolbar in view-only mode', () => {
  it('offers neither control nor navigation', async () => {
    show({ mode: 'view' })
    await expect.element(button('Highlight')).toBeVisible()
    expect(button('Control').query()).toBeNull()
    expect(button('Back').query()).toBeNull()
    await expect.element(page.getByLabelText('Address')).toHaveAttribute('readonly')
  })

  it('can look elsewhere', async () => {
    const { onFollow } = show({ mode: 'view' })
    await button('Follow visitor').click()
    expect(onFollow).toHaveBeenCalledExactlyOnceWith(false)
  })
})

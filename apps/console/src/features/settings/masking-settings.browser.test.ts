import type { MaskingRules, Site, SitePatch } from '@alongside/protocol'
import { createElement, useState } from 'react'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from '../../testing/render.ts'
import { MaskingSettings } from './masking-settings.tsx'

const NONE: MaskingRules = { mask: [], block: [], allow: [], maskAll: false, otherMarks: true, pages: [] }

/** Keeps what is saved as the server does: what a patch leaves out stays. */
function show(first: Partial<MaskingRules> = {}): () => MaskingRules {
  let kept: MaskingRules = { ...NONE, ...first }
  const Host = () => {
    const [masking, setMasking] = useState(kept)
    return createElement(MaskingSettings, {
      site: { masking } as Site,
      onSave: async ({ masking: patch }: SitePatch) => {
        kept = { ...kept, ...patch } as MaskingRules
        setMasking(kept)
      },
    })
  }
  render(createElement(Host))
  return () => kept
}

it('switches a site to private by default, and other products’ marks off', async () => {
  const saved = show()
  await page.getByRole('switch', { name: 'Private by default' }).click()
  await expect.poll(() => saved().maskAll).toBe(true)
  await page.getByRole('switch', { name: 'Marks of other products' }).click()
  await expect.poll(() => saved().otherMarks).toBe(false)
  expect(saved()).toEqual({ ...NONE, maskAll: true, otherMarks: false })
})

it('keeps rules for single pages, each with lists of its own', async () => {
  const saved = show({ mask: ['.iban'] })
  await page.getByLabelText('Address of the pages').fill('account')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('A pattern begins with /, * or https://')
  await page.getByLabelText('Address of the pages').fill('/account/*')
  await userEvent.keyboard('{Enter}')
  await page.getByLabelText('Mask on /account/*').fill('.total')
  await userEvent.keyboard('{Enter}')
  await page.getByRole('switch', { name: 'Private by default on these pages' }).click()
  await expect
    .poll(() => saved())
    .toEqual({
      ...NONE,
      mask: ['.iban'],
      pages: [{ url: '/account/*', mask: ['.total'], block: [], allow: [], maskAll: true }],
    })
  await page.getByRole('button', { name: 'Remove rules of /account/*' }).click()
  await expect.poll(() => saved().pages).toEqual([])
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { cdp } from 'vitest/browser'
import { openPage } from './test-support.ts'

describe('media features', () => {
  const emulate = (features: { name: string; value: string }[]) =>
    (cdp() as unknown as { send(method: string, with_: object): Promise<unknown> }).send(
      'Emulation.setEmulatedMedia',
      { features },
    )

  it('C23 the visitor’s answers come with the viewport, and again when they change', async () => {
    onTestFinished(async () => void (await emulate([])))
    await emulate([{ name: 'prefers-color-scheme', value: 'light' }])
    const page = await openPage('<body></body>')
    const viewer = page.openViewer()
    await viewer.settled()
    const { last } = viewer.mirror
    expect(last.viewport?.media).toMatchObject({ colorScheme: 'light', reducedMotion: false })
    await emulate([
      { name: 'prefers-color-scheme', value: 'dark' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ])
    await expect.poll(() => last.viewport?.media).toMatchObject({ colorScheme: 'dark', reducedMotion: true })
  })

  it('C23 nothing is said where the page has replaced matchMedia', async () => {
    const before = (window: Window) => Object.assign(window, { matchMedia: () => ({ matches: true }) })
    const viewer = (await openPage('<body>x</body>', { before })).openViewer()
    await viewer.matches()
    expect(viewer.mirror.last.viewport).not.toHaveProperty('media')
  })
})

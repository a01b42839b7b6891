import type { Page } from '@playwright/test'

const COLUMNS = 5
const ROWS = 4

/**
 * Real input at places all over the mirror: each is hovered, clicked (sometimes with the middle button) and gets Enter.
 * Sent at once, in order: to wait for each event's answer takes minutes where a page is heavy.
 */
export async function tour(page: Page): Promise<void> {
  const box = await page.locator('alongside-viewer').boundingBox()
  if (box === null) throw new Error('There is no viewer.')
  const session = await page.context().newCDPSession(page)
  const sent: Promise<unknown>[] = []
  for (let i = 0; i < COLUMNS * ROWS; i++) {
    const x = box.x + (box.width * ((i % COLUMNS) + 0.5)) / COLUMNS
    const y = box.y + (box.height * (Math.floor(i / COLUMNS) + 0.5)) / ROWS
    const pressed = { x, y, button: i % 5 === 4 ? 'middle' : 'left', clickCount: 1 } as const
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
    sent.push(
      session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }),
      session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...pressed }),
      session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pressed }),
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter }),
    )
  }
  await Promise.all(sent)
  await session.detach()
}

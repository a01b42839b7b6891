import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { comparePixels } from './pixels.ts'

function picture(width: number, height: number, grey: number): Buffer {
  const png = new PNG({ width, height })
  png.data.fill(grey)
  return PNG.sync.write(png)
}

test('equal pictures have no differing pixels', () => {
  expect(comparePixels(picture(4, 3, 200), picture(4, 3, 200))).toEqual({ different: 0, total: 12 })
})

test('a shade that people hardly see differs', () => {
  expect(comparePixels(picture(4, 3, 238), picture(4, 3, 228)).different).toBe(12)
})

test('pictures of different sizes differ altogether', () => {
  expect(comparePixels(picture(4, 3, 0), picture(4, 4, 0))).toEqual({ different: 12, total: 12 })
})

import { describe, expect, test } from 'vitest'
import { clientToPage, fractionIn, pointIn, rangeValue, scaleFor } from './geometry.ts'

describe('geometry', () => {
  test('wide pages shrink to the widget’s width; small ones grow, but not beyond its height', () => {
    const size = (width: number, height: number) => ({ width, height })
    const widget = (clientWidth: number, clientHeight: number) => ({ clientWidth, clientHeight })
    expect(scaleFor('width', widget(640, 500), size(1280, 800))).toBe(0.5)
    expect(scaleFor('width', widget(640, 900), size(400, 500))).toBe(1.6)
    expect(scaleFor('width', widget(640, 900), size(400, 600))).toBe(1.5)
    expect(scaleFor('width', widget(640, 500), size(390, 780))).toBe(1)
    expect(scaleFor('width', widget(2000, 2000), size(300, 200))).toBe(2)
    expect(scaleFor('actual', widget(640, 500), size(1280, 800))).toBe(1)
    expect(scaleFor('width', widget(0, 0), size(1280, 800))).toBe(1)
  })

  test('a point in the window is found on the scaled page', () => {
    const shown = { left: 100, top: 50, width: 640, height: 400 }
    expect(clientToPage({ x: 420, y: 250 }, shown, 1280)).toEqual({ x: 640, y: 400 })
  })

  test('a fraction of a box leads back to the same point in a box of another size', () => {
    const fraction = fractionIn({ x: 30, y: 10 }, { left: 10, top: 0, width: 40, height: 40 })
    expect(pointIn({ left: 0, top: 100, width: 200, height: 80 }, fraction)).toEqual({ x: 100, y: 120 })
    expect(fractionIn({ x: 5, y: 5 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual({ x: 0, y: 0 })
  })

  test('a range input’s value keeps to its step and its ends', () => {
    expect(rangeValue(0.34, 0, 1, 0.1)).toBe(0.3)
    expect(rangeValue(2, 0, 100, 30)).toBe(90)
    expect(rangeValue(-1, 10, 20, 5)).toBe(10)
    expect(rangeValue(0.123, 0, 1, null)).toBe(0.123)
  })
})

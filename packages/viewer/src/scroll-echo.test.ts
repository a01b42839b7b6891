import { describe, expect, test } from 'vitest'
import { createScrollEcho } from './scroll-echo.ts'

const at = (y: number) => ({ x: 0, y })

describe('createScrollEcho', () => {
  test('the visitor’s scrolling is followed while the agent does not scroll', () => {
    expect(createScrollEcho().follows(at(100))).toBe(true)
  })

  test('positions from the page wait while own scrolling is on its way', () => {
    const echo = createScrollEcho()
    echo.moved(at(50))
    expect(echo.follows(at(0))).toBe(false)
    echo.sent(at(50))
    expect(echo.follows(at(20))).toBe(false)
  })

  test('late echoes of own positions do not move the box back', () => {
    const echo = createScrollEcho()
    for (const y of [50, 100, 150]) echo.sent(at(y))
    echo.answered(true)
    echo.follows(at(50))
    echo.answered(true)
    expect(echo.answered(true)).toBeNull()
    expect(echo.follows(at(100.4))).toBe(false)
    expect(echo.follows(at(150))).toBe(false)
  })

  test('where the visitor went meanwhile counts once own scrolling is answered', () => {
    const echo = createScrollEcho()
    echo.sent(at(50))
    echo.follows(at(900))
    expect(echo.answered(true)).toEqual(at(900))
    expect(echo.follows(at(50))).toBe(true)
  })

  test('a refused scroll goes back to where the page is', () => {
    const echo = createScrollEcho()
    echo.sent(at(50))
    echo.follows(at(0))
    expect(echo.answered(false)).toEqual(at(0))
  })

  test('the page’s limit on the way counts: it could not scroll as far', () => {
    const echo = createScrollEcho()
    echo.sent(at(5000))
    expect(echo.answered(true)).toBeNull()
    expect(echo.follows(at(4200))).toBe(true)
  })
})

import { expect, test } from 'vitest'
import { createFigure, quantile } from './figures.ts'

test('a goal is met when all that it asks holds', () => {
  const goal = { ofFloor: 3.5, ofRrweb: 1 / 10 }
  const met = (ours: number | null, rrweb: number | null, floor: number | null) =>
    createFigure('x', 'ms', { ours, rrweb, floor }, goal).met
  expect(met(30, 400, 10)).toBe(true)
  expect(met(30, 200, 10)).toBe(false)
  expect(met(40, 4000, 10)).toBe(false)
  expect(met(null, 400, 10)).toBe(false)
  expect(met(30, 400, null)).toBe(false)
  // It could not do it at all.
  expect(met(30, null, 10)).toBe(true)
})

test('what is kept has to be at least as much', () => {
  const met = (ours: number) => createFigure('x', '', { ours, floor: 100 }, { atLeastOfFloor: 0.95 }).met
  expect(met(95)).toBe(true)
  expect(met(94)).toBe(false)
})

test('ratios are of what there is', () => {
  expect(createFigure('x', 'ms', { ours: 1, rrweb: 3 })).toMatchObject({
    ratioToRrweb: 0.333,
    ratioToFloor: null,
    goal: null,
    met: null,
  })
  expect(createFigure('x', 'ms', { ours: 1, floor: 0 }).ratioToFloor).toBeNull()
})

test('a quantile is one of the values', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3)
  expect(quantile([5, 1, 3], 0.99)).toBe(5)
  expect(quantile([], 0.5)).toBeNaN()
})

import { expect, test } from 'vitest'
import { withLists } from './shorthands.ts'

function ruleOf(css: string): CSSRule {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet.cssRules.item(0) as CSSRule
}

const NAMES = [
  'background-image',
  'background-size',
  'background-position',
  'background-repeat',
  'background-clip',
  'mask-position',
  'animation-delay',
  'animation-fill-mode',
  'transition-delay',
]

/** What elements have by this style sheet. */
function computed(css: string): string[] {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const inside = frame.contentDocument as Document
  inside.documentElement.innerHTML = `<style>${css}</style><a><b></b></a>`
  const found = Array.from(inside.body.querySelectorAll('*'), (element) => {
    const style = frame.contentWindow?.getComputedStyle(element)
    return NAMES.map((name) => `${name}: ${style?.getPropertyValue(name)}`)
  }).flat()
  frame.remove()
  return found
}

test.each([
  'a { background: linear-gradient(red, rgb(0, 0, 0)), url("x.png"); background-position: center; background-size: cover }',
  'a { background: url("data:,a,b"), url("y.png"); background-repeat: no-repeat !important }',
  'a { background: linear-gradient(red, red), url("x.png") center; -webkit-background-clip: text }',
  'a { background-position-x: 0, 1px; background-position-y: 5px }',
  'a { mask: linear-gradient(red, red), url("x.png"); mask-position: center }',
  'a { transition: color 1s, width 2s; transition-delay: 3s }',
  'a { animation: x 1s, y 2s; animation-fill-mode: both }',
  '@media all { @supports (color: red) { a { animation: x 1s, y 2s; animation-delay: 3s } } }',
  'a { color: red; b { background: linear-gradient(red, red), url("x.png"); background-size: cover } & b { background-size: auto } }',
])('C13 a list of another length than its shorthand’s is kept: %s', (css) => {
  const rule = ruleOf(css)
  expect(computed(withLists(rule, rule.cssText))).toEqual(computed(css))
})

test('rules without such lists stay as they are', () => {
  for (const css of [
    'a { color: red; }',
    'a { background: rgba(0, 0, 0, 0.5); }',
    'a { transition: color 1s, width 2s; }',
    'a { background: linear-gradient(red, red) 0% 0% / cover, url("x.png"); }',
  ]) {
    const rule = ruleOf(css)
    expect(withLists(rule, rule.cssText)).toBe(rule.cssText)
  }
})

import { expect, test } from 'vitest'
import { selectorProblem } from './selector-problem.ts'

test.each([
  '.card-number',
  '#cvc',
  'input[name="a]b"], [data-x=\'{\']',
  'form > label:nth-child(2n + 1) ~ input:not([type="text"], .open)',
  'my-element',
  '.\\31 23',
  'div:has(> .secret)',
  '*',
  '.a.b#c[d]',
  'input:is(.x,#y)',
])('%s is taken', (selector) => expect(selectorProblem(selector)).toBeNull())

test.each([
  'input[name="x]',
  'div:not(.a',
  'div)',
  '.a { color: red }',
  '.a; .b',
  '@media print',
  ', .a',
  '.a,, .b',
  '.a >',
  '.',
  'div .',
  '.5a',
  'p::before',
  'div[]',
  ':not()',
  '<script>',
  'a\\',
])('%s is refused', (selector) => expect(selectorProblem(selector)).not.toBeNull())

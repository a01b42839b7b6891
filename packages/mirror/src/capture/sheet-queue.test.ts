import { expect, it } from 'vitest'
import { Outbox } from './outbox.ts'
import { namesIn, SheetQueue } from './sheet-queue.ts'
import { toSegment } from './sheet-rules.ts'

it.each([
  ['.a { color: red; }', ['a']],
  [
    'main .a > .b-c::before, #d td { color: red; }\n@media (min-width: 3em) { .e:hover { top: 0px; } }',
    ['b-c', 'd', 'e'],
  ],
  ['.a { color: red; & .b { top: 0px; } }', ['a', 'b']],
  ['.sm\\:flex { display: flex; }', ['sm:flex']],
])('C54 of %s it is known what it needs', (css, names) => {
  expect([...(namesIn(css) ?? [])]).toEqual(names)
})

it.each([
  ':root { --a: 1; }',
  '.a { top: 0px; }\ntd { top: 0px; }',
  '.a, a { top: 0px; }',
  ':not(.a) { top: 0px; }',
  ':is(.a, td) { top: 0px; }',
  '@font-face { font-family: a; }',
  '@keyframes a { 50% { top: 0px; } }',
  '@layer a { .b { top: 0px; } }',
  '[data-a=".b"] { top: 0px; }'.replace('.b', 'b'),
])('C54 of %s it is not', (css) => {
  expect(namesIn(css)).toBeNull()
})

it('C54 what is in view is styled first, and all comes in the end, once', () => {
  const outbox = new Outbox()
  const queue = new SheetQueue(outbox)
  const css = ['td { top: 1px; }', '.a { top: 2px; }', '.b { top: 3px; }', '#c { top: 4px; }']
  for (const text of css) queue.add(toSegment(text, 'about:blank'), false)
  const taken = () => {
    const { ops } = JSON.parse(outbox.take('e', 1)) as { ops: { css: string }[] }
    return ops.map((op) => op.css)
  }
  while (queue.stepRead());
  expect(taken()).toEqual([css[0]])
  queue.sendFor(JSON.stringify({ op: 'insert', html: '<p class="x b" title="a">' }))
  expect(taken()).toEqual([css[2]])
  queue.sendFor(JSON.stringify({ op: 'insert', nodes: [{ e: 'p', a: { id: 'c' } }] }))
  expect(taken()).toEqual([css[3]])
  queue.add(toSegment(css[2] ?? '', 'about:blank'), true)
  while (queue.stepRest());
  expect(taken()).toEqual([css[1]])
})

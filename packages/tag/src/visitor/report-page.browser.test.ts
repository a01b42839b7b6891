import { startCapture } from '@alongside/mirror/capture'
import type { MaskingRules } from '@alongside/protocol'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestKernel } from '../test-kernel.ts'
import { reportPage } from './report-page.ts'
import { marksOf } from '@alongside/mirror/marks'
import { shownTitle } from './shown-title.ts'
import { TestVisitorLink } from './test-visitor-link.ts'

const NONE: MaskingRules = { mask: [], block: [] }
const cleanups: (() => void)[] = []
let page: Window & typeof globalThis
let title: HTMLTitleElement

beforeEach(() => {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  page = frame.contentWindow as Window & typeof globalThis
  page.document.title = 'Invoice of Kim'
  title = page.document.querySelector('title') as HTMLTitleElement
  cleanups.push(() => frame.remove())
})

afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

/** Marks the element with what a simple selector (`.name`, `[name="value" i]`) asks for. */
function mark(element: Element, selector: string): void {
  const [, name = '', value = ''] = /^\[([\w-]+)(?:[~^]?="([^"]*)")?/.exec(selector) ?? []
  if (name === '') element.classList.add(selector.slice(1))
  else element.setAttribute(name, value)
}

function report(rules: MaskingRules = NONE) {
  const link = new TestVisitorLink()
  const masking = signal(rules)
  cleanups.push(reportPage(createTestKernel(), link, page, masking))
  link.connect()
  const titles = () => link.asked.map(({ payload }) => (payload as { title: string }).title)
  return { masking, titles }
}

test('the title of a page without marks is told', () => {
  expect(report().titles()).toEqual(['Invoice of Kim'])
})

test.each([...marksOf(true).mask, ...marksOf(true).block])(
  'a title marked with %s is not told, as in capture',
  (selector) => {
    mark(title, selector)
    expect(title.matches(selector)).toBe(true)
    expect(report().titles()).toEqual([''])
    const capture = startCapture({
      window: page,
      masking: NONE,
      isOwn: () => false,
      onFailure: () => undefined,
    })
    cleanups.push(() => capture.stop())
    expect(capture.isMasked(title)).toBe(true)
  },
)

test('marks and rules for the head or the whole page hold for the title', () => {
  page.document.head.className = 'secret'
  expect(report({ mask: ['.secret'], block: [] }).titles()).toEqual([''])
  expect(report({ mask: [], block: [':root'] }).titles()).toEqual([''])
  page.document.documentElement.dataset['alongside'] = 'mask'
  expect(report().titles()).toEqual([''])
})

test('a title allowed inside of a masked page is told, inside of a blocked one it is not', () => {
  title.dataset['alongside'] = 'allow'
  page.document.documentElement.dataset['alongside'] = 'mask'
  expect(shownTitle(page.document, NONE)).toBe('Invoice of Kim')
  page.document.documentElement.dataset['alongside'] = 'block'
  expect(shownTitle(page.document, NONE)).toBe('')
})

test('rules that come later take the title back at once', () => {
  const { masking, titles } = report()
  masking.value = { mask: ['title'], block: [] }
  expect(titles()).toEqual(['Invoice of Kim', ''])
})

test('a rule that this browser cannot parse does not make the others void', () => {
  expect(report({ mask: ['title', ':no-such(', ''], block: [] }).titles()).toEqual([''])
})

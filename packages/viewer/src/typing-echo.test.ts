import { describe, expect, test } from 'vitest'
import { applyEdit, type TextEdit } from './text-edit.ts'
import { TypingEcho } from './typing-echo.ts'

/**
 * A page behind a slow line. It answers edits in order; positions made on a value that it has rewritten since are stale.
 * State ops may overtake nothing, but merge: only the newest value is sent.
 */
class SlowPage {
  value: string
  #format: (value: string) => string
  #version = 0
  #rewrittenAt = 0
  #seenByViewer = 0
  #up: { edit: TextEdit; madeOn: number }[] = []
  #down: (() => void)[] = []

  constructor(value: string, format: (value: string) => string) {
    this.value = value
    this.#format = format
  }

  receive(edits: TextEdit[]): void {
    this.#up.push(...edits.map((edit) => ({ edit, madeOn: this.#seenByViewer })))
  }

  get isQuiet(): boolean {
    return this.#up.length === 0 && this.#down.length === 0
  }

  /** Runs the next edit that has arrived. */
  work(echo: TypingEcho): void {
    const next = this.#up.shift()
    if (next === undefined) return
    if (next.madeOn < this.#rewrittenAt) {
      this.#down.push(() => echo.answered('stale'))
      return
    }
    const typed = applyEdit(this.value, next.edit)
    const value = this.#format(typed)
    const version = ++this.#version
    if (value !== typed) this.#rewrittenAt = version
    this.value = value
    this.#down.push(
      () => echo.answered('done'),
      () => {
        this.#seenByViewer = version
        echo.pageHas(value)
      },
    )
  }

  deliver(): void {
    this.#down.shift()?.()
  }
}

function type(echo: TypingEcho, text: string): void {
  const { start, end } = echo.caret
  const value = applyEdit(echo.shown, { start, end, text })
  echo.typed(value, { start: start + text.length, end: start + text.length })
}

function finish(echo: TypingEcho, page: SlowPage): void {
  for (let turn = 0; turn < 500; turn++) {
    page.receive(echo.takeEdits())
    page.work(echo)
    page.deliver()
    if (page.isQuiet && echo.awaitsPage) echo.settle()
    if (page.isQuiet && echo.isSettled) return
  }
  throw new Error('never settled')
}

const thousands = (value: string) => value.replace(/\D/g, '').replace(/\B(?=(\d{3})+$)/g, ',')

/** Small seeded generator (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

describe('TypingEcho', () => {
  test('what is typed shows at once, whatever the page has answered', () => {
    const echo = new TypingEcho('', { start: 0, end: 0 })
    for (const letter of 'hello') type(echo, letter)
    expect(echo.shown).toBe('hello')
    expect(echo.takeEdits()).toHaveLength(5)
  })

  test('late values of the page do not flicker through', () => {
    const echo = new TypingEcho('', { start: 0, end: 0 })
    for (const letter of 'abc') type(echo, letter)
    echo.takeEdits()
    echo.answered('done')
    echo.pageHas('a')
    expect(echo.shown).toBe('abc')
    echo.answered('done')
    echo.answered('done')
    echo.pageHas('ab')
    expect(echo.shown).toBe('abc')
    echo.pageHas('abc')
    expect(echo.isSettled).toBe(true)
  })

  test('the answer alone does not revert to the value that the page had before', () => {
    const echo = new TypingEcho('x', { start: 1, end: 1 })
    type(echo, 'y')
    echo.takeEdits()
    echo.answered('done')
    expect(echo.shown).toBe('xy')
    expect(echo.awaitsPage).toBe(true)
  })

  test('a page that does not take what was typed gets its value back on settling', () => {
    const echo = new TypingEcho('max', { start: 3, end: 3 })
    type(echo, '!')
    echo.takeEdits()
    echo.answered('done')
    echo.settle()
    expect(echo.shown).toBe('max')
    expect(echo.caret).toEqual({ start: 3, end: 3 })
  })

  test('a refused edit is taken back', () => {
    const echo = new TypingEcho('', { start: 0, end: 0 })
    type(echo, 'a')
    echo.takeEdits()
    type(echo, 'b')
    echo.answered('refused')
    expect(echo.shown).toBe('')
    expect(echo.takeEdits()).toEqual([])
  })

  test('the caret goes where the page’s selection is when it rewrote the value', () => {
    const echo = new TypingEcho('', { start: 0, end: 0 })
    type(echo, '1')
    echo.takeEdits()
    echo.pageSelects({ start: 4, end: 4 })
    echo.pageHas('(1  )')
    echo.answered('done')
    expect(echo.shown).toBe('(1  )')
    expect(echo.caret).toEqual({ start: 4, end: 4 })
  })

  test('backspace typed while a rewriting page is on its way deletes at the caret', () => {
    const echo = new TypingEcho('', { start: 0, end: 0 })
    type(echo, 'a')
    echo.takeEdits()
    echo.answered('done')
    echo.pageHas('A')
    type(echo, 'b')
    echo.takeEdits()
    echo.typed('A', { start: 1, end: 1 })
    echo.answered('done')
    echo.pageHas('AB')
    expect(echo.shown).toBe('A')
    expect(echo.takeEdits()).toEqual([{ start: 1, end: 2, text: '' }])
  })

  test('another one’s change of the field shows once own edits are answered', () => {
    const echo = new TypingEcho('one', { start: 3, end: 3 })
    echo.pageHas('other')
    expect(echo.shown).toBe('other')
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'nothing is lost on a slow line, whatever the order of events (seed %i)',
    (seed) => {
      const next = random(seed)
      for (const format of [(value: string) => value, thousands]) {
        const page = new SlowPage('', format)
        const echo = new TypingEcho('', { start: 0, end: 0 })
        const digits = '1234567890123'
        let typed = 0
        while (typed < digits.length) {
          const dice = next()
          if (dice < 0.4) type(echo, digits.charAt(typed++))
          else if (dice < 0.7) page.work(echo)
          else page.deliver()
          page.receive(echo.takeEdits())
        }
        finish(echo, page)
        expect(page.value).toBe(format(digits))
        expect(echo.shown).toBe(page.value)
      }
    },
  )
})

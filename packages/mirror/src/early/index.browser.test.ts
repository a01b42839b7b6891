import { expect, onTestFinished, test } from 'vitest'
import { closedRoot, watchEarly } from './index.ts'

function freshWindow(): Window & typeof globalThis {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  onTestFinished(() => frame.remove())
  return frame.contentWindow as Window & typeof globalThis
}

test('closed shadow roots are kept, open ones are not, and the page gets what it asked for', () => {
  const view = freshWindow()
  const early = watchEarly(view)
  const [open, closed] = [view.document.createElement('p'), view.document.createElement('div')]
  expect(open.attachShadow({ mode: 'open' })).toBe(open.shadowRoot)
  expect(early.roots).toBeUndefined()
  const root = closed.attachShadow({ mode: 'closed' })
  expect(closedRoot(early, closed)).toBe(root)
  expect(closedRoot(early, open)).toBeNull()
  expect(() => closed.attachShadow({ mode: 'closed' })).toThrow()
  expect(view.Element.prototype.attachShadow.name).toBe('attachShadow')
})

test('internals are kept, with the closed root that HTML declares later', () => {
  const view = freshWindow()
  const early = watchEarly(view)
  view.customElements.define(
    'early-card',
    class extends view.HTMLElement {
      internals = this.attachInternals()
    },
  )
  view.document.body.setHTMLUnsafe(
    '<early-card><template shadowrootmode="closed">declared</template></early-card>',
  )
  const card = view.document.querySelector('early-card') as Element
  expect(card.shadowRoot).toBeNull()
  expect(closedRoot(early, card)?.textContent).toBe('declared')
})

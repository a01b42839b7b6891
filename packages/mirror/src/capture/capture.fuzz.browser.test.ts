import { createRandom } from '@alongside/testkit/pages'
import { expect, it } from 'vitest'
import { openPage } from './test-support.ts'

const NAMES = [
  'div',
  'p',
  'span',
  'a',
  'ul',
  'li',
  'table',
  'tr',
  'td',
  'b',
  'pre',
  'section',
  'button',
  'form',
]

/** One random change of a random part of the page. */
function mutate(document: Document, random: ReturnType<typeof createRandom>, loose: Node[]): void {
  const all = [...document.querySelectorAll('body, body *')]
  const pick = () => all[random.below(all.length)] as Element
  const element = pick()
  const position = () => element.childNodes[random.below(element.childNodes.length + 1)] ?? null
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return void element.insertBefore(grow(document, random, 3), position())
    case 3:
      return void element.insertBefore(
        document.createTextNode(random.below(4) === 0 ? '' : `t${random.below(99)}`),
        position(),
      )
    case 4:
    case 5: {
      const moved = pick()
      if (moved !== document.body && !moved.contains(element)) element.insertBefore(moved, position())
      return
    }
    case 6:
      if (element !== document.body) {
        loose.push(element)
        element.remove()
      }
      return
    case 7: {
      const back = loose.splice(random.below(loose.length + 1), 1)[0]
      if (back !== undefined && !back.contains(element)) element.insertBefore(back, position())
      return
    }
    case 8:
      return element.setAttribute('title', `v${random.below(9)}`)
    case 9: {
      const text = element.firstChild
      if (text?.nodeType === 3) (text as Text).data = `changed ${random.below(9)}`
      return
    }
    case 10: {
      if (!/^(?:DIV|P|SPAN|SECTION)$/.test(element.nodeName)) return
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
      root.append(grow(document, random, 2))
      return
    }
    default:
      // Masks come and go; while one is there, the trees differ.
      element.classList.toggle('alongside-mask')
      return
  }
}

function unmask(root: Document | ShadowRoot): void {
  for (const element of root.querySelectorAll('*')) {
    element.classList.remove('alongside-mask')
    if (element.shadowRoot !== null) unmask(element.shadowRoot)
  }
}

function grow(document: Document, random: ReturnType<typeof createRandom>, depth: number): Node {
  const element = document.createElement(NAMES[random.below(NAMES.length)] ?? 'div')
  const children = depth === 0 ? 0 : random.below(4)
  for (let i = 0; i < children; i++)
    element.append(random.below(3) === 0 ? `x${i}` : grow(document, random, depth - 1))
  return element
}

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1)

for (const seed of [...SEEDS, Date.now() % 100_000])
  it(`C5 after any changes the mirror has the tree of the page (seed ${seed})`, async () => {
    const random = createRandom(seed)
    const page = await openPage('<body></body>')
    for (let i = 0; i < 60; i++) page.document.body.append(grow(page.document, random, 4))
    const viewer = page.openViewer()
    const loose: Node[] = []
    let late: ReturnType<typeof page.openViewer> | undefined
    for (let round = 0; round < 14; round++) {
      const changes = random.below(25)
      for (let i = 0; i < changes; i++) mutate(page.document, random, loose)
      if (round === 5) late = page.openViewer()
      // Sometimes the next changes come while the last ones are on their way.
      if (random.below(2) === 0) {
        unmask(page.document)
        await viewer.matches()
      } else await Promise.resolve()
    }
    unmask(page.document)
    await viewer.matches()
    await late?.matches()
    expect(page.failures).toEqual([])
  })

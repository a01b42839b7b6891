import { makeChoices } from './choices.ts'
import { plantAttributes, plantState, plantTexts, setValue } from './plant.ts'
import { contentOf, pathOf, type Place } from './private-places.ts'
import type { Secrets } from './secrets.ts'

export type Scene = {
  /** What has to be private now; asked anew each time, since pages change. */
  readonly places: () => Place[]
  readonly secrets: Secrets
  /** Waits until what was done has been sent: so that runs of the same script send the same. */
  readonly sent: () => Promise<void>
  /** Whether the page is private by default: then its title and its address are, too. */
  readonly isPrivate: boolean
}

/** How a page is exercised, in this order. After each step everything must have been sent. */
export const STEPS: Readonly<Record<string, (scene: Scene) => void | Promise<void>>> = {
  typing: async ({ places, secrets, sent }) => {
    for (const { element, path } of places().filter(isTyped).slice(0, 5)) {
      const field = element as HTMLInputElement
      field.focus()
      const secret = secrets.make(path, 'typed')
      for (let length = 1; length <= secret.length; length++) {
        setValue(field, secret.slice(0, length))
        await sent()
      }
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
  },
  attributes: ({ places, secrets }) => {
    for (const place of places()) plantAttributes(place, secrets)
  },
  texts: ({ places, secrets }) => {
    for (const place of places()) plantTexts(place, secrets)
  },
  values: ({ places, secrets }) => {
    for (const place of places()) plantState(place, secrets)
  },
  children: ({ places, secrets }) => {
    for (const place of holders(places())) addChildren(place, secrets)
  },
  'shadow trees': ({ places, secrets }) => {
    for (const [index, { element, path, isVeiled }] of holders(places()).entries()) {
      const host = element.ownerDocument.createElement('div')
      element.append(host)
      const mode = index % 2 === 0 ? 'open' : 'closed'
      const root = host.attachShadow({ mode })
      root.innerHTML = `${isVeiled ? '' : `<style>p::after{content:"${secrets.make(path, `style in a ${mode} shadow tree`)}"}</style>`}<p title="${secrets.make(path, `attribute in a ${mode} shadow tree`)}">${secrets.make(path, `text in a ${mode} shadow tree`)}</p>`
    }
  },
  classes: async ({ places, sent }) => {
    const marked = places().slice(0, 100)
    for (const { element } of marked) element.classList.add('alongside-test')
    await sent()
    for (const { element } of marked) element.classList.remove('alongside-test')
    document.body.classList.toggle('alongside-test')
  },
  marks: ({ places, secrets }) => {
    // Off and on in one turn: nobody may see between.
    for (const { element, path, isMarked } of places()) {
      const mark = element.getAttribute('data-alongside')
      const classes = element.getAttribute('class')
      if (!isMarked || (mark === null && classes === null)) continue
      element.removeAttribute('data-alongside')
      element.removeAttribute('class')
      element.setAttribute('title', secrets.make(path, 'attribute while the mark was off'))
      if (classes !== null) element.setAttribute('class', classes)
      if (mark !== null) element.setAttribute('data-alongside', mark)
    }
  },
  moves: async ({ places, secrets, sent }) => {
    for (const { element, path, isMarked } of places().slice(0, 40)) {
      const { parentNode, nextSibling } = element
      if (!isMarked || parentNode === null || element.ownerDocument !== document) continue
      if (/^(?:html|head|body|title|tr|td|option|optgroup)$/.test(element.localName)) continue
      element.setAttribute('title', secrets.make(path, 'attribute of what is moved'))
      document.body.append(element)
      await sent()
      parentNode.insertBefore(element, nextSibling)
    }
    // What was open comes into a private part, and is private there.
    for (const { element, path } of holders(places()).slice(0, 20)) {
      const open = document.createElement('p')
      document.body.append(open)
      await sent()
      element.append(open)
      open.append(secrets.make(path, 'text of what was moved in'))
    }
  },
  'focus and selection': async ({ places, sent }) => {
    for (const { element } of places().slice(0, 40)) {
      ;(element as Partial<HTMLElement>).focus?.()
      if (isTyped({ element })) (element as HTMLInputElement).select()
      else element.ownerDocument.getSelection()?.selectAllChildren(element)
      await sent()
    }
    document.getSelection()?.removeAllRanges()
    ;(document.activeElement as HTMLElement | null)?.blur()
  },
  'validation messages': async ({ places, secrets, sent }) => {
    for (const { element, path } of places().filter(isTyped).slice(0, 10)) {
      const field = element as HTMLInputElement
      field.setCustomValidity(secrets.make(path, 'validation message'))
      field.reportValidity()
      await sent()
    }
    ;(document.activeElement as HTMLElement | null)?.blur()
  },
  'highlights and animations': ({ places, secrets }) => {
    const ranges: Range[] = []
    for (const { element, path } of places().slice(0, 40)) {
      const range = element.ownerDocument.createRange()
      range.selectNodeContents(element)
      if (element.ownerDocument === document) ranges.push(range)
      const backgroundImage = `url("/${secrets.make(path, 'animation')}.png")`
      element.animate([{ backgroundImage }, { backgroundImage }], { duration: 1, fill: 'forwards' })
    }
    if (ranges.length > 0) CSS.highlights.set('alongside-test', new Highlight(...ranges))
  },
  choices: makeChoices,
  scrolling: async ({ places, sent }) => {
    for (const { element } of places()) {
      if (element.scrollHeight > element.clientHeight + 2) element.scrollTop = 17
      if (element.scrollWidth > element.clientWidth + 2) element.scrollLeft = 13
    }
    await sent()
  },
  'address and title': async ({ places, secrets, isPrivate, sent }) => {
    const { href } = location
    const name = isPrivate ? 'q' : 'access_token'
    const separator = href.includes('?') ? '&' : '?'
    const address = `${href.split('#')[0] ?? ''}${separator}${name}=${secrets.make('the address', `parameter ${name}`)}`
    try {
      history.replaceState(history.state, '', address)
    } catch {
      // Pages without an address of their own.
    }
    const title = document.querySelector('title')
    if (isPrivate || places().some(({ element }) => element === title))
      document.title = secrets.make('title', 'title of the page')
    await sent()
  },
}

function isTyped({ element }: { readonly element: Element }): boolean {
  if (element.localName === 'textarea') return true
  return (
    element.localName === 'input' &&
    /^(?:text|search|tel|url|email|password)$/.test((element as HTMLInputElement).type)
  )
}

/** Elements that may hold others. */
function holders(places: readonly Place[]): Place[] {
  return places
    .filter(({ element }) =>
      /^(?:div|section|article|p|span|li|td|fieldset|form|main|aside)$/.test(element.localName),
    )
    .slice(0, 40)
}

function addChildren({ element, path, isVeiled }: Place, secrets: Secrets): void {
  const s = (kind: string) => secrets.make(path, `new ${kind}`)
  const box = element.ownerDocument.createElement('div')
  box.innerHTML = `<b title="${s('title')}">${s('text')}</b><a href="/${s('link')}">${s('link text')}</a><img alt="${s('alt')}" src="/${s('image')}.png"><input value="${s('value')}" placeholder="${s('placeholder')}"><textarea>${s('textarea')}</textarea><select><option label="${s('label')}" value="${s('option value')}">${s('option')}</option></select><svg><text>${s('svg text')}</text></svg>${isVeiled ? '' : `<style>b::after{content:"${s('style')}"}</style>`}<!--${s('comment')}--><iframe srcdoc="<p>${s('frame')}</p>"></iframe><details><summary>${s('summary')}</summary>${s('details')}</details><progress value=".4" title="${s('progress')}"></progress>`
  element.append(box)
  const frame = box.querySelector('iframe')
  const inner = frame === null ? null : contentOf(frame)
  inner?.body?.append(secrets.make(pathOf(box), 'text in a new frame'))
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20)
  })
}

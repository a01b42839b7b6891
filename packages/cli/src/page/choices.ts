import type { Place } from './private-places.ts'
import type { Scene } from './steps.ts'

/**
 * What people choose in private parts, and no text tells: which key of a pad they press, which box they tick, what opens.
 * The two runs choose differently; what is sent must be the same. Not in what is private by default only: there states
 * and scrolling are told.
 */
export async function makeChoices({ places, secrets, sent }: Scene): Promise<void> {
  const parts = places()
    .filter(({ element, isVeiled }) => !isVeiled && element.children.length > 1)
    .slice(0, 6)
  for (const place of parts) {
    const { element } = place
    const inner = Array.from(element.children).filter(isPlain)
    const chosen = inner[secrets.choose(inner.length)]
    if (chosen === undefined) continue
    pointAt(chosen)
    await sent()
    chosen.animate([{ opacity: 0.5 }, { opacity: 0.7 }], { duration: 1e6, fill: 'both' })
    select(place, chosen)
    await sent()
    openIn(place, secrets.choose(2))
    await sent()
  }
  for (const { element, isVeiled } of places()) if (!isVeiled) setState(element, secrets.choose(2))
  await sent()
  pointAt(document.body)
  document.getSelection()?.removeAllRanges()
}

/** Fields have states of their own; frames and the like have an inside. */
function isPlain({ localName }: Element): boolean {
  return !/^(?:input|select|textarea|button|option|optgroup|style|script|iframe|canvas|img|video|svg|picture)$/.test(
    localName,
  )
}

function pointAt(element: Element): void {
  const told = { bubbles: true, composed: true }
  for (const type of ['pointerover', 'pointermove', 'pointerdown', 'pointerup'])
    element.dispatchEvent(new PointerEvent(type, told))
  for (const type of ['mouseover', 'mousemove', 'mousedown'])
    element.dispatchEvent(new MouseEvent(type, told))
}

function select({ element }: Place, chosen: Element): void {
  const { ownerDocument } = element
  ownerDocument.getSelection()?.selectAllChildren(chosen)
  if (ownerDocument !== document) return
  const range = document.createRange()
  range.selectNodeContents(chosen)
  CSS.highlights.set('alongside-choice', new Highlight(range))
}

/** One of two popovers. (Which `details` is open is told, as all that makes the layout.) */
function openIn({ element }: Place, choice: number): void {
  if (!/^(?:div|section|form|main|article)$/.test(element.localName)) return
  const box = element.ownerDocument.createElement('div')
  box.innerHTML = '<p popover>x</p><p popover>x</p>'
  element.append(box)
  const popover = box.querySelectorAll('p')[choice]
  if (popover?.isConnected === true) popover.showPopover()
}

function setState(element: Element, choice: number): void {
  if (element.scrollHeight > element.clientHeight + 2) element.scrollTop = 5 + choice
  if (isCheckable(element)) {
    element.checked = choice === 1
    element.indeterminate = choice === 0
    element.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (element.localName === 'select') {
    const field = element as HTMLSelectElement
    field.selectedIndex = choice === 1 ? field.length - 1 : 0
    field.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (element.localName === 'video' || element.localName === 'audio') {
    const media = element as HTMLMediaElement
    media.volume = 0.5 + choice / 4
    media.playbackRate = 1 + choice
  } else if (element.localName === 'alongside-probe')
    element.dispatchEvent(new CustomEvent('choose', { detail: choice }))
}

function isCheckable(element: Element): element is HTMLInputElement {
  return element.localName === 'input' && /^(?:checkbox|radio)$/.test((element as HTMLInputElement).type)
}

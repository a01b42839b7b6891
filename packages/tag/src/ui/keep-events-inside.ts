/** A page's shortcuts, focus traps and "clicked outside" handlers must not react to our interface. */
const KEPT_INSIDE = [
  'keydown keyup keypress beforeinput input change focusin focusout click dblclick auxclick contextmenu',
  'mousedown mouseup pointerdown pointerup touchstart touchend wheel submit paste copy cut',
]
  .join(' ')
  .split(' ')

const done = new WeakSet<ShadowRoot>()

/** Lets no input event out of the interface's shadow root. Once, however often it is called. */
export function keepEventsInside(root: ShadowRoot): void {
  if (done.has(root)) return
  done.add(root)
  for (const type of KEPT_INSIDE) root.addEventListener(type, (event) => event.stopPropagation())
}

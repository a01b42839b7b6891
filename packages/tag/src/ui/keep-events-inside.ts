/** A page's shortcuts, focus traps and "clicked outside" handlers must not react to our interface. */
const KEPT_INSIDE = [
  'keydown keyup keypress beforeinput input change focusin focusout click dblclick auxclick contextmenu',
  'mousedown mouseup pointerdown pointerup touchstart touchend wheel submit paste copy cut',
]
  .join(' ')
  .split(' ')

/** Lets no input event out of the interface's shadow root. Each part that takes input asks for it; twice is as once. */
export function keepEventsInside(root: ShadowRoot): void {
  for (const type of KEPT_INSIDE) root.addEventListener(type, (event) => event.stopPropagation())
}

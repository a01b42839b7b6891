import type { JSX } from 'preact'

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  minimise: 'M5 12h14',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  back: 'M15 5l-7 7 7 7',
  send: 'M4.5 12L20 4.5 15 20l-3.5-6.5z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  stop: 'M7 7h10v10H7z',
  highlight: 'M4 20h6M14.5 4.5l5 5L11 18l-5.5.5L6 13z',
} as const

/** A line icon, hidden from assistive technology: what it means is in the text or the label beside it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
      <path d={PATHS[name]} />
    </svg>
  )
}

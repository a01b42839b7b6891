import { MIRROR_ATTRIBUTES } from '../format/index.ts'
import { BOX, PLACEHOLDER, REFUSED } from './elements.ts'

const { masked, blocked } = MIRROR_ATTRIBUTES

/** Bullets tell enough, and people look at forms for what else is there. */
const FIELDS = ':is(input, textarea)'

/** Before the page's sheets, without specificity: what browsers do by themselves for states that the frame never has. */
export const UNDER_CSS = `
:where([alongside-focus-visible]) { outline: 2px solid Highlight; outline: auto 1px -webkit-focus-ring-color }
:where(:any-link[alongside-focus-visible]) { outline-offset: 1px }
:where(input:is([type='checkbox' i], [type='radio' i])[alongside-focus-visible]) { outline-offset: 2px }
:where(select:is([multiple], [size]:not([size='1']))[alongside-focus] option:checked) { background-color: SelectedItem; color: SelectedItemText }
:where(input:enabled:read-write:is([alongside-focus], [alongside-over]))::-webkit-inner-spin-button { opacity: 1 }
:where([alongside-fullscreen]:popover-open) { border: 0; padding: 0; overflow: visible; color: inherit; background: #0000 }
:where([alongside-fullscreen])::backdrop { background: #000 }
:where([alongside-was-draggable=true i]) { user-select: none }
:where([alongside-autofill]) { background-color: light-dark(#e8f0fe, #46506480) }
`

/** After the page's sheets. */
export const OVER_CSS = `
* { overflow-anchor: none !important }
${REFUSED}, ${BOX} > *, noscript { display: none !important }
:root:has([alongside-fullscreen]:popover-open) { overflow: hidden !important }
[alongside-fullscreen]:popover-open { position: fixed !important; inset: 0 !important; margin: 0 !important; box-sizing: border-box !important;
  width: 100% !important; height: 100% !important; min-width: 0 !important; min-height: 0 !important; max-width: none !important;
  max-height: none !important; transform: none !important; object-fit: contain; user-select: text }
video:not([controls])::-webkit-media-controls { display: none !important }
${BOX}::before { content: 'Content of another program'; display: grid; place-items: center; height: 100%; overflow: hidden; text-align: center;
  font: 13px system-ui, sans-serif; color: #475569 }
${BOX} { display: inline-block; min-width: 2px; min-height: 2px; overflow: hidden;
  background: repeating-linear-gradient(45deg, #f1f5f9 0 12px, #e8edf3 12px 24px) }
${PLACEHOLDER} { display: block !important; box-sizing: border-box; max-width: 100%; opacity: .6;
  background: linear-gradient(#0000, #94a3b81f 12px, #0000 24px) 0 0 / 100% 24px }
[${masked}]:not(${FIELDS}) { background-image: repeating-linear-gradient(135deg, #64748b26 0 4px, #0000 4px 8px) !important }
[${blocked}] { position: relative; background: #e2e8f0 !important; color: #475569 !important; overflow: hidden !important }
[${blocked}]::before { content: 'Private'; position: absolute; inset: 0; display: grid; place-items: center;
  font: 12px system-ui, sans-serif; color: #475569; background: #e2e8f0 }
`

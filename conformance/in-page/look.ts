import { describe, detail } from './describe.ts'
import { hold, release } from './hold.ts'
import { keepShadowRoots } from './shadow-roots.ts'

/** What the runner calls in pages and viewers: loaded before anything else in both. */
const tools = { describe, detail, hold, release }
export type LookTools = typeof tools

declare global {
  var conformanceLook: LookTools
}

keepShadowRoots()
Object.defineProperty(window, 'conformanceLook', { value: tools, enumerable: false })

import { describe, detail } from './describe.ts'
import { hold, release } from './hold.ts'
import type { Reading } from './normalise.ts'
import { keepShadowRoots } from './shadow-roots.ts'

/** What the runner calls in pages and viewers: loaded before anything else in both. */
const tools = { look, detail, release }
export type LookTools = typeof tools

/** What a document is, and where its media stand. */
export type Look = { readonly text: string; readonly times: readonly number[] }

/** Holds a document still, until `release`, and describes it. */
async function look(root: Document, reading: Reading, times: readonly number[] | null): Promise<Look> {
  const found = await hold(root, times)
  return { text: describe(root, reading), times: found }
}

declare global {
  var conformanceLook: LookTools
}

keepShadowRoots()
Object.defineProperty(window, 'conformanceLook', { value: tools, enumerable: false })

import type { ParticipantId } from '@alongside/protocol'
import { type Kernel, KEYS } from '../kernel.ts'
import { readJson, writeJson } from '../loader/key-value-store.ts'

/** Keys remembered of one viewer: the newest. */
const MAX_KEYS = 2000

type Stored = { readonly sessionId: string; readonly viewers: Readonly<Record<string, readonly string[]>> }

/**
 * Keys of the style sheets that each viewer has acknowledged in this session: the next page of the site does not send them
 * again. They are hashes; nothing of the page can be told from them.
 */
export type KeptSheets = {
  /** To be added to. */
  of(viewer: ParticipantId): Set<string>
  /** For the tab's next page. */
  save(): void
}

export function createKeptSheets({ tab }: Pick<Kernel, 'tab'>, sessionId: string): KeptSheets {
  const viewers = new Map<string, Set<string>>()
  const stored = readJson<Stored>(tab, KEYS.sheets)
  if (stored?.sessionId === sessionId)
    for (const [viewer, keys] of Object.entries(stored.viewers ?? {}))
      if (Array.isArray(keys)) viewers.set(viewer, new Set(keys))
  return {
    of(viewer) {
      let keys = viewers.get(viewer)
      if (keys === undefined) viewers.set(viewer, (keys = new Set()))
      return keys
    },
    save() {
      const kept = Array.from(
        viewers,
        ([viewer, keys]) => [viewer, Array.from(keys).slice(-MAX_KEYS)] as const,
      )
      writeJson(tab, KEYS.sheets, { sessionId, viewers: Object.fromEntries(kept) } satisfies Stored)
    },
  }
}

import { EMPTY_APPLICATION, type Application } from './application.ts'

const KEY = 'fernhill.draft'

/** Never written to storage: secrets, and what storage cannot hold. */
const NOT_KEPT = ['nationalId', 'password', 'document'] as const satisfies readonly (keyof Application)[]

interface Draft {
  readonly application: Application
  /** Index of the furthest step reached. */
  readonly reached: number
}

/** What this tab had filled in before a reload; an empty application if nothing, or nothing readable. */
export function loadDraft(): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('application' in stored))
      throw new TypeError('no draft')
    const { application } = stored
    const reached = 'reached' in stored && typeof stored.reached === 'number' ? stored.reached : 0
    return { application: { ...EMPTY_APPLICATION, ...(application as Partial<Application>) }, reached }
  } catch {
    // A draft that cannot be read is worth less than an application that opens.
    return { application: EMPTY_APPLICATION, reached: 0 }
  }
}

/** Keeps the application for this tab, without the fields that must not be stored. */
export function saveDraft(draft: Draft): void {
  const kept: Partial<Record<keyof Application, unknown>> = { ...draft.application }
  for (const name of NOT_KEPT) delete kept[name]
  sessionStorage.setItem(KEY, JSON.stringify({ application: kept, reached: draft.reached }))
}

/** Forgets the application, after it was sent. */
export function clearDraft(): void {
  sessionStorage.removeItem(KEY)
}

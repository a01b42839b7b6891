import { onTestFinished } from 'vitest'

let scope: (() => void)[] | undefined

/** Cleans up at the end of the test; within `scoped` at the end of that. */
export function atEnd(cleanUp: () => void): void {
  if (scope === undefined) onTestFinished(cleanUp)
  else scope.push(cleanUp)
}

/** For tests that go through many cases: a page holds a thousand frames at most, and what runs in them adds up. */
export async function scoped(run: () => Promise<void>): Promise<void> {
  const own: (() => void)[] = []
  scope = own
  try {
    await run()
  } finally {
    scope = undefined
    for (const cleanUp of own) cleanUp()
  }
}

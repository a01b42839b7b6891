/** Wraps a callback that the page's event loop calls. */
export type Guard = <Args extends unknown[]>(callback: (...args: Args) => void) => (...args: Args) => void

/**
 * What capture does for its own callbacks, for ours: nothing is ever thrown into the page. The first failure is told once;
 * from then on all callbacks of this guard are dead.
 */
export function createGuard(onFirstFailure: (error: unknown) => void): Guard {
  let isDead = false
  return (callback) =>
    (...args) => {
      if (isDead) return
      try {
        callback(...args)
      } catch (error) {
        isDead = true
        onFirstFailure(error)
      }
    }
}

/**
 * Everything of ours that the page's event loop calls goes through here. The first failure ends the capture and is
 * reported once; afterwards all callbacks are dead. Nothing is ever thrown into the page.
 */
export type Guard = <Args extends unknown[]>(callback: (...args: Args) => void) => (...args: Args) => void

export function createGuard(onFirstFailure: (error: unknown) => void): { guard: Guard; kill: () => void } {
  let dead = false
  const guard: Guard =
    (callback) =>
    (...args) => {
      if (dead) return
      try {
        callback(...args)
      } catch (error) {
        if (dead) return
        dead = true
        onFirstFailure(error)
      }
    }
  return { guard, kill: () => (dead = true) }
}

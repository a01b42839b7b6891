import type { Guard } from './guard.ts'

type Callable = (this: unknown, ...args: unknown[]) => unknown

/**
 * Lets `after(target, args)` run after each call of a method. The wrapper is a Proxy, so name, length and source text stay
 * those of the original. Returns a function that puts the original back; when another script has wrapped ours meanwhile,
 * it stays in place and does nothing.
 */
export function patchMethod(
  owner: object,
  name: string,
  guard: Guard,
  after: (target: unknown, args: readonly unknown[], result: unknown) => void,
): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  const original: unknown = descriptor?.value
  if (descriptor === undefined || descriptor.configurable !== true || typeof original !== 'function')
    return () => undefined
  const patched = wrap(original as Callable, guard, after)
  Object.defineProperty(owner, name, { ...descriptor, value: patched.proxy })
  return () => {
    patched.stop()
    if (Object.getOwnPropertyDescriptor(owner, name)?.value === patched.proxy)
      Object.defineProperty(owner, name, descriptor)
  }
}

/** The same for a property's setter (`kind` 'set') or getter. */
export function patchAccessor(
  owner: object,
  name: string,
  kind: 'get' | 'set',
  guard: Guard,
  after: (target: unknown, args: readonly unknown[], result: unknown) => void,
): () => void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  const original = descriptor?.[kind]
  if (descriptor === undefined || descriptor.configurable !== true || original === undefined)
    return () => undefined
  const patched = wrap(original as Callable, guard, after)
  Object.defineProperty(owner, name, { ...descriptor, [kind]: patched.proxy })
  return () => {
    patched.stop()
    if (Object.getOwnPropertyDescriptor(owner, name)?.[kind] === patched.proxy)
      Object.defineProperty(owner, name, descriptor)
  }
}

function wrap(
  original: Callable,
  guard: Guard,
  after: (target: unknown, args: readonly unknown[], result: unknown) => void,
): { proxy: Callable; stop: () => void } {
  const apply = Reflect.apply
  let active = true
  const guarded = guard(after)
  const proxy = new Proxy(original, {
    apply(target, self, args: unknown[]) {
      const result: unknown = apply(target, self, args)
      if (active) guarded(self, args, result)
      return result
    },
  })
  return { proxy, stop: () => (active = false) }
}

import type { Kernel, Modules } from '../kernel.ts'
import type { Builtins } from './builtins.ts'

const ATTEMPTS = 4
const FIRST_PAUSE_MS = 500

type ModuleFile = { start(kernel: Kernel): unknown }

/**
 * Loads modules from the server and starts each once. A failed attempt is repeated under another address, because a browser
 * may remember the failure of the first.
 */
export function createModuleLoader(base: string, builtins: Builtins, kernel: () => Kernel) {
  const started = new Map<string, Promise<unknown>>()
  const running = new Map<string, unknown>()

  const fetchModule = async (name: string, attempt: number): Promise<ModuleFile> => {
    try {
      const address = `${base}${name}.js${attempt === 0 ? '' : `?retry=${attempt}`}`
      return (await import(/* @vite-ignore */ address)) as ModuleFile
    } catch (error) {
      if (attempt + 1 >= ATTEMPTS) throw error
      await new Promise<void>((resolve) => builtins.setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt))
      return fetchModule(name, attempt + 1)
    }
  }
  const start = async (name: string): Promise<unknown> => {
    try {
      const module = (await fetchModule(name, 0)).start(kernel())
      running.set(name, module)
      return module
    } catch (error) {
      started.delete(name)
      throw error
    }
  }
  return {
    load: <Name extends keyof Modules>(name: Name): Promise<Modules[Name]> => {
      const promise = started.get(name) ?? start(name)
      started.set(name, promise)
      return promise as Promise<Modules[Name]>
    },
    running: <Name extends keyof Modules>(name: Name) => running.get(name) as Modules[Name] | undefined,
  }
}

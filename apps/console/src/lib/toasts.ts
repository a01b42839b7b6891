import { errorMessage } from './error-message.ts'

export type Toast = { readonly id: number; readonly tone: 'info' | 'danger'; readonly text: string }

const MOST_AT_ONCE = 3

/** The messages on show. A store outside of React, so that request hooks can report without a context. */
export function createToasts() {
  let list: readonly Toast[] = []
  let nextId = 1
  const watchers = new Set<() => void>()
  const setList = (next: readonly Toast[]) => {
    list = next
    for (const changed of watchers) changed()
  }
  const show = (tone: Toast['tone'], text: string) => {
    const others = list.filter((toast) => toast.text !== text)
    setList([...others, { id: nextId++, tone, text }].slice(-MOST_AT_ONCE))
  }
  return {
    list: () => list,
    subscribe: (changed: () => void) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    info: (text: string) => show('info', text),
    /** Says what was thrown, in plain words. */
    error: (error: unknown) => show('danger', errorMessage(error)),
    dismiss: (id: number) => setList(list.filter((toast) => toast.id !== id)),
  }
}

export const toasts = createToasts()

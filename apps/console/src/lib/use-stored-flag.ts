import { useCallback, useState } from 'react'

/** A yes/no preference that outlives the tab. Without storage (private window) it lasts as long as the page. */
export function useStoredFlag(key: string, initial: boolean): readonly [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => read(key) ?? initial)
  const store = useCallback(
    (next: boolean) => {
      setValue(next)
      try {
        localStorage.setItem(key, next ? '1' : '0')
      } catch {
        // storage is switched off: the preference holds until the reload
      }
    },
    [key],
  )
  return [value, store]
}

function read(key: string): boolean | null {
  try {
    const stored = localStorage.getItem(key)
    return stored === null ? null : stored === '1'
  } catch {
    return null
  }
}

import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnectionState } from '#lib/agent-socket-context.tsx'

/** Shorter losses repair themselves before anybody would have noticed. */
const PATIENCE_MS = 1500

/** Says that what is shown may be old. Goes by itself. */
export function ConnectionBanner() {
  const state = useConnectionState()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (state === 'connected') {
      setLate(false)
      return undefined
    }
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div role="status">
      {late && state !== 'connected' && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-sm font-medium text-warn-text">
          <WifiOff aria-hidden className="size-4" />
          The connection to the server is lost. Reconnecting… What you see may be out of date.
        </p>
      )}
    </div>
  )
}

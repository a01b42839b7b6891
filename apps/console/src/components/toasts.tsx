import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { classNames } from '#lib/class-names.ts'
import { toasts, type Toast } from '#lib/toasts.ts'
import { Button } from './button.tsx'

const SHOWN_MS = 6000

/** Short messages at the lower edge, read out politely. Errors stay until they are closed. */
export function Toasts() {
  const list = useSyncExternalStore(toasts.subscribe, toasts.list)
  return (
    <div
      role="region"
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2"
    >
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  useEffect(() => {
    if (toast.tone === 'danger') return undefined
    const timer = setTimeout(() => toasts.dismiss(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [toast])
  return (
    <div
      className={classNames(
        'pointer-events-auto flex max-w-md animate-rise items-center gap-3 rounded-xl py-2 pr-2 pl-4 text-sm font-medium shadow-pop',
        toast.tone === 'danger' ? 'bg-danger text-danger-ink' : 'bg-ink text-surface',
      )}
    >
      <span className="flex-1 text-pretty">{toast.text}</span>
      <Button
        variant="quiet"
        size="icon"
        aria-label="Dismiss"
        className="!text-current hover:bg-white/15"
        onClick={() => toasts.dismiss(toast.id)}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  )
}

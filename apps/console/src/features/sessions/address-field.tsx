import { Lock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { CONTROL_CLASS } from '#components/field.tsx'
import { classNames } from '#lib/class-names.ts'
import { completeAddress } from './complete-address.ts'

/** The address of the visitor's page. While somebody edits it, the page's own changes wait. */
export function AddressField(props: {
  readonly url: string
  readonly editable: boolean
  readonly onGo: (url: string) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  useEffect(() => setDraft(null), [props.url])
  const go = () => {
    const wanted = completeAddress(draft ?? '', props.url)
    if (wanted !== null && wanted !== props.url) props.onGo(wanted)
    setDraft(null)
  }
  return (
    <form
      className="relative min-w-24 flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      {!props.editable && (
        <Lock aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-3.5 text-faint" />
      )}
      <input
        aria-label="Address"
        title={props.editable ? undefined : 'Only in shared mode can you go to another page'}
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        readOnly={!props.editable}
        value={draft ?? props.url}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => props.editable && event.target.select()}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => event.key === 'Escape' && draft !== null && setDraft(null)}
        className={classNames(
          CONTROL_CLASS,
          'h-8 w-full text-sm read-only:border-line read-only:bg-sunken read-only:pl-7.5 read-only:text-muted read-only:hover:border-line',
        )}
      />
    </form>
  )
}

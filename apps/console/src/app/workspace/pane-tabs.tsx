import { classNames } from '#lib/class-names.ts'

export type Pane = 'list' | 'chat' | 'page'

const TABS: readonly { readonly pane: Pane; readonly label: string }[] = [
  { pane: 'list', label: 'Conversations' },
  { pane: 'chat', label: 'Chat' },
  { pane: 'page', label: 'Visitor’s page' },
]

/** Chooses the pane where there is room for one only. */
export function PaneTabs(props: {
  readonly pane: Pane
  readonly onPane: (pane: Pane) => void
  /** A session is running: its tab says so. */
  readonly live: boolean
}) {
  return (
    <div role="group" aria-label="Panes" className="flex gap-1 border-b border-line bg-surface px-3 py-2">
      {TABS.map(({ pane, label }) => (
        <button
          key={pane}
          type="button"
          aria-pressed={props.pane === pane}
          onClick={() => props.onPane(pane)}
          className={classNames(
            'inline-flex h-9 items-center gap-2 rounded-lg px-3.5 text-base font-medium transition-colors',
            props.pane === pane
              ? 'bg-accent-soft text-accent-text'
              : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {label}
          {pane === 'page' && props.live && (
            <span className="size-2 rounded-full bg-ok">
              <span className="sr-only">live</span>
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

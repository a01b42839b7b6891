import { classNames } from '#lib/class-names.ts'

/** The first letters of up to two words: `Ana Lima` -> `AL`. */
function initialsOf(name: string): string {
  const letters = name
    .trim()
    .split(/\s+/u)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

/** Initials, with a dot that says whether the person is here now. */
export function Avatar(props: {
  readonly name: string
  readonly online?: boolean | undefined
  readonly size?: 'md' | 'sm'
}) {
  return (
    <span
      aria-hidden
      className={classNames(
        'relative grid shrink-0 place-items-center rounded-full bg-accent/13 font-semibold text-accent-text',
        props.size === 'sm' ? 'size-8 text-2xs' : 'size-9 text-xs',
      )}
    >
      {initialsOf(props.name)}
      {props.online !== undefined && (
        <span
          className={classNames(
            'absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface',
            props.online ? 'bg-ok' : 'bg-line-strong',
          )}
        />
      )}
    </span>
  )
}

import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '#components/button.tsx'
import { CONTROL_CLASS } from '#components/field.tsx'
import { classNames } from '#lib/class-names.ts'

type EditorProps = {
  readonly label: string
  readonly hint: string
  readonly placeholder: string
  readonly addLabel: string
  readonly emptyText: string
  readonly values: readonly string[]
  /** Why this text cannot be added; null if it can. The server has the last word. */
  readonly validate: (text: string) => string | null
  /** @throws {Error} whose message is shown at the field */
  readonly onChange: (values: string[]) => Promise<void>
}

/** What is being typed, why it was refused, and the two changes of a list. */
function useListDraft({ values, validate, onChange }: EditorProps) {
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (next: string[]) => {
    setBusy(true)
    setProblem(null)
    try {
      await onChange(next)
      return true
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  const add = async () => {
    const text = draft.trim()
    if (text === '') return
    const refused = values.includes(text) ? 'This is already in the list.' : validate(text)
    if (refused !== null) setProblem(refused)
    else if (await save([...values, text])) setDraft('')
  }
  const type = (text: string) => {
    setDraft(text)
    setProblem(null)
  }
  const remove = (value: string) => void save(values.filter((other) => other !== value))
  return { draft, problem, busy, type, add, remove }
}

/** A list of short texts. Each change is saved at once; what the server refuses stays in the field, with the reason. */
export function ListEditor(props: EditorProps) {
  const id = useId()
  const { draft, problem, busy, type, add, remove } = useListDraft(props)
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {props.label}
      </label>
      <p id={`${id}-hint`} className="-mt-1 text-sm text-pretty text-muted">
        {props.hint}
      </p>
      <Entries values={props.values} emptyText={props.emptyText} busy={busy} onRemove={remove} />
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <input
          id={id}
          value={draft}
          placeholder={props.placeholder}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? `${id}-hint` : `${id}-problem`}
          onChange={(event) => type(event.target.value)}
          className={classNames(CONTROL_CLASS, 'h-9 w-full font-mono text-sm')}
        />
        <Button type="submit" busy={busy} disabled={draft.trim() === ''}>
          <Plus aria-hidden className="size-4" />
          {props.addLabel}
        </Button>
      </form>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-danger-text">
          {problem}
        </p>
      )}
    </div>
  )
}

function Entries(props: {
  readonly values: readonly string[]
  readonly emptyText: string
  readonly busy: boolean
  readonly onRemove: (value: string) => void
}) {
  if (props.values.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line px-3 py-2 text-sm text-muted">
        {props.emptyText}
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {props.values.map((value) => (
        <li key={value} className="flex items-center gap-2 py-1 pr-1 pl-3">
          <code className="min-w-0 flex-1 truncate font-mono text-sm" title={value}>
            {value}
          </code>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Remove ${value}`}
            disabled={props.busy}
            onClick={() => props.onRemove(value)}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </li>
      ))}
    </ul>
  )
}

import type { PageRules } from '@alongside/protocol'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/button.tsx'
import { TextField } from '#components/field.tsx'
import { Switch } from '#components/switch.tsx'
import { toasts } from '#lib/toasts.ts'
import { SelectorLists } from './selector-lists.tsx'
import { pagePatternProblem } from './validate-entry.ts'

type EditorProps = {
  readonly pages: readonly PageRules[]
  /** @throws {Error} whose message is shown where the change was made */
  readonly onChange: (pages: readonly PageRules[]) => Promise<void>
}

/** Masking rules of single pages: a group for each address pattern. Each change is saved at once. */
export function PageRulesEditor({ pages, onChange }: EditorProps) {
  return (
    <>
      {pages.map((page) => (
        <PageGroup
          key={page.url}
          page={page}
          onChange={(next) => onChange(pages.map((other) => (other.url === page.url ? next : other)))}
          onRemove={() => onChange(pages.filter(({ url }) => url !== page.url))}
        />
      ))}
      <NewPage
        taken={pages.map(({ url }) => url)}
        onAdd={(url) => onChange([...pages, { url, mask: [], block: [] }])}
      />
    </>
  )
}

function PageGroup(props: {
  readonly page: PageRules
  readonly onChange: (page: PageRules) => Promise<void>
  readonly onRemove: () => Promise<void>
}) {
  const { page, onChange, onRemove } = props
  const tell = (done: Promise<void>) => void done.catch((error: unknown) => toasts.error(error))
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-line p-4">
      <legend className="px-1 font-mono text-sm">{page.url}</legend>
      <Switch
        label="Private by default on these pages"
        hint="All text, fields and pictures are masked here, unless allowed."
        checked={page.maskAll === true}
        onChange={(maskAll) => tell(onChange({ ...page, maskAll }))}
      />
      <SelectorLists
        rules={page}
        where={` on ${page.url}`}
        onChange={(lists) => onChange({ ...page, ...lists })}
      />
      <div>
        <Button variant="quiet" onClick={() => tell(onRemove())}>
          <Trash2 aria-hidden className="size-4" />
          Remove rules of {page.url}
        </Button>
      </div>
    </fieldset>
  )
}

function NewPage(props: {
  readonly taken: readonly string[]
  readonly onAdd: (url: string) => Promise<void>
}) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const url = text.trim()
    const refused = props.taken.includes(url) ? 'There are rules of these pages.' : pagePatternProblem(url)
    setProblem(refused)
    if (refused !== null) return
    try {
      await props.onAdd(url)
      setText('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-start gap-2">
      <div className="flex-1">
        <TextField
          label="Address of the pages"
          hint="* stands for anything. /account/* or https://shop.example.com/checkout*"
          placeholder="/account/*"
          value={text}
          error={problem}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" className="mt-6.5 h-10" disabled={text.trim() === ''}>
        Add pages
      </Button>
    </form>
  )
}

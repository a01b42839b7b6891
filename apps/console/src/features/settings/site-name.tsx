import { useState, type FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { TextField } from '#components/field.tsx'

export function SiteName(props: { readonly name: string; readonly onSave: (name: string) => Promise<void> }) {
  const [name, setName] = useState(props.name)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await props.onSave(name.trim())
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const changed = name.trim() !== props.name && name.trim() !== ''
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-end gap-2">
      <div className="flex-1">
        <TextField
          label="Name"
          value={name}
          maxLength={120}
          error={problem}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Button type="submit" className="h-10" disabled={!changed}>
        Save
      </Button>
    </form>
  )
}

import type { Site, SitePatch } from '@alongside/protocol'
import { useState, type FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { TextField } from '#components/field.tsx'
import { Card } from '#components/page.tsx'
import { Switch } from '#components/switch.tsx'
import { toasts } from '#lib/toasts.ts'

type RulesProps = { readonly site: Site; readonly onSave: (patch: SitePatch) => Promise<void> }

export function SessionRules({ site, onSave }: RulesProps) {
  const [busy, setBusy] = useState(false)
  const setRule = async (patch: SitePatch) => {
    setBusy(true)
    await onSave(patch).catch((error: unknown) => toasts.error(error))
    setBusy(false)
  }
  return (
    <Card title="Sessions">
      <Switch
        label="One session per agent"
        hint="An agent has one session or one open invitation at a time."
        checked={site.oneSessionPerAgent}
        disabled={busy}
        onChange={(oneSessionPerAgent) => void setRule({ oneSessionPerAgent })}
      />
      <Switch
        label="Load pictures and fonts from the visitor only"
        hint="Agents’ browsers then ask your site and others for nothing: all that a page shows comes from the visitor’s browser, with the session. Holds for agents who connect from now on."
        checked={site.resources === 'visitor'}
        disabled={busy}
        onChange={(isOnly) => void setRule({ resources: isOnly ? 'visitor' : 'auto' })}
      />
      <WaitForVisitor
        seconds={site.hostAwaySeconds}
        onSave={(hostAwaySeconds) => onSave({ hostAwaySeconds })}
      />
    </Card>
  )
}

function WaitForVisitor(props: {
  readonly seconds: number
  readonly onSave: (seconds: number) => Promise<void>
}) {
  const [text, setText] = useState(String(props.seconds))
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const seconds = Number(text)
    if (!Number.isInteger(seconds) || seconds < 5 || seconds > 3600) {
      setProblem('A whole number from 5 to 3600.')
      return
    }
    try {
      await props.onSave(seconds)
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-start gap-2">
      <div className="max-w-72 flex-1">
        <TextField
          label="Seconds to wait for a visitor who left"
          hint="After that the session ends. 120 is a good start."
          inputMode="numeric"
          value={text}
          error={problem}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" className="mt-6.5 h-10" disabled={text === String(props.seconds)}>
        Save
      </Button>
    </form>
  )
}

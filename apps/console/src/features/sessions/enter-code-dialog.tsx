import { MODES, type ConversationId, type Mode } from '@alongside/protocol'
import { useState, type FormEvent } from 'react'
import { Button } from '#components/button.tsx'
import { Dialog } from '#components/dialog.tsx'
import { TextField } from '#components/field.tsx'
import { classNames } from '#lib/class-names.ts'
import { errorMessage, isKind } from '#lib/error-message.ts'
import { MODE_WORDS } from './mode-words.ts'
import { SessionExistsDialog } from './session-exists-dialog.tsx'
import { useRedeemCode } from './start-session.ts'

type CodeDialogProps = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onJoined: (conversationId: ConversationId) => void
}

/** Joins a visitor on the phone by the six digits they read out. */
export function EnterCodeDialog(props: CodeDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Join by code"
      description="Ask the visitor to open the chat’s menu and to read out the six digits shown there."
    >
      {props.open && <CodeForm {...props} />}
    </Dialog>
  )
}

/** People read codes in groups; the spaces they leave do not matter. */
const onlyDigits = (text: string): string => text.replace(/\D/g, '').slice(0, 6)

function CodeForm({ onOpenChange, onJoined }: CodeDialogProps) {
  const [code, setCode] = useState('')
  const [mode, setMode] = useState<Mode>('view')
  const redeem = useRedeemCode()
  const blocked = isKind(redeem.error, 'session_exists')
  const join = () =>
    redeem.mutate(
      { code, mode },
      {
        onSuccess: ({ conversation }) => {
          onOpenChange(false)
          onJoined(conversation.id)
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label="Code"
        value={code}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        placeholder="000000"
        error={redeem.isError && !blocked ? errorMessage(redeem.error) : null}
        onChange={(event) => setCode(onlyDigits(event.target.value))}
        className="h-13 text-center font-mono text-2xl tracking-[0.35em] tabular-nums"
      />
      <ModeChoice value={mode} onChange={setMode} />
      <Button
        type="submit"
        variant="primary"
        className="h-10"
        busy={redeem.isPending}
        disabled={code.length !== 6}
      >
        Join
      </Button>
      <SessionExistsDialog open={blocked} onClose={redeem.reset} onEnded={join} />
    </form>
  )
}

function ModeChoice(props: { readonly value: Mode; readonly onChange: (mode: Mode) => void }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">What you may do</legend>
      {MODES.map((mode) => {
        const { title, explanation } = MODE_WORDS[mode]
        return (
          <label
            key={mode}
            className={classNames(
              'flex cursor-pointer gap-3 rounded-xl border p-3 transition-colors',
              props.value === mode ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="mode"
              aria-label={title}
              checked={props.value === mode}
              onChange={() => props.onChange(mode)}
              className="mt-1 accent-accent"
            />
            <span>
              <span className="block font-semibold">{title}</span>
              <span className="block text-sm text-pretty text-muted">{explanation}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

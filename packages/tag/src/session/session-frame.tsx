import { useSignal, useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { HIGHLIGHT_SENTENCE, modeLabel, watchingSentence } from '../ui/words.ts'
import type { SessionModel } from './session-runner.ts'
import { connectedViewers, type SessionState } from './session-state.ts'

/** The frame around the page, the bar at its top and the sentence about the end: all derived from the one state. */
export function SessionFrame({ model }: { readonly model: SessionModel }): JSX.Element | null {
  const state = model.state.value
  switch (state.phase) {
    case 'none':
      return null
    case 'ended':
      return <EndNotice model={model} text={state.text} />
    case 'starting':
    case 'active':
    case 'reconnecting':
      return (
        <>
          <div class={`frame ${state.phase}`} aria-hidden="true" />
          <SessionBar model={model} state={state} />
        </>
      )
  }
}

type RunningState = Exclude<SessionState, { phase: 'none' | 'ended' }>
type BarProps = { readonly model: SessionModel; readonly state: RunningState }

function SessionBar({ model, state }: BarProps): JSX.Element {
  const isHighlighting = model.isHighlighting.value
  const isPointing = isHighlighting && state.phase === 'active'
  const toggle = () => {
    model.isHighlighting.value = !isHighlighting
  }
  return (
    // Focusable for a tap: on small screens the bar folds, and unfolds while it has the focus.
    <section
      class={`bar ${state.phase} ${isPointing ? 'pointing' : ''}`}
      aria-label="Shared session"
      tabIndex={-1}
    >
      <span class="dot" aria-hidden="true" />
      <p role="status">
        {isPointing ? HIGHLIGHT_SENTENCE : sentence(state)}
        {state.phase === 'active' && !isPointing && <span class="mode">{modeLabel(state.view.mode)}</span>}
      </p>
      {state.phase === 'active' && (
        <button
          type="button"
          aria-label="Highlight"
          aria-pressed={isHighlighting}
          title="Highlight something on the page"
          onClick={toggle}
        >
          <Icon name="highlight" />
        </button>
      )}
      <button
        type="button"
        class="end"
        aria-label="End session"
        title="End session"
        onClick={() => model.end()}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}

function sentence(state: RunningState): string {
  switch (state.phase) {
    case 'starting':
      return `Connecting with ${state.stored.from}…`
    case 'reconnecting':
      return 'Connection lost. Reconnecting…'
    case 'active':
      return watchingSentence(
        connectedViewers(state.view).map(({ name }) => name),
        state.view.mode,
        state.stored.from,
      )
  }
}

/** How long the sentence about the end stays by itself. Milliseconds. */
const NOTICE_MS = 12_000

type NoticeProps = { readonly model: SessionModel; readonly text: string }

/** Goes by itself, but not while it is pointed at or has the focus (WCAG 2.2.1). */
function EndNotice({ model, text }: NoticeProps): JSX.Element {
  const isPointedAt = useSignal(false)
  const isFocused = useSignal(false)
  useSignalEffect(() => {
    if (isPointedAt.value || isFocused.value) return
    const { setTimeout, clearTimeout } = model.builtins
    const timer = setTimeout(() => model.dismiss(), NOTICE_MS)
    return () => clearTimeout(timer)
  })
  return (
    <section
      class="bar ended"
      aria-label="Shared session"
      onPointerEnter={() => (isPointedAt.value = true)}
      onPointerLeave={() => (isPointedAt.value = false)}
      onFocusIn={() => (isFocused.value = true)}
      onFocusOut={() => (isFocused.value = false)}
    >
      <p role="alert">{text}</p>
      <button type="button" aria-label="Dismiss" onClick={() => model.dismiss()}>
        <Icon name="close" />
      </button>
    </section>
  )
}

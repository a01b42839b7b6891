import type { AgentSession } from '@alongside/protocol'
import type { Tool } from '@alongside/viewer'
import { useQueryClient } from '@tanstack/react-query'
import { Crosshair } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#components/button.tsx'
import { Notice } from '#components/notice.tsx'
import { toasts } from '#lib/toasts.ts'
import { useStoredFlag } from '#lib/use-stored-flag.ts'
import { overlayFor } from './overlay-state.ts'
import { refusalWords } from './refusal-words.ts'
import { markEnded } from './session-list-state.ts'
import { changeSessions } from './sessions.ts'
import { useStopSession } from './stop-session.ts'
import { useFullScreen } from './use-full-screen.ts'
import { useViewer } from './use-viewer.ts'
import { ViewerOverlay } from './viewer-overlay.tsx'
import { ViewerTitleBar } from './viewer-title-bar.tsx'
import { ViewerToolbar } from './viewer-toolbar.tsx'

/** The visitor's page with everything around it. Full screen takes the whole of it, toolbar included. */
export function ViewerWidget(props: {
  readonly session: AgentSession
  readonly token: string
  readonly onTokenExpired: () => void
}) {
  const { session } = props
  const client = useQueryClient()
  const frame = useRef<HTMLDivElement>(null)
  const [tool, setTool] = useState<Tool>(session.mode === 'shared' ? 'control' : 'pointer')
  const [fitsWidth, setFitsWidth] = useStoredFlag('alongside.fit-width', true)
  const full = useFullScreen(frame)
  const stop = useStopSession()
  const fit = fitsWidth ? 'width' : 'actual'
  const viewer = useViewer({
    token: props.token,
    tool,
    fit,
    onTokenExpired: props.onTokenExpired,
    onEnded: (reason) => changeSessions(client, (list) => markEnded(list, session.id, reason)),
  })
  const { state, refusal } = viewer
  const overlay = overlayFor(state)
  const follow = (value: boolean) => {
    const element = viewer.ref.current
    if (element === null) return
    // The element notices a change only: scrolling away by hand does not change what was asked of it before.
    element.follow = !value
    element.follow = value
  }
  return (
    <div
      ref={frame}
      role="region"
      aria-label="Visitor’s page"
      className="@container flex h-full flex-col bg-surface"
    >
      <ViewerTitleBar
        mode={session.mode}
        title={state.title}
        roundTripMs={state.roundTripMs}
        isFull={full.isFull}
        onFull={full.toggle}
        ending={stop.isPending}
        onEnd={() => stop.mutate(session, { onError: (error) => toasts.error(error) })}
      />
      <ViewerToolbar
        mode={session.mode}
        url={state.url}
        live={overlay === null}
        tool={tool}
        onTool={setTool}
        fit={fit}
        onFit={(next) => setFitsWidth(next === 'width')}
        following={state.following}
        onFollow={follow}
        commands={{
          back: () => viewer.ref.current?.back(),
          forward: () => viewer.ref.current?.forward(),
          reload: () => viewer.ref.current?.reload(),
          navigate: (url) => viewer.ref.current?.navigate(url),
        }}
      />
      <div className="relative min-h-0 flex-1 overflow-hidden bg-canvas">
        <FirstViewProgress progress={overlay === null ? state.progress : 1} />
        <alongside-viewer bare="" ref={viewer.ref} className="block h-full w-full" />
        <ViewerOverlay overlay={overlay} />
        <div className="pointer-events-none absolute inset-x-4 bottom-4 z-20 flex flex-col items-center gap-2 *:pointer-events-auto">
          {refusal !== null && (
            <Notice tone="warn" className="max-w-md shadow-pop">
              {refusalWords(refusal)}
            </Notice>
          )}
          {overlay === null && !state.following && <LookingElsewhere onBack={() => follow(true)} />}
        </div>
      </div>
    </div>
  )
}

function FirstViewProgress({ progress }: { readonly progress: number }) {
  if (progress >= 1) return null
  const percent = Math.round(progress * 100)
  return (
    <div
      role="progressbar"
      aria-label="Loading the visitor’s page"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="absolute inset-x-0 top-0 z-10 h-0.75 bg-line"
    >
      <div
        className="h-full bg-accent transition-[width] duration-200"
        style={{ width: `${Math.max(4, percent)}%` }}
      />
    </div>
  )
}

function LookingElsewhere({ onBack }: { readonly onBack: () => void }) {
  return (
    <div className="flex animate-rise items-center gap-3 rounded-full border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-pop">
      You are looking elsewhere
      <Button size="sm" variant="primary" className="rounded-full" onClick={onBack}>
        <Crosshair aria-hidden className="size-3.5" />
        Back to the visitor
      </Button>
    </div>
  )
}

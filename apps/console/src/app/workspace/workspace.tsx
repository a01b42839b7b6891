import type { ConversationId, Me } from '@alongside/protocol'
import { useEffect, useState } from 'react'
import { isLive, sessionOf } from '#features/sessions/session-list-state.ts'
import { CoBrowsePane } from '#features/sessions/cobrowse-pane.tsx'
import { EnterCodeDialog } from '#features/sessions/enter-code-dialog.tsx'
import { useSessions } from '#features/sessions/sessions.ts'
import { classNames } from '#lib/class-names.ts'
import { useMediaQuery } from '#lib/use-media-query.ts'
import { ConversationPane } from './conversation-pane.tsx'
import { ListPane } from './list-pane.tsx'
import { PaneTabs, type Pane } from './pane-tabs.tsx'

type WorkspaceProps = {
  readonly me: Me
  readonly onWorkspace: boolean
  readonly selectedId: ConversationId | null
  readonly onSelect: (id: ConversationId, options?: { replace?: boolean }) => void
}

/** List, conversation and the visitor's page side by side; on narrow screens one at a time. */
export function Workspace({ me, onWorkspace, selectedId, onSelect }: WorkspaceProps) {
  const wide = useMediaQuery('(min-width: 960px)')
  const roomy = useMediaQuery('(min-width: 1360px)')
  const [pane, setPane] = useState<Pane>('list')
  const [code, setCode] = useState(false)
  const { data: sessions = [] } = useSessions()
  const session = sessionOf(sessions, selectedId)
  const active = session?.state === 'active'
  const running = sessions.find(isLive)?.conversationId ?? null

  // After a reload without an address, the session that runs is what the agent was at.
  useEffect(() => {
    if (onWorkspace && selectedId === null && running !== null) onSelect(running, { replace: true })
  }, [onWorkspace, selectedId, running, onSelect])
  useEffect(() => {
    if (active) setPane('page')
  }, [active])

  const select = (id: ConversationId) => {
    onSelect(id)
    setPane('chat')
  }
  const compact = wide && !roomy && active
  const shown = (which: Pane) => wide || pane === which
  return (
    <main className="flex h-full flex-col">
      <h1 className="sr-only">Workspace</h1>
      {!wide && <PaneTabs pane={pane} onPane={setPane} live={active} />}
      <div
        className={classNames(
          'relative min-h-0 flex-1',
          wide && classNames('grid', columnsFor(roomy, compact)),
        )}
      >
        <PaneBox shown={shown('list')} wide={wide} border>
          <ListPane
            me={me}
            compact={compact}
            selectedId={selectedId}
            onSelect={select}
            onEnterCode={() => setCode(true)}
          />
        </PaneBox>
        <PaneBox shown={shown('chat')} wide={wide} border>
          <ConversationPane
            me={me}
            selectedId={selectedId}
            visible={onWorkspace && shown('chat')}
            session={session}
            onSelect={select}
          />
        </PaneBox>
        <PaneBox shown={shown('page')} wide={wide}>
          <CoBrowsePane conversationId={selectedId} onShow={onSelect} />
        </PaneBox>
      </div>
      <EnterCodeDialog open={code} onOpenChange={setCode} onJoined={select} />
    </main>
  )
}

function columnsFor(roomy: boolean, compact: boolean): string {
  if (compact) return 'grid-cols-[4.5rem_19rem_minmax(0,1fr)]'
  return roomy ? 'grid-cols-[17.5rem_22.5rem_minmax(0,1fr)]' : 'grid-cols-[15.5rem_19rem_minmax(0,1fr)]'
}

/** Panes behind others keep their size: the mirrored page must not be measured at nothing. */
function PaneBox(props: {
  readonly shown: boolean
  readonly wide: boolean
  readonly border?: boolean
  readonly children: React.ReactNode
}) {
  return (
    <div
      inert={!props.shown}
      className={classNames(
        'flex min-h-0 min-w-0 flex-col bg-surface *:min-h-0 *:flex-1',
        props.wide ? props.border === true && 'border-r border-line' : 'absolute inset-0',
        !props.shown && 'invisible',
      )}
    >
      {props.children}
    </div>
  )
}

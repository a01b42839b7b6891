import { Outlet, useRouter } from '@tanstack/react-router'
import { AgentSocketProvider } from '#lib/agent-socket-context.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { meQuery, useMe } from '#features/auth/me.ts'
import { useStoredFlag } from '#lib/use-stored-flag.ts'
import { useSelection } from '../workspace/use-selection.ts'
import { Workspace } from '../workspace/workspace.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { LiveData } from './live-data.tsx'
import { NavRail } from './nav-rail.tsx'

/** What surrounds every page of a signed-in agent. The workspace stays mounted under the other pages, so that a running session stays connected. */
export function AppShell() {
  const me = useMe()
  const router = useRouter()
  const client = useQueryClient()
  const selection = useSelection()
  const [sound, setSound] = useStoredFlag('alongside.sound', true)
  const signedOut = () => {
    client.setQueryData(meQuery.queryKey, null)
    void router.invalidate()
  }
  return (
    <AgentSocketProvider onUnauthenticated={signedOut}>
      <LiveData me={me} sound={sound} />
      <div className="flex h-dvh flex-col">
        <ConnectionBanner />
        <div className="flex min-h-0 flex-1">
          <NavRail me={me} sound={sound} onSound={setSound} selectedId={selection.selectedId} />
          <div className="relative min-w-0 flex-1">
            <div
              inert={!selection.onWorkspace}
              className={selection.onWorkspace ? 'absolute inset-0' : 'invisible absolute inset-0'}
            >
              <Workspace me={me} {...selection} />
            </div>
            {!selection.onWorkspace && (
              <div className="absolute inset-0">
                <Outlet />
              </div>
            )}
          </div>
        </div>
      </div>
    </AgentSocketProvider>
  )
}

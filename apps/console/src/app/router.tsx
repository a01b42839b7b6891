import { conversationIdSchema, type Me, type UserRole } from '@alongside/protocol'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import * as v from 'valibot'
import { apiKeysQuery } from '#features/api-keys/api-keys.ts'
import { hasRole, meQuery, useMe } from '#features/auth/me.ts'
import { siteQuery } from '#features/settings/site.ts'
import { usersQuery } from '#features/users/users.ts'
import { safeRedirect } from '#lib/safe-redirect.ts'
import { ErrorPage } from './pages/error-page.tsx'
import { ForbiddenPage } from './pages/forbidden-page.tsx'
import { InvitePage } from './pages/invite-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { PagePending } from './pages/page-pending.tsx'
import { SignInPage } from './pages/sign-in-page.tsx'
import { AppShell } from './shell/app-shell.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: v.object({ redirect: v.optional(v.string()) }),
  beforeLoad: async ({ context, search }) => {
    const me = await context.queryClient.fetchQuery(meQuery)
    if (me !== null) throw redirect({ href: safeRedirect(search.redirect) })
  },
  component: SignInPage,
})

const invite = createRoute({ getParentRoute: () => root, path: '/invite/$token', component: InvitePage })

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (me !== null) return { me }
    const search = location.href === '/' ? {} : { redirect: location.href }
    throw redirect({ to: '/sign-in', search })
  },
  component: AppShell,
})

type SignedInContext = { readonly context: { readonly queryClient: QueryClient; readonly me: Me } }

/** A page that not every role may see, and what it needs to be loaded. To others it is shown as forbidden, not as missing. */
function guarded(role: UserRole, Page: ComponentType, load?: (client: QueryClient) => Promise<unknown>) {
  return {
    pendingComponent: PagePending,
    errorComponent: ErrorPage,
    component: () => (hasRole(useMe(), role) ? <Page /> : <ForbiddenPage />),
    loader: async ({ context }: SignedInContext) => {
      if (load !== undefined && hasRole(context.me, role)) await load(context.queryClient)
    },
  }
}

/** The workspace itself belongs to the shell: it goes on while another page is shown over it. */
const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: v.object({
    conversation: v.optional(v.fallback(v.optional(conversationIdSchema), undefined)),
  }),
  component: () => null,
})

const transcripts = createRoute({
  getParentRoute: () => signedIn,
  path: '/transcripts',
  validateSearch: v.object({ query: v.optional(v.string()) }),
  ...guarded(
    'manager',
    lazyRouteComponent(() => import('./pages/transcripts-route.tsx'), 'TranscriptsRoute'),
  ),
})

const transcript = createRoute({ getParentRoute: () => transcripts, path: '$id' })

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  ...guarded(
    'admin',
    lazyRouteComponent(() => import('#features/settings/settings-page.tsx'), 'SettingsPage'),
    (client) => client.ensureQueryData(siteQuery),
  ),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: '/team',
  ...guarded(
    'admin',
    lazyRouteComponent(() => import('./pages/team-route.tsx'), 'TeamRoute'),
    (client) => client.ensureQueryData(usersQuery),
  ),
})

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/api-keys',
  ...guarded(
    'admin',
    lazyRouteComponent(() => import('#features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
    (client) => client.ensureQueryData(apiKeysQuery),
  ),
})

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      invite,
      signedIn.addChildren([workspace, transcripts.addChildren([transcript]), settings, team, apiKeys]),
    ]),
    context: { queryClient },
    defaultPendingComponent: PagePending,
    defaultPendingMs: 300,
    defaultPreload: false,
  })
}

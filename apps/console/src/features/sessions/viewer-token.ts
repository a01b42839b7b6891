import type { SessionId } from '@alongside/protocol'
import { useQuery, type QueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'

const schema = v.object({ viewerToken: v.string() })
const tokenKey = (id: SessionId) => ['viewer-token', id] as const

/** The token with which the widget joins. Short-lived: it is dropped as soon as no widget uses it. */
export function useViewerToken(id: SessionId) {
  return useQuery({
    queryKey: tokenKey(id),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    queryFn: async () => {
      const { viewerToken } = await request(schema, consolePath(`/sessions/${id}/token`), { method: 'POST' })
      return viewerToken
    },
  })
}

/** The answer to an invitation brings the first token along. */
export function storeViewerToken(client: QueryClient, id: SessionId, token: string): void {
  client.setQueryData(tokenKey(id), token)
}

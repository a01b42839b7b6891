import { queryOptions, useMutation } from '@tanstack/react-query'
import * as v from 'valibot'
import { request } from '#lib/api-client.ts'

const inviteSchema = v.object({ email: v.string(), organization: v.string() })

/** Whom an invitation link is for. Needs no sign-in. */
export const inviteQuery = (token: string) =>
  queryOptions({
    queryKey: ['invite', token],
    retry: false,
    queryFn: ({ signal }) => request(inviteSchema, `/api/invites/${encodeURIComponent(token)}`, { signal }),
  })

export function useAcceptInvite(token: string) {
  return useMutation({
    mutationFn: (body: { name: string; password: string }) =>
      request(v.object({}), `/api/invites/${encodeURIComponent(token)}`, { method: 'POST', body }),
  })
}

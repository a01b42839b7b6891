import { siteSchema, type SitePatch } from '@alongside/protocol'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { consolePath, request } from '#lib/api-client.ts'

/** The site of this organisation: its tag, its origins, what is masked. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => request(siteSchema, consolePath('/site'), { signal }),
})

/** @throws {AlongsideError} `invalid_input` with the field's name in `details` */
export function useChangeSite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: SitePatch) =>
      request(siteSchema, consolePath('/site'), { method: 'PATCH', body: patch }),
    onSuccess: (site) => client.setQueryData(siteQuery.queryKey, site),
  })
}

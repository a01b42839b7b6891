import { apiKeySchema, type ApiKey } from '@alongside/protocol'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'

const listSchema = v.object({ keys: v.array(apiKeySchema) })
const createdSchema = v.object({ key: apiKeySchema, secret: v.string() })

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }): Promise<readonly ApiKey[]> =>
    (await request(listSchema, consolePath('/api-keys'), { signal })).keys,
})

/** The secret is in this answer only; it is never asked for again and not kept in the cache. */
export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: (name: string) =>
      request(createdSchema, consolePath('/api-keys'), { method: 'POST', body: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  })
}

export function useDeleteApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request(v.object({}), consolePath(`/api-keys/${id}`), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  })
}

import { conversationSummarySchema, messageSchema, type ConversationSummary } from '@alongside/protocol'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'

const listSchema = v.object({ transcripts: v.array(conversationSummarySchema) })
const oneSchema = v.object({ conversation: conversationSummarySchema, messages: v.array(messageSchema) })

/** The address of one page of the search; `before` is the last change of the last one shown, in milliseconds. */
export function transcriptsPath(query: string, before: number | null): string {
  const search = new URLSearchParams()
  if (query.trim() !== '') search.set('query', query.trim())
  if (before !== null) search.set('before', String(before))
  const text = search.toString()
  return consolePath(`/transcripts${text === '' ? '' : `?${text}`}`)
}

/** Newest first, page by page, until a page brings nothing older. */
export const transcriptsQuery = (query: string) =>
  infiniteQueryOptions({
    queryKey: ['transcripts', query],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }): Promise<readonly ConversationSummary[]> =>
      (await request(listSchema, transcriptsPath(query, pageParam), { signal })).transcripts,
    getNextPageParam: (last, _pages, lastBefore) => nextBefore(last, lastBefore),
  })

/** Where the next page begins; undefined at the end (an empty page, or one that brings us no further back). */
export function nextBefore(page: readonly ConversationSummary[], before: number | null): number | undefined {
  if (page.length === 0) return undefined
  const oldest = Math.min(...page.map(({ updatedAt }) => updatedAt))
  return before !== null && oldest >= before ? undefined : oldest
}

export const transcriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['transcript', id],
    queryFn: ({ signal }) =>
      request(oneSchema, consolePath(`/transcripts/${encodeURIComponent(id)}`), { signal }),
  })

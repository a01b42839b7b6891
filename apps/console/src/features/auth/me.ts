import { meSchema, type Me, type UserRole } from '@alongside/protocol'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { consolePath, request } from '#lib/api-client.ts'
import { isKind } from '#lib/error-message.ts'

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await request(meSchema, consolePath('/me'), { signal })
    } catch (error) {
      if (isKind(error, 'unauthenticated') || isKind(error, 'account_disabled')) return null
      throw error
    }
  },
})

/** For pages behind the sign-in, whose route has made sure that somebody is signed in. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery)
  if (data === null) throw new Error('a signed-in page was shown to nobody')
  return data
}

const RANK: Readonly<Record<UserRole, number>> = { agent: 0, manager: 1, admin: 2 }

/** An admin may do what a manager may, a manager what an agent may. */
export const hasRole = (me: Me, needed: UserRole): boolean => RANK[me.user.role] >= RANK[needed]

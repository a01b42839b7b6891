import { userSchema, type User, type UserId, type UserRole } from '@alongside/protocol'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { consolePath, request } from '#lib/api-client.ts'

const listSchema = v.object({ users: v.array(userSchema) })
const invitedSchema = v.object({ user: userSchema, inviteUrl: v.string() })
const changedSchema = v.object({ user: userSchema })

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }): Promise<readonly User[]> =>
    (await request(listSchema, consolePath('/users'), { signal })).users,
})

/** The answer's link is for the new member: it sets their name and password. */
export function useInviteUser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { email: string; name: string; role: UserRole }) =>
      request(invitedSchema, consolePath('/users'), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: usersQuery.queryKey }),
  })
}

export function useChangeUser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: UserId; role?: UserRole; disabled?: boolean }) =>
      request(changedSchema, consolePath(`/users/${id}`), { method: 'PATCH', body }),
    onSuccess: ({ user }) =>
      client.setQueryData(usersQuery.queryKey, (list: readonly User[] | undefined) =>
        list?.map((known) => (known.id === user.id ? user : known)),
      ),
  })
}

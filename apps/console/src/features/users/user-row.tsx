import { USER_ROLES, type User, type UserRole } from '@alongside/protocol'
import { Avatar } from '#components/avatar.tsx'
import { Button } from '#components/button.tsx'
import { CONTROL_CLASS } from '#components/field.tsx'
import { classNames } from '#lib/class-names.ts'
import { toasts } from '#lib/toasts.ts'
import { ROLE_WORDS } from './role-words.ts'
import { useChangeUser } from './users.ts'

const STATUS = {
  active: null,
  invited: { text: 'Invited', className: 'bg-warn-soft text-warn-text' },
  disabled: { text: 'Disabled', className: 'bg-hover text-muted' },
} as const

/** One member. Nobody can disable themselves or change their own role: the last admin would be locked out. */
export function UserRow({ user, isSelf }: { readonly user: User; readonly isSelf: boolean }) {
  const change = useChangeUser()
  const status = STATUS[user.status]
  const disabled = user.status === 'disabled'
  const save = (patch: { role?: UserRole; disabled?: boolean }) =>
    change.mutate({ id: user.id, ...patch }, { onError: (error) => toasts.error(error) })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5">
      <Avatar name={user.name} />
      <div className="min-w-40 flex-1">
        <p className="flex items-center gap-2">
          <span className={classNames('truncate font-semibold', disabled && 'text-muted')}>{user.name}</span>
          {isSelf && <span className="text-xs text-muted">you</span>}
          {status !== null && (
            <span className={classNames('rounded-full px-2 py-0.5 text-2xs font-semibold', status.className)}>
              {status.text}
            </span>
          )}
        </p>
        <p className="truncate text-sm text-muted">{user.email}</p>
      </div>
      <select
        aria-label={`Role of ${user.name}`}
        value={user.role}
        disabled={isSelf || change.isPending}
        onChange={(event) => {
          const role = USER_ROLES.find((known) => known === event.target.value)
          if (role !== undefined) save({ role })
        }}
        className={classNames(CONTROL_CLASS, 'h-9 w-32')}
      >
        {USER_ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role].title}
          </option>
        ))}
      </select>
      <Button
        size="sm"
        className="w-20"
        disabled={isSelf}
        busy={change.isPending}
        aria-label={`${disabled ? 'Enable' : 'Disable'} ${user.name}`}
        onClick={() => save({ disabled: !disabled })}
      >
        {disabled ? 'Enable' : 'Disable'}
      </Button>
    </li>
  )
}

import type { SessionLink } from '@alongside/link'
import type { Action, CommandResult, Refusal } from '@alongside/protocol'
import { messageFor } from './messages.ts'

/** Commands to the visitor's page, each answered exactly once. */
export type Commands = {
  /**
   * Never rejects: what could not be sent, or whose connection was lost, counts as stale. `version`: the page state that
   * the action was made on, when it is not the newest that has been applied.
   */
  run(action: Action, version?: number): Promise<CommandResult>
  handleResult(result: CommandResult): void
  /** The connection was lost: no answers will come any more. */
  abandon(): void
}

export type CommandsOptions = {
  readonly link: SessionLink
  /** The page state that the agent sees; null when there is none. */
  readonly position: () => { readonly epoch: string; readonly version: number } | null
  readonly onRefused: (refused: { reason: Refusal; message: string; action: string }) => void
}

/** Side effects of pointing and typing that nobody asked for by themselves: their refusal would only confuse. */
const QUIET: ReadonlySet<Action['kind']> = new Set(['hover', 'caret', 'focus'])

export function createCommands({ link, position, onRefused }: CommandsOptions): Commands {
  const open = new Map<number, { action: Action; resolve: (result: CommandResult) => void }>()
  let lastId = 0

  return {
    run(action, version) {
      const id = ++lastId
      // Reload and history need no page: they are meant for when it is stuck.
      const at = position() ?? { epoch: '', version: 0 }
      const { promise, resolve } = withResolvers<CommandResult>()
      if (link.send('command', { id, epoch: at.epoch, version: version ?? at.version, action }))
        open.set(id, { action, resolve })
      else resolve({ id, status: 'stale' })
      return promise
    },
    handleResult(result) {
      const command = open.get(result.id)
      if (command === undefined) return
      open.delete(result.id)
      if (result.status === 'refused' && !QUIET.has(command.action.kind)) {
        const action = command.action.kind
        onRefused({ reason: result.reason, message: messageFor(result.reason, action), action })
      }
      command.resolve(result)
    },
    abandon() {
      for (const [id, { resolve }] of open) resolve({ id, status: 'stale' })
      open.clear()
    },
  }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

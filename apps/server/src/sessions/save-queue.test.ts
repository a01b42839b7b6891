import type { SessionId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { SaveQueue } from './save-queue.ts'
import type { Session } from './session.ts'

type Save = { readonly id: SessionId; resolve(): void; reject(error: Error): void }

let started: Save[]
let queue: SaveQueue

/** A store whose saves end when the test says so. */
beforeEach(() => {
  started = []
  queue = new SaveQueue({
    save: ({ id }) => new Promise((resolve, reject) => started.push({ id, resolve, reject })),
  })
})

const save = (id: string) => queue.save({ id } as Session)
const startedIds = () => started.map(({ id }) => id)
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('SaveQueue', () => {
  it('begins to store the next only when the one before is stored', async () => {
    const first = save('one')
    void save('two')
    await turn()
    expect(startedIds()).toEqual(['one'])
    started[0]!.resolve()
    await first
    await turn()
    expect(startedIds()).toEqual(['one', 'two'])
  })

  it('tells whoever saved that it failed, and goes on with the next', async () => {
    const first = save('one')
    const second = save('two')
    await turn()
    started[0]!.reject(new Error('disk full'))
    await expect(first).rejects.toThrow('disk full')
    await turn()
    started[1]!.resolve()
    await expect(second).resolves.toBeUndefined()
  })

  it('is settled when the last is stored', async () => {
    void save('one')
    let settled = false
    void queue.settled().then(() => (settled = true))
    await turn()
    expect(settled).toBe(false)
    started[0]!.resolve()
    await turn()
    expect(settled).toBe(true)
  })
})

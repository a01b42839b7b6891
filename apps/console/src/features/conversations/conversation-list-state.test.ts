import type { UserId } from '@alongside/protocol'
import { describe, expect, it } from 'vitest'
import { buildConversation, ME, takenBy } from '../../testing/builders.ts'
import {
  badgeTitle,
  compareConversations,
  countAttention,
  mergeConversation,
} from './conversation-list-state.ts'

const other = 'agent-2' as UserId
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

describe('order of the list', () => {
  it('puts waiting ones first, the longest wait on top, then own ones by their last activity', () => {
    const list = [
      buildConversation('own-old', { ...takenBy(ME), updatedAt: 10 }),
      buildConversation('wait-late', { startedAt: 300 }),
      buildConversation('own-new', { ...takenBy(ME), updatedAt: 20 }),
      buildConversation('wait-early', { startedAt: 100 }),
    ]
    expect(ids(list.sort(compareConversations))).toEqual(['wait-early', 'wait-late', 'own-new', 'own-old'])
  })
})

describe('a live change', () => {
  const list = [buildConversation('a', { startedAt: 1 }), buildConversation('b', { startedAt: 2 })]

  it('adds a conversation that is new, in its place', () => {
    expect(ids(mergeConversation(list, buildConversation('c', { startedAt: 0 }), ME))).toEqual([
      'c',
      'a',
      'b',
    ])
  })

  it('moves one that this agent has taken below the waiting ones', () => {
    const taken = buildConversation('a', { ...takenBy(ME), updatedAt: 2000 })
    expect(ids(mergeConversation(list, taken, ME))).toEqual(['b', 'a'])
  })

  it('drops one that another agent has taken', () => {
    expect(ids(mergeConversation(list, buildConversation('a', takenBy(other)), ME))).toEqual(['b'])
  })

  it('drops one that is closed', () => {
    expect(ids(mergeConversation(list, buildConversation('b', { state: 'closed' }), ME))).toEqual(['a'])
  })

  it('does not let an answer that was overtaken undo what is known', () => {
    const known = [buildConversation('a', { ...takenBy(ME), updatedAt: 2000 })]
    expect(mergeConversation(known, buildConversation('a', { updatedAt: 1500 }), ME)).toBe(known)
  })

  it('takes a change that leaves the time as it was, such as the visitor going offline', () => {
    const [known] = list
    const offline = buildConversation('a', { visitor: { ...known!.visitor, online: false } })
    expect(mergeConversation(list, offline, ME).find(({ id }) => id === 'a')?.visitor.online).toBe(false)
  })
})

describe('the badge', () => {
  it('counts waiting conversations once and unread messages of own ones each', () => {
    const list = [
      buildConversation('a', { unread: 5 }),
      buildConversation('b', { ...takenBy(ME), unread: 2 }),
      buildConversation('c', takenBy(ME)),
    ]
    expect(countAttention(list)).toBe(3)
  })

  it.each([
    [0, 'Alongside'],
    [3, '(3) Alongside'],
    [100, '(99+) Alongside'],
  ])('shows %i as %s', (count, title) => expect(badgeTitle(count, 'Alongside')).toBe(title))
})

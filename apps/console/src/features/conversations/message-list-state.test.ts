import { describe, expect, it } from 'vitest'
import { buildMessage } from '../../testing/builders.ts'
import { draftMessage, groupMessages, markFailed, mergeFetched, mergeMessage } from './message-list-state.ts'

const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text)

describe('messages', () => {
  it('appear once, whether the event or the answer comes first', () => {
    const draft = draftMessage('k1', 'Hello', 'Kim', 2000)
    const confirmed = buildMessage('m9', { author: 'agent', text: 'Hello', clientId: 'k1', sentAt: 2100 })
    const list = mergeMessage(mergeMessage(mergeMessage([], draft), confirmed), confirmed)
    expect(list).toEqual([confirmed])
  })

  it('stand in the order in which they were sent', () => {
    const list = [buildMessage('late', { sentAt: 30 }), buildMessage('early', { sentAt: 10 })]
    expect(texts(list.reduce(mergeMessage, []))).toEqual(['text of early', 'text of late'])
  })

  it('that are still on their way survive a refetch, unless it has them', () => {
    const drafts = ['k1', 'k2'].map((key) => draftMessage(key, key, 'Kim', 5000))
    const stored = buildMessage('m1', { clientId: 'k1', text: 'stored' })
    expect(texts(mergeFetched([buildMessage('gone'), ...drafts], [stored]))).toEqual(['stored', 'k2'])
  })

  it('are marked when they did not arrive, and sending again replaces the mark', () => {
    const failed = markFailed([draftMessage('k1', 'Hello', 'Kim', 1)], 'k1')
    expect(failed[0]?.delivery).toBe('failed')
    expect(mergeMessage(failed, draftMessage('k1', 'Hello', 'Kim', 2))).toHaveLength(1)
  })
})

describe('groups', () => {
  it('gather what one author wrote within five minutes', () => {
    const list = [
      buildMessage('a', { sentAt: 0 }),
      buildMessage('b', { sentAt: 60_000 }),
      buildMessage('c', { sentAt: 61_000, author: 'agent', authorName: 'Kim' }),
      buildMessage('d', { sentAt: 62_000 }),
      buildMessage('e', { sentAt: 62_000 + 5 * 60_000 }),
    ]
    expect(groupMessages(list).map(({ messages }) => messages.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['c'],
      ['d'],
      ['e'],
    ])
  })
})

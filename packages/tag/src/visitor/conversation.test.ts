import type { Message, MessageId } from '@alongside/protocol'
import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { KEYS } from '../kernel.ts'
import { createTestKernel } from '../test-kernel.ts'
import { Conversation } from './conversation.ts'
import { TestVisitorLink } from './test-visitor-link.ts'

let ids = 0
function message(overrides: Partial<Message> = {}): Message {
  const id = `m${++ids}` as MessageId
  return { id, author: 'agent', authorName: 'Ana', text: 'hello', sentAt: 1, ...overrides }
}

function setUp(kernel = createTestKernel(), isOpen = false) {
  const link = new TestVisitorLink()
  const isSeen = signal(isOpen)
  return { kernel, link, isSeen, conversation: new Conversation(kernel, link, isSeen) }
}

function sentBy(link: TestVisitorLink) {
  return link.asked.filter(({ event }) => event === 'message').map(({ payload }) => payload)
}

test('messages of the agent count as unread until the window is before the eyes of the visitor', () => {
  const { link, conversation, isSeen } = setUp()
  link.connect({ unread: 2 })
  link.receive('message', message())
  expect(conversation.unread.value).toBe(3)
  isSeen.value = true
  expect(conversation.unread.value).toBe(0)
  expect(link.asked.map(({ event }) => event)).toEqual(['read'])
})

test('a message that comes twice counts once', () => {
  const { link, conversation } = setUp()
  link.connect()
  const twice = message()
  link.receive('message', twice)
  link.receive('message', twice)
  expect(conversation.unread.value).toBe(1)
  expect(conversation.messages.value).toHaveLength(1)
})

test('what waits to be sent survives a page whose library has put a toJSON on arrays', () => {
  const kernel = createTestKernel()
  // eslint-disable-next-line no-extend-native -- what old libraries do
  Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'broken', configurable: true })
  setUp(kernel).conversation.send('hello')
  Reflect.deleteProperty(Array.prototype, 'toJSON')
  const { link } = setUp(kernel)
  link.connect()
  expect(sentBy(link)).toMatchObject([{ text: 'hello' }])
})

test('own messages do not count as unread', () => {
  const { link, conversation } = setUp()
  link.connect()
  link.receive('message', message({ author: 'visitor' }))
  expect(conversation.unread.value).toBe(0)
})

test('a message waits in the outbox until the server has it, whichever of answer and echo comes first', async () => {
  const { link, conversation } = setUp()
  link.connect()
  conversation.send('hi')
  const clientId = conversation.unsent.value[0]!.clientId
  const stored = message({ author: 'visitor', text: 'hi', clientId })
  link.receive('message', stored)
  expect(conversation.unsent.value).toEqual([])
  await link.answer('message', { message: stored })
  expect(conversation.messages.value).toEqual([stored])
})

test('what was written without a connection goes out when it is there, also on the next page', () => {
  const first = setUp()
  first.conversation.send('hi')
  expect(sentBy(first.link)).toEqual([])
  first.conversation.stop()

  const next = setUp(createTestKernel({ tab: first.kernel.tab }))
  expect(next.conversation.unsent.value).toMatchObject([{ text: 'hi' }])
  next.link.connect()
  expect(sentBy(next.link)).toMatchObject([{ text: 'hi' }])
})

test('a message that had arrived before the page went away is not sent again', () => {
  const first = setUp()
  first.link.connect()
  first.conversation.send('hi')
  const clientId = first.conversation.unsent.value[0]!.clientId

  const next = setUp(createTestKernel({ tab: first.kernel.tab }))
  next.link.connect({ messages: [message({ author: 'visitor', clientId })] })
  expect(sentBy(next.link)).toEqual([])
  expect(next.conversation.unsent.value).toEqual([])
})

test('a refused message says why and can be tried again', async () => {
  const { link, conversation } = setUp()
  link.connect()
  conversation.send('hi')
  await link.refuse('message', 'rate_limited')
  const [refused] = conversation.unsent.value
  expect(refused?.problem).toMatch(/Too many/)
  conversation.retry(refused!.clientId)
  expect(conversation.unsent.value[0]?.problem).toBeUndefined()
  expect(sentBy(link)).toMatchObject([{ text: 'hi' }])
})

test('the typing sign goes with the message that was typed', () => {
  const { link, conversation } = setUp()
  link.connect()
  link.receive('typing', { typing: true })
  expect(conversation.isAgentTyping.value).toBe(true)
  link.receive('message', message())
  expect(conversation.isAgentTyping.value).toBe(false)
  conversation.stop()
})

test('a conversation makes the next page connect by itself, an empty one does not', () => {
  const { kernel, link } = setUp()
  link.connect()
  expect(kernel.local.get(KEYS.talkUntil)).toBeNull()
  link.receive('message', message())
  expect(Number(kernel.local.get(KEYS.talkUntil))).toBeGreaterThan(Date.now())
})

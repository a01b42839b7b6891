import { invite, share } from './support/story.ts'
import { expect, test } from './support/test.ts'

for (const mode of ['View only', 'Shared'] as const) {
  test(`a visitor asks, an agent invites to ${mode}, and the agent sees the page in the state it is in`, async ({
    visitor,
    agent,
  }) => {
    await visitor.goto('/travel/')
    await visitor.page.getByLabel('To', { exact: true }).selectOption('LIS')
    await invite(visitor, agent, mode)
    await expect(visitor.chat).toContainText('Password')
    await expect(visitor.endSession).toBeHidden()
    await visitor.accept.click()

    await agent.mirror.expectText('h1', 'Somewhere else is closer than you think.')
    await agent.mirror.expectValue('select[name=to]', 'LIS')
    await expect(visitor.endSession).toBeVisible()
    await expect(agent.endSession).toBeVisible()
  })
}

test('chat goes both ways, with the agent’s name and the unread count', async ({ visitor, agent }) => {
  await visitor.goto('/travel/')
  await visitor.ask('Can I bring a surfboard?')
  await agent.take('Can I bring a surfboard?')
  await agent.say('Yes, as sports luggage.')
  await expect(visitor.chat.getByText('Yes, as sports luggage.')).toBeVisible()
  await visitor.page.keyboard.press('Escape')
  await expect(visitor.chat).toBeHidden()
  await agent.say('It costs 40 euros.')
  await expect(visitor.page.getByRole('button', { name: /^Chat with us.*1/ })).toBeVisible()
  await visitor.goto('/travel/help')
  await visitor.goto('/travel/')
  await expect(visitor.page.getByRole('button', { name: /^Chat with us/ })).toBeVisible()
})

test('a declined invitation starts nothing, and the agent is told', async ({ visitor, agent }) => {
  await visitor.goto('/travel/')
  await invite(visitor, agent, 'Shared')
  await visitor.decline.click()
  await expect(agent.page.getByText(/declined/i).first()).toBeVisible()
  await expect(visitor.endSession).toBeHidden()
  await agent.invite('View only')
  await visitor.accept.waitFor()
})

test('a withdrawn invitation goes away on the visitor’s side', async ({ visitor, agent }) => {
  await visitor.goto('/travel/')
  await invite(visitor, agent, 'Shared')
  await agent.withdraw.click()
  await expect(visitor.accept).toBeHidden()
  await expect(visitor.chat).toContainText(/withdr/i)
})

test('navigating while accepting does not lose the session', async ({ visitor, agent }) => {
  await visitor.goto('/travel/')
  await invite(visitor, agent, 'View only')
  await visitor.accept.evaluate((button: HTMLButtonElement) => {
    button.click()
    location.assign('/travel/sign-in')
  })
  await visitor.page.waitForURL('**/travel/sign-in')
  await expect(visitor.endSession).toBeVisible()
  await agent.mirror.expectText('h1', 'Welcome back')
})

test.describe('ending', () => {
  test('by the visitor: the frame goes and the agent is told why', async ({ visitor, agent }) => {
    await share(visitor, agent, '/travel/', 'Shared')
    await visitor.endSession.click()
    await expect(visitor.endSession).toBeHidden()
    await expect(agent.page.getByText(/visitor (has )?ended/i).first()).toBeVisible()
  })

  test('by the agent: the frame goes and the visitor is told why', async ({ visitor, agent }) => {
    await share(visitor, agent, '/travel/', 'Shared')
    await agent.endSession.click()
    await expect(visitor.endSession).toBeHidden()
    await expect(visitor.page.getByText(/has ended the session/i).first()).toBeVisible()
    await visitor.page.reload()
    await visitor.page.getByRole('button', { name: /^Chat with us/ }).waitFor()
    await expect(visitor.endSession).toBeHidden()
  })
})

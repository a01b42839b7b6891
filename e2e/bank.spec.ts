import { share } from './support/story.ts'
import { expect, test } from './support/test.ts'

test('the bank’s application is filled in by agent and visitor together', async ({ visitor, agent }) => {
  test.setTimeout(180_000)
  const { page } = visitor
  const { mirror } = agent
  await share(visitor, agent, '/bank/', 'Shared')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Open an account' }).first().click()
  await mirror.expectText('h1', /\S/)
  await agent.tool('Control')

  // The agent types into inputs that React controls, and opens the custom drop-down.
  await mirror.expectCount('input[name=firstName]', 1)
  await mirror.click('input[name=firstName]')
  await agent.page.keyboard.type('Ada')
  await expect(page.getByLabel('First name')).toHaveValue('Ada')
  await mirror.click('button[role=combobox]')
  await mirror.expectCount('[role=option]', 4)
  await mirror.click('[role=option]')
  await expect(page.getByRole('combobox', { name: 'Title' })).toContainText('Ms')
  await mirror.expectText('button[role=combobox]', 'Ms')

  // The page's own formatting settles in the agent's view.
  await mirror.click('input[name=phone]')
  await agent.page.keyboard.type('31612345678')
  await expect(page.getByLabel('Mobile phone')).toHaveValue('+31 612 345 678')
  await mirror.expectValue('input[name=phone]', '+31 612 345 678')

  // Validation messages are seen by both; the visitor's private field is masked and refused.
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect.poll(() => mirror.count('[role=alert]')).toBe(await page.getByRole('alert').count())
  await page.getByLabel('Last name').fill('Byron')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('National ID number').fill('123456782')
  await mirror.expectValue('input[name=lastName]', 'Byron')
  expect(await mirror.value('#nationalId')).not.toContain('1234')
  await page
    .getByRole('button', { name: /Date of birth/ })
    .or(page.getByLabel('Date of birth'))
    .first()
    .click()
  await page.getByLabel('Choose the Year').selectOption('1988')
  await page.getByLabel('Choose the Month').selectOption('March')
  await mirror.expectCount('[role=dialog] [role=grid], [role=dialog] table', 1)
  await page.getByRole('button', { name: /March 14th, 1988/ }).click()

  // The agent goes on to the next step, which is history of the same page.
  await mirror.click('button[type=submit]')
  await page.waitForURL('**/bank/apply/address')
  await mirror.expectCount('input[name=street]', 1)
  await mirror.click('input[name=street]')
  await agent.page.keyboard.type('Canal 1')
  await expect(page.getByLabel('Street and number')).toHaveValue('Canal 1')
  await agent.page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.waitForURL('**/bank/apply/personal')
  await mirror.expectValue('input[name=firstName]', 'Ada')
})

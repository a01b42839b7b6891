import { share } from './support/story.ts'
import { expect, test } from './support/test.ts'

test('one session goes from the search to the confirmation, and both fill in the form', async ({
  visitor,
  agent,
}) => {
  test.setTimeout(180_000)
  const { page } = visitor
  const { mirror } = agent
  await share(visitor, agent, '/travel/', 'Shared')
  await agent.tool('Control')
  await page.keyboard.press('Escape')

  await page.getByLabel('To', { exact: true }).selectOption('LIS')
  await mirror.expectValue('select[name=to]', 'LIS')
  await mirror.click('form.search button[type=submit]')
  await mirror.expectText('h1', 'Amsterdam to Lisbon')
  await expect(visitor.endSession).toBeVisible()

  await page
    .getByRole('link', { name: /^Choose / })
    .first()
    .click()
  await mirror.expectText('.fares h2', 'Choose your fare')
  await mirror.click('input[name=fare][value=flex]')
  await expect(page.locator('input[name=fare][value=flex]')).toBeChecked()
  await page.getByRole('button', { name: 'Continue to seats' }).click()

  await mirror.expectText('h1', 'Pick your seat')
  const seat = page.locator('input[name=seat]:enabled').nth(20)
  const seatId = await seat.getAttribute('value')
  await mirror.click(`input[name=seat][value="${seatId}"]`)
  await expect(seat).toBeChecked()
  await page.getByRole('button', { name: 'Continue to passenger details' }).click()

  await page.waitForURL('**/travel/checkout')
  await mirror.click('input[name=firstName]')
  await agent.page.keyboard.type('Ada')
  await expect(page.locator('input[name=firstName]')).toHaveValue('Ada')
  await page.locator('select[name=title]').selectOption('Ms')
  await page.locator('input[name=lastName]').fill('Byron')
  await mirror.expectValue('input[name=lastName]', 'Byron')
  await page.locator('input[name=email]').fill('ada@example.com')
  await page.locator('input[name=phone]').fill('+31612345678')
  await page.locator('input[name=birthDate]').fill('1985-12-10')
  await page.locator('select[name=nationality]').selectOption({ index: 1 })
  await page.locator('input[name=passport]').fill('XK1234567')
  await page.locator('input[name=passportExpiry]').fill('2033-01-01')
  await page.locator('input[name=cardName]').fill('Ada Byron')
  await page.locator('input[name=cardNumber]').fill('4242 4242 4242 4242')
  await page.locator('input[autocomplete=cc-exp]').fill('12/30')
  await page.locator('input[autocomplete=cc-csc]').fill('123')
  expect(await mirror.value('#cardNumber')).not.toContain('4242')
  expect(await mirror.value('#passport')).not.toContain('XK')
  await mirror.click('input[name=terms]')
  await expect(page.locator('input[name=terms]')).toBeChecked()
  await page.getByRole('button', { name: 'Pay and book' }).click()
  await page.waitForURL('**/travel/confirmation')
  await mirror.expectText('h1', 'You are going to Lisbon!')
  await expect(visitor.endSession).toBeVisible()
})

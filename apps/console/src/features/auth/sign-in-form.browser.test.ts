import { createElement } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { messageForKind } from '#lib/error-message.ts'
import { render } from '../../testing/render.ts'
import { SignInForm } from './sign-in-form.tsx'

afterEach(() => vi.unstubAllGlobals())

async function signInAnswered(status: number, body: unknown) {
  const asked = vi.fn<typeof fetch>(async () => Response.json(body, { status }))
  vi.stubGlobal('fetch', asked)
  const onSignedIn = vi.fn()
  render(createElement(SignInForm, { onSignedIn }))
  await page.getByLabelText('Email').fill(' kim@example.com ')
  await page.getByLabelText('Password').fill(' spaces count ')
  await page.getByRole('button', { name: 'Sign in' }).click()
  return { asked, onSignedIn }
}

it('signs in with the email trimmed and the password as typed', async () => {
  const { asked, onSignedIn } = await signInAnswered(200, {})
  await expect.poll(() => onSignedIn.mock.calls.length).toBe(1)
  expect(asked.mock.calls[0]?.[0]).toBe('/api/auth/sign-in/email')
  expect(await new Request('http://x', asked.mock.calls[0]?.[1]).json()).toEqual({
    email: 'kim@example.com',
    password: ' spaces count ',
  })
})

it('says that the account is locked, and stays', async () => {
  const { onSignedIn } = await signInAnswered(429, { error: { kind: 'account_locked', message: '' } })
  await expect.element(page.getByRole('alert')).toHaveTextContent(messageForKind('account_locked'))
  expect(onSignedIn).not.toHaveBeenCalled()
})

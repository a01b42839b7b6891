import type { Application } from './application.ts'

/** Sends the application. The document stays here: the demo server has no use for it. */
export async function sendApplication(
  application: Application,
): Promise<{ readonly reference: string } | { readonly error: string }> {
  try {
    const { document: _document, password: _password, ...rest } = application
    const response = await fetch('/bank/api/applications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rest),
    })
    const answer: unknown = await response.json()
    if (!response.ok || typeof answer !== 'object' || answer === null || !('reference' in answer)) {
      return { error: 'The bank could not take your application. Please try again.' }
    }
    return { reference: String(answer.reference) }
  } catch {
    return { error: 'The bank cannot be reached. Check your connection and try again.' }
  }
}

import { html, type Html } from '../../html.ts'
import { DEMO_ACCOUNT } from '../accounts.ts'
import { renderInput } from '../fields.ts'

/** What the sign-in page shows. */
export interface SignInView {
  readonly email: string
  /** Where to go afterwards; a path of this site. */
  readonly next: string
  readonly hasFailed: boolean
}

/** The sign-in form, with the demo credentials beside it. */
export function renderSignInPage(view: SignInView): Html {
  return html`<section class="sign-in card">
    <h1>Welcome back</h1>
    ${view.hasFailed && html`<p class="alert" role="alert">This e-mail address and password do not go together.</p>`}
    <form method="post" action="/travel/sign-in" aria-label="Sign in">
      <input type="hidden" name="next" value="${view.next}" />
      ${renderInput({ name: 'email', label: 'E-mail', type: 'email', value: view.email, autocomplete: 'username' })}
      ${renderInput({ name: 'password', label: 'Password', type: 'password', value: '', autocomplete: 'current-password' })}
      <button class="button primary" type="submit">Sign in</button>
    </form>
    <p class="demo-note">
      Demo account: <code>${DEMO_ACCOUNT.email}</code> with password <code>${DEMO_ACCOUNT.password}</code>
    </p>
  </section>`
}

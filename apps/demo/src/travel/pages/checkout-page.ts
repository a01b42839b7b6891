import { attributes, flag, html, type Html } from '../../html.ts'
import { renderInput, renderSelect } from '../fields.ts'
import { formatEuro } from '../format.ts'
import { renderSteps } from '../layout.ts'
import {
  EXTRAS,
  INSURANCES,
  NATIONALITIES,
  type PassengerErrors,
  type PassengerFields,
} from '../passenger-form.ts'
import type { PriceLine } from '../price.ts'
import { sumPrice } from '../price.ts'

/** What the checkout shows. */
export interface CheckoutView {
  readonly fields: PassengerFields
  readonly errors: PassengerErrors
  readonly price: readonly PriceLine[]
}

const TITLES = ['Ms', 'Mr', 'Mx', 'Dr'].map((title) => ({ value: title, label: title }))
const NATIONALITY_CHOICES = NATIONALITIES.map((name) => ({ value: name, label: name }))

function renderPassenger({ fields, errors }: CheckoutView): Html {
  return html`<fieldset class="block card">
    <legend><h2>Passenger</h2></legend>
    <div class="form-grid">
      ${renderSelect({ name: 'title', label: 'Title', value: fields.title, error: errors.title, choices: TITLES, prompt: 'Choose', place: 'narrow' })}
      ${renderInput({
        name: 'firstName',
        label: 'First name',
        value: fields.firstName,
        error: errors.firstName,
        autocomplete: 'given-name',
        place: 'broad',
      })}
      ${renderInput({ name: 'lastName', label: 'Last name', value: fields.lastName, error: errors.lastName, autocomplete: 'family-name' })}
      ${renderInput({ name: 'email', label: 'E-mail', type: 'email', value: fields.email, error: errors.email, autocomplete: 'email', hint: 'Your tickets go here.' })}
      ${renderInput({ name: 'phone', label: 'Phone', type: 'tel', value: fields.phone, error: errors.phone, autocomplete: 'tel', placeholder: '+31 6 1234 5678' })}
      ${renderInput({ name: 'birthDate', label: 'Date of birth', type: 'date', value: fields.birthDate, error: errors.birthDate, autocomplete: 'bday' })}
    </div>
  </fieldset>`
}

function renderPassport({ fields, errors }: CheckoutView): Html {
  return html`<fieldset class="block card">
    <legend><h2>Passport</h2></legend>
    <div class="form-grid">
      ${renderSelect({ name: 'nationality', label: 'Nationality', value: fields.nationality, error: errors.nationality, choices: NATIONALITY_CHOICES, prompt: 'Choose' })}
      ${renderInput({ name: 'passport', label: 'Passport number', value: fields.passport, error: errors.passport, autocomplete: 'off', alongside: 'mask', hint: 'Hidden from everyone you share this page with.' })}
      ${renderInput({ name: 'passportExpiry', label: 'Passport valid until', type: 'date', value: fields.passportExpiry, error: errors.passportExpiry })}
    </div>
  </fieldset>`
}

function renderExtras({ fields }: CheckoutView): Html {
  return html`<fieldset class="block card">
    <legend><h2>Extras</h2></legend>
    <div class="extra-list">
      ${EXTRAS.map(
        (extra) =>
          html`<label class="check">
            <input
              type="checkbox"
              name="extra"
              value="${extra.id}"
              ${flag('checked', fields.extras.includes(extra.id))}
            />
            <span>${extra.label}</span><span class="count">${formatEuro(extra.euro)}</span>
          </label>`,
      )}
    </div>
    <fieldset class="insurances">
      <legend>Insurance</legend>
      ${INSURANCES.map(
        (insurance) =>
          html`<label class="check">
            <input
              type="radio"
              name="insurance"
              value="${insurance.id}"
              ${flag('checked', insurance.id === fields.insurance)}
            />
            <span>${insurance.label}</span><span class="count">${formatEuro(insurance.euro)}</span>
          </label>`,
      )}
    </fieldset>
    <div class="field">
      <label for="message">Message to the crew (optional)</label>
      <textarea id="message" name="message" rows="3" maxlength="500">${fields.message}</textarea>
    </div>
  </fieldset>`
}

function renderPayment({ fields, errors }: CheckoutView): Html {
  return html`<fieldset class="block card">
    <legend><h2>Payment</h2></legend>
    <div class="form-grid">
      ${renderInput({ name: 'cardName', label: 'Name on card', value: fields.cardName, error: errors.cardName, autocomplete: 'cc-name', place: 'wide' })}
      ${renderInput({
        name: 'cardNumber',
        label: 'Card number',
        value: '',
        error: errors.number,
        autocomplete: 'cc-number',
        inputmode: 'numeric',
        placeholder: '4242 4242 4242 4242',
        place: 'wide',
      })}
      ${renderInput({ name: 'cardExpiry', label: 'Expiry date', value: '', error: errors.expiry, autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM/YY', place: 'narrow' })}
      ${renderInput({ name: 'cardCsc', label: 'Security code', value: '', error: errors.csc, autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '123', place: 'narrow' })}
    </div>
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          name="terms"
          value="yes"
          ${flag('checked', fields.terms)}
          ${attributes({ 'aria-describedby': errors.terms === undefined ? undefined : 'terms-error' })}
        />
        <span>I accept the fare rules and the terms of travel</span>
      </label>
      ${errors.terms !== undefined && html`<p class="error" id="terms-error">${errors.terms}</p>`}
    </div>
  </fieldset>`
}

/** The sum of a booking, line by line. */
function renderPrice(price: readonly PriceLine[]): Html {
  return html`<table class="price-table">
    <tbody>
      ${price.map(
        (line) =>
          html`<tr>
            <th scope="row">${line.label}</th>
            <td>${formatEuro(line.euro)}</td>
          </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">Total</th>
        <td>${formatEuro(sumPrice(price))}</td>
      </tr>
    </tfoot>
  </table>`
}

/** Who flies and who pays. */
export function renderCheckoutPage(view: CheckoutView): Html {
  const mistakes = Object.keys(view.errors).length
  return html`${renderSteps('Passenger and payment')}
    <div class="page-head">
      <h1>Who is flying?</h1>
      <p>Names as in the passport, please.</p>
    </div>
    ${
      mistakes > 0 &&
      html`<p class="alert" role="alert">
        ${mistakes === 1 ? 'One field needs' : `${mistakes} fields need`} another look. Please type the card
        details again.
      </p>`
    }
    <form
      class="checkout"
      method="post"
      action="/travel/checkout"
      novalidate
      aria-label="Passenger and payment"
    >
      <div class="checkout-main">
        ${renderPassenger(view)} ${renderPassport(view)} ${renderExtras(view)} ${renderPayment(view)}
      </div>
      <aside class="card summary">
        <h2>Your booking</h2>
        ${renderPrice(view.price)}
        <button class="button primary large" type="submit">Pay and book</button>
        <p class="hint">Demo shop: nothing is charged. Use card 4242 4242 4242 4242.</p>
      </aside>
    </form>`
}

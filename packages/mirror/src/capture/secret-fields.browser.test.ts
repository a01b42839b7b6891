import { describe, expect, it } from 'vitest'
import { openPage } from './test-support.ts'

const SECRET = 'CANARY7341'

async function sentFrom(
  html: string,
  change: (document: Document) => void = () => undefined,
): Promise<string> {
  const page = await openPage(`<body>${html}`)
  const viewer = page.openViewer()
  await viewer.settled()
  change(page.document)
  await viewer.settled()
  return viewer.sent()
}

const FIELD = `value="${SECRET}"`
const SECRETS = [
  `<input name=password ${FIELD}>`,
  `<input type=text id=userPassword ${FIELD}>`,
  `<input name="login[passwort]" ${FIELD}>`,
  `<input id=new_pwd ${FIELD}>`,
  `<input placeholder="Passcode" ${FIELD}>`,
  `<input type=tel name=pin-code ${FIELD}>`,
  `<input aria-label="CVC" ${FIELD}>`,
  `<input name=cardCVV2 ${FIELD}>`,
  `<input name=CSCField ${FIELD}>`,
  `<input type=number placeholder="Security code" ${FIELD.replace('CANARY', '99')}>`,
  `<input aria-label="One-time code" ${FIELD}>`,
  `<input name=otp ${FIELD}>`,
  `<input type=tel name=cardNumber ${FIELD}>`,
  `<input autocomplete="password" ${FIELD}>`,
  `<label>Card number <input ${FIELD}></label>`,
  `<input id=f1 ${FIELD}><label for=f1>Your password:</label>`,
  `<b id=l1>Security</b><b id=l2>CVV</b><input aria-labelledby="l1 l2" ${FIELD}>`,
]
const PLAIN = [
  `<input name=passwordless ${FIELD}>`,
  `<input name=postcard_number_of_days ${FIELD}>`,
  `<input name=spin-coder ${FIELD}>`,
  `<label for=f1>Your password:</label><input id=f2 ${FIELD}>`,
  `<input type=button name=show-password ${FIELD}>`,
  `<input name=password data-alongside=allow ${FIELD}>`,
  `<label>Card number <input class=alongside-allow ${FIELD}></label>`,
]

describe('fields that are called a secret', () => {
  for (const html of SECRETS)
    it(`K13 the value stays: ${html}`, async () => {
      const sent = await sentFrom(html, (document) => {
        const input = document.querySelector('input') as HTMLInputElement
        input.value = `${input.value}1`
      })
      expect(sent).not.toMatch(/CANARY|7341/)
    })

  for (const html of PLAIN)
    it(`K13 the value is sent: ${html}`, async () => expect(await sentFrom(html)).toContain(SECRET))

  it('K13 holds in shadow trees, for fields that come later, and for those that are renamed', async () => {
    const sent = await sentFrom('<div id=host></div><input id=x>', (document) => {
      const root = (document.getElementById('host') as Element).attachShadow({ mode: 'open' })
      root.innerHTML = `<label for=f>Password</label><input id=f ${FIELD}>`
      document.body.insertAdjacentHTML('beforeend', `<p><label for=g>OTP</label><input id=g ${FIELD}></p>`)
      const renamed = document.getElementById('x') as HTMLInputElement
      renamed.name = 'cvc'
      renamed.value = SECRET
    })
    expect(sent).not.toContain(SECRET)
  })

  it('K13 once secret, a field stays so when its name goes', async () => {
    const sent = await sentFrom('<input name=password>', (document) => {
      const input = document.querySelector('input') as HTMLInputElement
      input.name = 'x'
      input.value = SECRET
    })
    expect(sent).not.toContain(SECRET)
  })
})

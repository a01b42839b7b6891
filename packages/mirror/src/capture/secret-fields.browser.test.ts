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

/** Labels as sites write them, by what they ask for. */
const LABELS: Readonly<Record<string, string>> = {
  password:
    'Password|Passwort|Kennwort|Mot de passe|Contraseña|Clave de acceso|Wachtwoord|Senha|Palavra-passe|Lösenord|Adgangskode|Passord|Salasana|Hasło|Heslo|Jelszó|Parolă|Şifre|Пароль|密码|パスワード|비밀번호|PIN code',
  code: 'CVC|CVV2|CSC|Security code|Sicherheitscode|Kartenprüfnummer|Prüfziffer|Cryptogramme visuel|Code de sécurité|Código de seguridad|Código de segurança|Codice di sicurezza|Beveiligingscode|Säkerhetskod|Sikkerhetskode|Код безопасности|セキュリティコード',
  'one-time code':
    'One-time code|One-time password|OTP|Verification code|SMS code|SMS-Code|TAN|mTAN|Einmalcode|Bestätigungscode|Code de vérification|Código de verificación|Código de verificação|Codice di verifica|Verificatiecode|验证码|인증번호',
  card: 'Card number|Card no.|Credit card number|Credit card|Kreditkartennummer|Kartennummer|Karten-Nr.|Numéro de carte|N° de carte|Carte bancaire|Número de tarjeta|Número de la tarjeta|Numero carta|Numero della carta|Kaartnummer|Creditcardnummer|Número do cartão|Kortnummer|Numer karty|Číslo karty|Номер карты|卡号|カード番号|카드 번호',
}
const SHAPES = [
  '<input pattern="[0-9]{16}">',
  '<input pattern="\\d{13,19}">',
  '<input pattern="[0-9\\s]{13,19}">',
  '<input placeholder="1234 1234 1234 1234">',
  '<input placeholder="•••• •••• •••• ••••">',
  '<input placeholder="MM/YY">',
  '<input placeholder="MM / JJ">',
  '<input inputmode=numeric maxlength=6 name=code>',
  `<div>${'<input maxlength=1 inputmode=numeric>'.repeat(6)}</div>`,
  `<div>${'<span><input maxlength=1></span>'.repeat(6)}</div>`,
  `<div>${'<input maxlength=4 type=tel>'.repeat(4)}</div>`,
  '<form><input name=expiry><input name=cardNumber></form>',
  '<form><label>Expiration date <input></label><input autocomplete=cc-number></form>',
  '<form><label>Gültig bis <input></label><label>Kartennummer <input></label></form>',
  '<form><input maxlength=3 inputmode=numeric><input placeholder="0000 0000 0000 0000"></form>',
  '<div>Card number</div><div><input></div>',
  '<table><tr><td>Kartennummer:</td><td><input></td></tr></table>',
  'CVC <input>',
]
const ORDINARY = [
  '<input type=search name=q placeholder="Search">',
  '<label>Promo code <input name=promo_code></label>',
  '<input name=coupon placeholder="Discount code">',
  '<label>Gutscheincode <input></label>',
  '<label>Order number <input name=orderNumber inputmode=numeric></label>',
  '<input name=tracking_number>',
  '<label>Phone <input type=tel maxlength=15></label>',
  '<label>Mobile number <input type=tel name=mobile></label>',
  '<label>Postcode <input maxlength=4 inputmode=numeric></label>',
  '<label>ZIP code <input pattern="[0-9]{5}"></label>',
  '<label>Code postal <input></label>',
  '<label>Booking code <input></label>',
  '<label>Booking reference <input name=pnr maxlength=6></label>',
  '<label>Name on card <input name=cardholder></label>',
  '<input name=credit_card_holder_name>',
  '<label>Karteninhaber <input></label>',
  '<label>Loyalty card number <input></label>',
  '<label>Library card number <input></label>',
  '<label>Passport expiry date <input></label>',
  '<label>Expiry date <input type=text name=expiry></label>',
  '<form><label>Passport expiry <input name=passport_expiry></label><input autocomplete=cc-number class=other></form>',
  '<label>Start date <input placeholder="MM/YYYY"></label>',
  '<label>Country code <input maxlength=3></label>',
  '<label>Company <input></label><label>Street <input></label>',
  '<label>Email <input type=email></label>',
  '<label>Amount <input type=number></label>',
  '<label>Cardinal direction <input></label>',
  '<label>Password hint <input></label>',
  '<label>Spanish <input></label><label>Titanic <input></label>',
  '<p>Pay by credit card or invoice. We never ask for your password on the phone.</p><input>',
]

describe('fields found by label, shape and place', () => {
  for (const [kind, labels] of Object.entries(LABELS))
    it(`K13 labels of a ${kind}`, async () => {
      const open = []
      for (const label of labels.split('|')) {
        const page = await openPage(`<body><label>${label} <input></label><input placeholder="${label}">`)
        for (const input of page.document.querySelectorAll('input'))
          if (!page.capture.isMasked(input)) open.push(input.placeholder === '' ? `label ${label}` : label)
        page.capture.stop()
        page.window.frameElement?.remove()
      }
      expect(open).toEqual([])
    })

  for (const html of SHAPES)
    it(`K13 ${html}`, async () => {
      const page = await openPage(`<body>${html}`)
      for (const input of page.document.querySelectorAll('input'))
        expect(page.capture.isMasked(input), input.outerHTML).toBe(true)
    })

  for (const html of ORDINARY)
    it(`K13 is left alone: ${html}`, async () => {
      const page = await openPage(`<body>${html}`)
      for (const input of page.document.querySelectorAll('input:not(.other)'))
        expect(page.capture.isMasked(input), input.outerHTML).toBe(false)
    })

  it('K13 the month and year of a card are masked, those of other things are not', async () => {
    const months = '<option>01<option selected>02'
    const page = await openPage(
      `<body><form><input name=card_number><select name=exp_month>${months}</select><select name=country><option>AT</select></form><form><select name=exp_month>${months}</select></form>`,
    )
    const masked = [...page.document.querySelectorAll('select')].map((select) =>
      page.capture.isMasked(select),
    )
    expect(masked).toEqual([true, false, false])
  })

  it('K13 a label that gets its text later counts, and what was sent of the field is taken back', async () => {
    const ways: Readonly<Record<string, (document: Document) => void>> = {
      '<label id=l></label><input>': (document) => {
        const label = document.querySelector('label') as HTMLLabelElement
        label.append(document.querySelector('input') as Element)
        label.prepend('Card number')
      },
      '<label for=f><b></b></label><input id=f>': (document) => {
        ;(document.querySelector('b') as Element).textContent = 'Kreditkartennummer'
      },
      '<b id=n>Name</b><input aria-labelledby=n>': (document) => {
        ;((document.querySelector('b') as Element).firstChild as Text).data = 'CVV'
      },
      '<label>Na<i>me</i> <input></label>': (document) => {
        ;(document.querySelector('i') as Element).outerHTML = 'me of your password'
      },
      '<label>Password</label><input id=late>': (document) => {
        ;(document.querySelector('label') as HTMLLabelElement).htmlFor = 'late'
      },
    }
    for (const [html, change] of Object.entries(ways)) {
      const page = await openPage(`<body>${html}`)
      const input = page.document.querySelector('input') as HTMLInputElement
      if (html.includes('Password')) input.name = 'plain'
      const viewer = page.openViewer()
      await viewer.settled()
      change(page.document)
      await viewer.settled()
      const mirrored = viewer.mirror.node(page.capture.nodes.id(input) ?? 0) as Element
      expect(mirrored.hasAttribute('alongside-masked'), html).toBe(true)
      input.value = SECRET
      await viewer.settled()
      expect(viewer.sent(), html).not.toContain(SECRET)
    }
  })
})

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

  it('K13 a label that comes later with what is around it counts', async () => {
    const page = await openPage(`<body><label for=a>Name</label><input id=a><input id=b>`)
    const viewer = page.openViewer()
    await viewer.settled()
    page.document.body.insertAdjacentHTML('beforeend', '<p><label for=b>Password</label></p>')
    await viewer.settled()
    const field = page.document.querySelector<HTMLInputElement>('#b')
    if (field !== null) field.value = SECRET
    field?.dispatchEvent(new Event('input', { bubbles: true }))
    await viewer.settled()
    expect(viewer.sent()).not.toContain(SECRET)
    expect(page.capture.isMasked(field as Node)).toBe(true)
  })

  it('K13 a label that is taken out and changed goes on being watched without harm', async () => {
    const html = `<body><label for=a>Name</label><input id=a ${FIELD}>`
    const sent = await sentFrom(html, (document) => {
      const label = document.querySelector('label')
      label?.remove()
      if (label?.firstChild != null) label.firstChild.nodeValue = 'Password'
      document.body.append('the end')
    })
    expect(sent).toContain('the end')
  })

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

/**
 * By what words people call fields that hold secrets, in the languages that sites use most. Names are compared without
 * accents, in small letters, as whole words (`cardNumber` is two): so `passwordless` and `compassionate` are none.
 */
const words = (...alternatives: readonly string[]) => {
  const all = alternatives.join('|')
  // Word characters end where letters do; scripts without spaces have no such ends.
  return new RegExp(`(?<![a-z])(?:${all})(?![a-z])`)
}

const PASSWORD = words(
  'password|passwort|passwd|pwd|passcode|passphrase|kennwort|mot de passe|motdepasse|mdp',
  'contrasena|clave (?:secreta|de acceso|personal|de seguridad)',
  'parola chiave|parola d ordine|wachtwoord|senha|palavra[ -]?(?:passe|chave)',
  'losenord|adgangskode|kodeord|passord|salasana|haslo|heslo|jelszo|parola|sifre',
  'pin ?code|pin ?nummer|codigo pin|code pin|codice pin',
)
const CVC = words(
  'cvc|cvv|csc|card ?(?:verification|security)(?: ?(?:code|number|value))?|card ?code',
  'security ?code|sicherheits ?code|sicherheitsnummer|(?:karten ?)?pruf ?(?:nummer|ziffer|zahl|code)',
  'cryptogramme(?: visuel)?|code de (?:securite|verification de (?:la )?carte)|codigo de (?:seguridad|seguranca)',
  'codice di (?:sicurezza|controllo)|(?:be)?veiligings ?code|veiligheids ?code',
  'sakerhets ?kod|sikkerheds ?kode|sikkerhets ?kode',
)
const ONE_TIME = words(
  'one ?time ?(?:code|pin|password|pass ?code)|otp|totp|(?:verification|authentication|2 ?fa|mfa|two ?factor) ?code',
  'sms ?(?:code|tan)|code ?sms|sms ?pin|tan|m ?tan|photo ?tan|push ?tan|einmal ?(?:code|passwort|kennwort|pin)|bestatigungs ?code|verifizierungs ?code',
  'code (?:a usage unique|de verification|d authentification)|codigo (?:de verificacion|de verificacao|de un solo uso|otp)',
  'codice (?:di verifica|otp|monouso)|verificatie ?code|eenmalige codee|kod (?:sms|jednorazowy)',
)
const CARD = words(
  '(?:credit|debit|bank|payment)? ?card ?(?:number|nummer|num|no|nr|nbr|digits)|cc ?(?:number|num|no|nr)|ccn|(?:credit|debit) ?card|pan number',
  'kreditkarten? ?(?:nummer|nr)?|karten ?(?:nummer|nr)|numero (?:de )?(?:la )?carte(?: bancaire)?|carte (?:bancaire|de credit|bleue)|n (?:de )?(?:la )?carte',
  'numero (?:de )?(?:la )?tarjeta|tarjeta(?: de (?:credito|debito))?|num tarjeta|numero (?:della |di )?carta|carta di credito',
  'kaart ?(?:nummer|nr)|numero (?:do )?cartao|cartao(?: de (?:credito|debito))?|kort ?(?:nummer|nr|numero)|kredit ?kort',
  'numer karty|cislo karty',
)
/** Scripts that have no small letters, or write no spaces. */
const OTHER_SCRIPTS =
  /пароль|код безопасности|номер карты|одноразовый код|код из (?:sms|смс)|κωδικος|αριθμος καρτας|סיסמה|מספר כרטיס|كلمة المرور|كلمة السر|رقم البطاقة|密码|密碼|口令|卡号|卡號|安全码|安全碼|验证码|驗證碼|パスワード|暗証番号|カード番号|セキュリティコード|認証コード|ワンタイム|비밀번호|카드 ?번호|보안 ?코드|인증 ?번호/
const EXPIRY = words(
  'exp|expiry|expiration|expires|exp ?(?:date|month|year|mm|yy)|valid (?:thru|through|until|to)|ablauf(?:datum|monat|jahr)?|gultig bis|verfalls?datum',
  'date d expiration|fecha de (?:caducidad|vencimiento|expiracion)|caducidad|vencimiento|(?:data di )?scadenza|vervaldatum|geldig tot',
  'validade|data de validade|vencimento',
)
const MONTH_YEAR = /^\W*m{1,2} ?[/.-]? ?(?:yy|jj|aa|rr|gg)\W*$/

/** Other cards and words that have nothing to do with payment, and what is no secret of a card. */
const NOT_CARD =
  /(?<![a-z])(?:loyalty|library|member(?:ship)?|bonus|club|business|gift|post|greeting|sim|holder|owner|name|type|brand|inhaber|titulaire|titular|intestatario|naam|nombre|nome|typ|art)(?![a-z])/
const NOT_EXPIRY =
  /(?<![a-z])(?:passport|reisepass|passeport|pasaporte|document|licen[cs]e|id|visa|product)(?![a-z])/
const NO_PASSWORD = /(?<![a-z])(?:hint|question|strength|policy|length|frage|indice)(?![a-z])/

export type Naming = {
  /** A password, a one-time code, or what protects a card. */
  readonly isSecret: boolean
  readonly isCard: boolean
  /** Says when a card expires, if the field belongs to one. */
  readonly isExpiry: boolean
}
export const NOTHING: Naming = { isSecret: false, isCard: false, isExpiry: false }

const known = new Map<string, Naming>()
/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_KNOWN = 500

export function readNaming(name: string | null): Naming {
  if (name === null || name === '') return NOTHING
  const before = known.get(name)
  if (before !== undefined) return before
  const naming = read(name)
  if (known.size < MAX_KNOWN) known.set(name, naming)
  return naming
}

function read(name: string): Naming {
  const plain = plainWords(name)
  const isCard = CARD.test(plain) && !NOT_CARD.test(plain)
  const isSecret =
    isCard ||
    (PASSWORD.test(plain) && !NO_PASSWORD.test(plain)) ||
    CVC.test(plain) ||
    ONE_TIME.test(plain) ||
    OTHER_SCRIPTS.test(name.normalize('NFC').toLowerCase()) ||
    MONTH_YEAR.test(name.toLowerCase())
  return { isSecret, isCard, isExpiry: EXPIRY.test(plain) && !NOT_EXPIRY.test(plain) }
}

function plainWords(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

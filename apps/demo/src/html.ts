/** Markup that is safe to put into a page as it is. Made by `html`, `flag` and `attributes`. */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/** What a template takes: text is escaped, markup is kept, a list is joined, nothing prints for `false` and `null`. */
export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

function printValue(value: HtmlValue): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'object') return value.map(printValue).join('')
  return escapeHtml(String(value))
}

/**
 * Template for markup. Every value is escaped unless it is `Html` itself, so a page cannot forget to.
 * Values may stand in text and in *quoted* attributes; nowhere else (no scripts, no unquoted attributes).
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? ''
  for (const [index, value] of values.entries()) markup += printValue(value) + (strings[index + 1] ?? '')
  return new Html(markup)
}

/** A boolean attribute: its bare name when `on`, otherwise nothing. `name` must be a constant. */
export function flag(name: 'checked' | 'selected' | 'disabled' | 'required', on: boolean): Html {
  return new Html(on ? ` ${name}` : '')
}

/** Attributes with a value; those that are undefined are left out. Names must be constants. */
export function attributes(values: Readonly<Record<string, string | undefined>>): Html {
  const present = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new Html(present.map(([name, value]) => `${name}="${escapeHtml(value)}"`).join(' '))
}

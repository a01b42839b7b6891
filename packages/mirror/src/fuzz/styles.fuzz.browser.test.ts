import { expect } from 'vitest'
import { rewriteCss } from '../rebuild/css.ts'
import { pick, type Random, testSeeds } from './seeds.ts'

const EVIL = 'evil.example'
const PARTS: readonly string[] = [
  'url(',
  'URL(',
  'u\\72l(',
  'u\\000072\tl(',
  '\\75 rl(',
  'src(',
  'image-set(',
  '-webkit-image-set(',
  'cross-fade(',
  'var(',
  'type(',
  'if(',
  'calc(',
  `//${EVIL}/x`,
  `https://${EVIL}/y`,
  `"//${EVIL}/z"`,
  `'//${EVIL}/w'`,
  `"//${EVIL}/`,
  'x.png',
  ')',
  ')',
  '(',
  '[',
  ']',
  '{',
  '}',
  ';',
  ';',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '\\\\',
  '\\"',
  '\\)',
  '\n',
  '\r',
  '\f',
  '\r\n',
  '\0',
  '\u00a0',
  '\u200b',
  '\u2764',
  ' ',
  ' ',
  '/*',
  '*/',
  '/**/',
  '@import',
  '@im\\port',
  '@media',
  '@media all',
  'a',
  'a',
  'b',
  '--x:',
  'background:',
  'background-image:',
  'content:',
  'cursor:',
  'color:red',
  ':hover',
  ':focus',
  '#x',
  '.y',
  '<!--',
  '-->',
  '!important',
  '1x',
  '\\a',
  '\\',
  'fallback',
  'u',
  'rl(',
]
const FRAMES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `a{background:${text}}b{background:url(//${EVIL}/end)}`,
  (text) => `a{background-image:${text} , url(//${EVIL}/end)`,
  (text) => `@media all{a{${text};background:url("//${EVIL}/end")}}`,
  (text) => `a{x:${text};background:image-set("//${EVIL}/end" 1x)}`,
]

function soup(random: Random): string {
  let text = ''
  for (let i = 1 + random.below(14); i > 0; i--) text += pick(random, PARTS)
  return pick(random, FRAMES)(text)
}

/** Strings, which may say anything, are passed over. */
const ADDRESS = /url\("([^"]*)"\)|"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)/g

/** What a browser would load, as it reads the text: addresses in its own serialisation of the rules. */
function addresses(rules: CSSRuleList, found: string[] = []): string[] {
  for (const rule of rules) {
    const { style, cssRules } = rule as Partial<CSSStyleRule>
    for (const name of style ?? []) {
      // What a variable holds is looked at where it is used.
      if (name.startsWith('--')) continue
      for (const [, address] of (style?.getPropertyValue(name) ?? '').matchAll(ADDRESS))
        if (address !== undefined) found.push(address)
    }
    if (cssRules !== undefined) addresses(cssRules, found)
  }
  return found
}

testSeeds('R12 whatever a style sheet says, every address in it has been looked at', 4, async (random) => {
  let seen = 0
  for (let round = 0; round < 4000; round++) {
    const css = soup(random)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rewriteCss(css, () => 'https://checked.example/'))
    for (const address of addresses(sheet.cssRules)) {
      seen++
      if (!/^(?:https:\/\/checked\.example\/|about:invalid|#.*)$/.test(address))
        throw new Error(`${JSON.stringify(css)} loads ${address}`)
    }
  }
  expect(seen).toBeGreaterThan(100)
})

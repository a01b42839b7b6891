import { EVENT_NAMES, HTML_NAMES, MATH_NAMES, SVG_NAMES, VOID_NAMES } from './names.ts'
import { ENCODINGS, escapeAttribute, SCHEMES, SINKS } from './sinks.ts'

/** How an attack gets into a page. `attribute`: its elements are there, then they get their attributes. */
export const WAYS = ['first', 'later', 'attribute', 'shadow', 'frame'] as const
export type Way = (typeof WAYS)[number]

/**
 * An attack on whoever shows a page. A live one posts its id to the top window, or makes a request to
 * `http://payload.invalid/ID`, by itself or when it is used (clicked, focused, its events dispatched).
 */
export type Attack = {
  readonly id: number
  readonly wants: 'script' | 'request'
  readonly way: Way
  readonly html: string
}

/** Contexts in which parsers read differently than one may think. `P` stands for the attack. */
const CONTEXTS: readonly string[] = [
  'P',
  '<svg>P</svg>',
  '<math>P</math>',
  '<svg><foreignObject>P</foreignObject></svg>',
  '<svg><desc>P</desc></svg>',
  '<svg><title>P</title></svg>',
  '<svg><style>P</style></svg>',
  '<math><mtext>P</mtext></math>',
  '<math><annotation-xml encoding="text/html">P</annotation-xml></math>',
  '<math><mtext><table><mglyph><style><!--</style>P',
  '<math><mi><malignmark><style>P</style></malignmark></mi></math>',
  '<svg></p><style><a id="</style>P">',
  '<form><math><mtext></form><form><mglyph><style></math>P',
  '<table>P</table>',
  '<table><tr><td>P</td></tr></table>',
  '<select><option>P</option></select>',
  '<template>P</template>',
  '<noscript>P</noscript>',
  '<noscript><p title="</noscript>P">',
  '<textarea></textarea>P',
  '<title>P</title>',
  '<xmp>P</xmp>',
  '<iframe>P</iframe>',
  '<noembed>P</noembed>',
  '<noframes>P</noframes>',
  '<style></style>P',
  '<!-- --!>P<!-- -->',
  '<!-->P-->',
  '<svg><![CDATA[><]]>P</svg>',
  '<p><svg><p>P',
  '<button><p>P</p></button>',
  '<dialog open>P</dialog>',
  '<details open>P</details>',
  '<div popover>P</div>',
  '<form><input name="attributes"><input name="parentNode">P</form>',
  '<object>P</object>',
  '<audio>P</audio>',
  '<x-host><template shadowrootmode="open">P</template></x-host>',
]

/** Attacks that need nothing but to be parsed, or used. */
const CORES: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src="data:," onerror="${call}">`,
  (call) => `<svg onload="${call}"></svg>`,
  (call) => `<style onload="${call}">x{}</style>`,
  (call) => `<iframe srcdoc="&lt;script>${call}&lt;/script>"></iframe>`,
  (call) => `<a href="javascript:void ${call}">x</a>`,
  (call) => `<input autofocus onfocus="${call}">`,
  (call) => `<svg><animate attributeName="x" dur="1s" onbegin="${call}"/></svg>`,
  (call) => `<b onclick="${call}" style="position:fixed;inset:0;z-index:2147483647">x</b>`,
]

const EVENTS_PER_ELEMENT = 5
const ENCODINGS_PER_SINK = 5
const WAYS_PER_CONTEXT = 2

/** All attacks, the same each time. Their ids are their places. */
export function attackMatrix(): readonly Attack[] {
  const attacks: Attack[] = []
  const add = (wants: Attack['wants'], way: Way, make: (id: number) => string) => {
    const id = attacks.length + 1
    attacks.push({ id, wants, way, html: make(id) })
  }
  const nextWay = () => WAYS[attacks.length % WAYS.length] ?? 'first'
  let event = 0
  let spelling = 0
  for (const [names, wrap] of [
    [HTML_NAMES, (element: string) => element],
    [SVG_NAMES, (element: string) => `<svg>${element}</svg>`],
    [MATH_NAMES, (element: string) => `<math>${element}</math>`],
  ] as const)
    for (const name of names)
      for (let i = 0; i < EVENTS_PER_ELEMENT; i++) {
        // The first few fire by themselves or by a click: each element has one of them; the rest in turn.
        const type = EVENT_NAMES[i === 0 ? event % 12 : event % EVENT_NAMES.length] ?? 'click'
        event++
        const end = VOID_NAMES.has(name) && names === HTML_NAMES ? '' : `</${name}>`
        add('script', nextWay(), (id) => wrap(`<${name} on${type}="${callOf(id)}">${end}`))
      }
  for (const sink of SINKS)
    for (const { wants, make } of SCHEMES)
      for (let i = 0; i < (wants === 'script' ? ENCODINGS_PER_SINK : 1); i++) {
        const encode = ENCODINGS[i === 0 ? 0 : spelling++ % ENCODINGS.length] ?? escapeAttribute
        add(wants, nextWay(), (id) => sink.replaceAll('V', () => encode(make(id))))
      }
  for (const context of CONTEXTS)
    for (const core of CORES)
      for (let i = 0; i < WAYS_PER_CONTEXT; i++)
        add('script', nextWay(), (id) => context.replaceAll('P', () => core(escapeAttribute(callOf(id)))))
  return attacks
}

function callOf(id: number): string {
  return `top.postMessage(${id},'*')`
}

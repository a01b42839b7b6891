/** Places that take an address, each as HTML around it. `V` stands for the address, escaped for a quoted attribute. */
export const SINKS: readonly string[] = [
  '<a href="V">x</a>',
  '<a href="#x" ping="V">x</a>',
  '<map name="m"><area href="V" shape="default"></map>',
  '<svg><a href="V"><text y="9">x</text></a></svg>',
  '<svg><a xlink:href="V"><text y="9">x</text></a></svg>',
  '<svg><a><animate attributeName="href" to="V" begin="0s" dur="1s" fill="freeze"/><text y="9">x</text></a></svg>',
  '<svg><a><animate attributeName="href" values="V;V" begin="0s" dur="1s"/><text y="9">x</text></a></svg>',
  '<svg><a><set attributeName="href" to="V"/><text y="9">x</text></a></svg>',
  '<svg><a><set attributeName="xlink:href" to="V"/><text y="9">x</text></a></svg>',
  '<svg><image href="V" width="9" height="9"/></svg>',
  '<svg><image xlink:href="V" width="9" height="9"/></svg>',
  '<svg><use href="V"/></svg>',
  '<svg><use xlink:href="V#x"/></svg>',
  '<svg><script href="V"></script></svg>',
  '<svg><script xlink:href="V"></script></svg>',
  '<svg><filter id="f"><feImage href="V"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>',
  '<svg><linearGradient href="V"/></svg>',
  '<svg><textPath href="V">x</textPath></svg>',
  '<svg><rect width="9" height="9" fill="url(V)"/></svg>',
  '<svg><rect width="9" height="9" mask="url(V)"/></svg>',
  '<svg><rect width="9" height="9"><set attributeName="fill" to="url(V)"/></rect></svg>',
  '<svg><foreignObject width="9" height="9"><iframe src="V"></iframe></foreignObject></svg>',
  '<math href="V"><mi>x</mi></math>',
  '<math><mi xlink:href="V">x</mi></math>',
  '<math><maction actiontype="statusline#V" xlink:href="V"><mi>x</mi></maction></math>',
  '<form action="V"><button>x</button></form>',
  '<form><button formaction="V">x</button></form>',
  '<form><input type="submit" formaction="V"></form>',
  '<form><input type="image" src="V" formaction="V"></form>',
  '<form id="o"></form><button form="o" formaction="V">x</button>',
  '<isindex action="V" type="submit">',
  '<iframe src="V"></iframe>',
  '<iframe src="about:blank" srcdoc="&lt;iframe src=&quot;V&quot;>&lt;/iframe>"></iframe>',
  '<frameset><frame src="V"></frameset>',
  '<embed src="V">',
  '<object data="V"></object>',
  '<object><param name="movie" value="V"></object>',
  '<applet code="V" codebase="V"></applet>',
  '<portal src="V"></portal>',
  '<fencedframe src="V"></fencedframe>',
  '<img src="V">',
  '<img srcset="V 1x">',
  '<img src="V" longdesc="V" lowsrc="V" dynsrc="V">',
  '<picture><source srcset="V"><img></picture>',
  '<image src="V">',
  '<video src="V" poster="V" autoplay></video>',
  '<video autoplay><source src="V"></video>',
  '<video><track default src="V"></video>',
  '<audio src="V" autoplay></audio>',
  '<bgsound src="V">',
  '<script src="V"></script>',
  '<script type="module" src="V"></script>',
  '<link rel="stylesheet" href="V">',
  '<link rel="preload" as="script" href="V">',
  '<link rel="modulepreload" href="V">',
  '<link rel="prefetch" href="V">',
  '<link rel="prerender" href="V">',
  '<link rel="dns-prefetch" href="V">',
  '<link rel="manifest" href="V">',
  '<link rel="icon" href="V">',
  '<link rel="import" href="V">',
  '<div background="V">x</div>',
  '<table background="V"><tr><td background="V">x</td></tr></table>',
  '<blockquote cite="V">x</blockquote>',
  '<button popovertarget="V" commandfor="V" command="V">x</button>',
  '<div style="background:url(\'V\')">x</div>',
  '<div style="background:u\\72l(\'V\')">x</div>',
  '<div style="background:image-set(\'V\' 1x)">x</div>',
  '<div style="list-style-image:url(V);display:list-item;cursor:url(V),auto;filter:url(V)">x</div>',
  '<div style="-moz-binding:url(V);behavior:url(V);width:expression(V)">x</div>',
  "<style>@import 'V';</style>",
  '<style>@import url(V) screen;</style>',
  "<style>@font-face{font-family:f;src:url('V')}.f{font-family:f}</style><b class=f>x</b>",
  "<style>.g{background:url('V')}</style><b class=g>x</b>",
  "<svg><style>.h{background:url('V')}</style></svg><b class=h>x</b>",
]

/** What each takes of the place of `V`: where the address is fetched or gone to in the background, a request is enough. */
export const SCHEMES: readonly {
  readonly wants: 'script' | 'request'
  readonly make: (id: number) => string
}[] = [
  { wants: 'script', make: (id) => `javascript:void top.postMessage(${id},'*')` },
  { wants: 'script', make: (id) => `javascript://%0avoid top.postMessage(${id},'*')` },
  { wants: 'script', make: (id) => `data:text/html,<script>top.postMessage(${id},'*')</script>` },
  {
    wants: 'script',
    make: (id) =>
      `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='top.postMessage(${id},"*")'/>`,
  },
  { wants: 'script', make: (id) => `vbscript:top.postMessage(${id},"*")` },
  { wants: 'request', make: (id) => `http://payload.invalid/${id}` },
]

const entities = (text: string, form: (code: number) => string) =>
  Array.from(text, (c) => form(c.codePointAt(0) ?? 0)).join('')

/** Spellings of an address. All but the last few mean the same to a browser. */
export const ENCODINGS: readonly ((address: string) => string)[] = [
  escapeAttribute,
  (address) =>
    escapeAttribute(
      address.replace(/^\w+/, (s) => Array.from(s, (c, i) => (i % 2 ? c.toUpperCase() : c)).join('')),
    ),
  (address) => `&#1;&#32;${escapeAttribute(address)}`,
  (address) => escapeAttribute(address).replace(/^(..)/, '$1&Tab;'),
  (address) => escapeAttribute(address).replace(/^(...)/, '$1&NewLine;'),
  (address) => entities(address, (code) => `&#${code};`),
  (address) => entities(address, (code) => `&#x0000${code.toString(16)};`),
  (address) => escapeAttribute(address).replace(':', '&colon;'),
  (address) => escapeAttribute(address).replace(':', '%3a'),
]

export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

import { createRandom } from '@alongside/testkit/pages'

/** A page as shops and back offices have them, without pictures: its style sheet is at /site.css. */
export type Synthetic = { readonly html: string; readonly css: string }

const CSS_BYTES = 200 * 1024
const CLASSES = 900
const WORDS =
  'account address amount annual balance booking branch button client closed colour contract credit customer date delivery detail discount document due early edition email express family filter final form friend garden general gross guest harbour history hotel invoice island item journey label late letter list local market member message method monthly morning name notice number office offer open order other paid parcel partner payment pending period person place plan price private product profile quantity question record refund region report request return review room route sample schedule search season seat selected service shipping shop single size standard station status stock store street summary supplier table terms ticket total town transfer travel update value view visit waiting weekly welcome window winter yearly'.split(
    ' ',
  )

type Random = ReturnType<typeof createRandom>

/** About `megabytes` of HTML: tables, cards, forms, prose, lists and drawings, the same for the same seed. */
export function syntheticPage(megabytes: number, seed = 1): Synthetic {
  const random = createRandom(seed)
  const sections = [table, cards, form, prose, list, drawing]
  const parts: string[] = []
  let length = 0
  for (let i = 0; length < megabytes * 1e6; i++) {
    const make = sections[i % sections.length] ?? prose
    const html = `<section class="${classes(random, 2)}" id="s${i}"><h2 class="title">${words(random, 4)}</h2>${make(random, i)}</section>\n`
    parts.push(html)
    length += html.length
  }
  return { html: frameOf(parts.join(''), random), css: styles(random) }
}

function frameOf(content: string, random: Random): string {
  const links = Array.from(
    { length: 8 },
    () => `<li><a href="#s${random.below(9)}">${words(random, 1)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Synthetic page</title><link rel="stylesheet" href="/site.css"></head>
<body><header class="top"><nav><ul>${links.join('')}</ul></nav><h1>Everything of ${words(random, 2)}</h1>
<label class="field">Name <input id="name" name="name" value=""></label><output id="tick">0</output></header>
<main>${content}</main><p id="end">The end</p></body></html>`
}

function table(random: Random, number: number): string {
  const rows = Array.from({ length: 24 }, (_, row) => {
    const cells = Array.from({ length: 6 }, (_, cell) =>
      cell === 0
        ? `<td class="${classes(random, 1)}"><a href="/items/${number}-${row}" title="${words(random, 2)}">${words(random, 2)}</a></td>`
        : `<td class="cell ${classes(random, 1)}">${random.below(100_000) / 100}</td>`,
    )
    return `<tr data-row="${number}-${row}">${cells.join('')}</tr>`
  })
  return `<table class="grid"><thead><tr>${'<th scope="col">Column</th>'.repeat(6)}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function cards(random: Random): string {
  const card = () =>
    `<article class="card ${classes(random, 3)}"><header><h3>${words(random, 3)}</h3><span class="badge ${classes(random, 1)}">${words(random, 1)}</span></header><p>${words(random, 18)}.</p><footer style="padding-left:${random.below(9)}px"><a class="button" href="/${words(random, 1)}">${words(random, 2)}</a><button type="button" aria-label="${words(random, 2)}">${words(random, 1)}</button></footer></article>`
  return `<div class="cards">${Array.from({ length: 9 }, card).join('')}</div>`
}

function form(random: Random, number: number): string {
  const field = (_: unknown, i: number) => {
    const id = `f${number}-${i}`
    const label = `<label for="${id}">${words(random, 2)}</label>`
    if (i % 4 === 1)
      return `${label}<select id="${id}" name="${id}">${Array.from({ length: 5 }, (_, n) => `<option value="${n}"${n === 2 ? ' selected' : ''}>${words(random, 1)}</option>`).join('')}</select>`
    if (i % 4 === 2)
      return `<label class="check"><input type="checkbox" name="${id}"${random.below(2) === 0 ? ' checked' : ''}> ${words(random, 3)}</label>`
    if (i % 4 === 3) return `${label}<textarea id="${id}" rows="2">${words(random, 8)}</textarea>`
    return `${label}<input id="${id}" name="${id}" value="${words(random, 2)}" placeholder="${words(random, 2)}">`
  }
  const fields = Array.from(
    { length: 12 },
    (_, i) => `<div class="field ${classes(random, 1)}">${field(_, i)}</div>`,
  )
  return `<form action="/send" class="form">${fields.join('')}<button>${words(random, 1)}</button></form>`
}

function prose(random: Random): string {
  const paragraph = () =>
    `<p class="${classes(random, 1)}">${words(random, 30)} <strong>${words(random, 2)}</strong>, <em>${words(random, 3)}</em> <a href="/${words(random, 1)}">${words(random, 2)}</a> ${words(random, 24)}.</p>`
  return Array.from({ length: 8 }, paragraph).join('\n')
}

function list(random: Random): string {
  const item = () =>
    `<li class="${classes(random, 2)}"><span>${words(random, 2)}</span><small>${words(random, 3)}</small></li>`
  return `<ul class="list">${Array.from({ length: 30 }, item).join('')}</ul>`
}

function drawing(random: Random): string {
  const points = Array.from({ length: 40 }, (_, i) => `${i * 16},${random.below(200)}`).join(' ')
  const bars = Array.from(
    { length: 24 },
    (_, i) =>
      `<rect x="${i * 26}" y="${random.below(120)}" width="20" height="${20 + random.below(80)}" fill="hsl(${random.below(360)} 60% 60%)"></rect>`,
  )
  return `<figure><svg viewBox="0 0 640 220" width="640" height="220" role="img"><g class="bars">${bars.join('')}</g><polyline points="${points}" fill="none" stroke="navy" stroke-width="2"></polyline><text x="10" y="214">${words(random, 3)}</text></svg><figcaption>${words(random, 6)}</figcaption></figure>`
}

function styles(random: Random): string {
  const rules = [BASE]
  let length = BASE.length
  for (let i = 0; length < CSS_BYTES; i++) {
    const name = `.c${i % CLASSES}`
    const rule =
      i < CLASSES
        ? `${name} { border-color: hsl(${random.below(360)} 40% 50%); color: hsl(${random.below(360)} 60% 25%) }\n`
        : `${i % 5 === 0 ? '@media (min-width: 30em) { ' : ''}main ${name}${i % 3 === 0 ? ':hover' : ''} > .unused-${words(random, 1)}-${i} { margin: ${random.below(40)}px; padding: ${random.below(20)}px ${random.below(20)}px; background-color: rgb(${random.below(255)}, ${random.below(255)}, ${random.below(255)}); line-height: 1.${random.below(9)} }${i % 5 === 0 ? ' }' : ''}\n`
    rules.push(rule)
    length += rule.length
  }
  return rules.join('')
}

const BASE = `body { margin: 0; font: 14px/1.5 sans-serif; color: #223 }
.top { position: sticky; top: 0; background: #eef; padding: 8px 24px; border-bottom: 1px solid #99a }
.top ul { display: flex; gap: 16px; list-style: none; margin: 0; padding: 0 }
main { max-width: 1100px; margin: 0 auto; padding: 16px }
section { margin: 24px 0 }
.grid { border-collapse: collapse; width: 100% }
.grid td, .grid th { border: 1px solid #ccd; padding: 4px 8px }
.cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px }
.card { border: 1px solid #aab; border-radius: 6px; padding: 12px }
.card header, .card footer { display: flex; justify-content: space-between }
.form { display: grid; grid-template-columns: repeat(2, 1fr); gap: 8px }
.list { columns: 3 }
`

function classes(random: Random, count: number): string {
  return Array.from({ length: count }, () => `c${random.below(CLASSES)}`).join(' ')
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => WORDS[random.below(WORDS.length)] ?? '').join(' ')
}

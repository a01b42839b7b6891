import { describe, expect, it } from 'vitest'
import { openPage, type TestPage, type TestViewer } from './test-support.ts'

const SECRET = 'CANARY7341'

/** Opens a page, lets `change` work on it with a viewer watching, and says what was sent. */
async function sentFrom(
  html: string,
  change: (page: TestPage, viewer: TestViewer) => void | Promise<void> = () => undefined,
  masking = { mask: ['.server-masked'], block: ['.server-blocked'] },
): Promise<string> {
  const page = await openPage(html, { masking })
  const viewer = page.openViewer()
  await viewer.settled()
  await change(page, viewer)
  await viewer.settled()
  return viewer.sent() + [...viewer.mirror.sheets.values()].join('')
}

const MASKED_WAYS: Record<string, string> = {
  text: SECRET,
  'nested text': `<p><b>${SECRET}</b></p>`,
  title: `<i title="${SECRET}">x</i>`,
  placeholder: `<input placeholder="${SECRET}">`,
  'value attribute': `<input value="${SECRET}">`,
  'button value': `<input type=submit value="${SECRET}">`,
  'textarea text': `<textarea>${SECRET}</textarea>`,
  'option text, label and value': `<select><option value="${SECRET}" label="${SECRET}">${SECRET}</option></select>`,
  'optgroup label': `<select><optgroup label="${SECRET}"><option>x</option></optgroup></select>`,
  'aria-label': `<i aria-label="${SECRET}" aria-description="${SECRET}">x</i>`,
  'alt and image addresses': `<img alt="${SECRET}" src="/i?${SECRET}" srcset="/i?${SECRET} 2x">`,
  'picture sources': `<picture><source srcset="/i?${SECRET}"><img></picture>`,
  'data attributes': `<i data-x="${SECRET}">x</i>`,
  'link address': `<a href="/p?n=${SECRET}" download="${SECRET}">x</a>`,
  'form action and name': `<form action="/${SECRET}" name="${SECRET}"></form>`,
  'inline background': `<i style="background:url('/i?${SECRET}')">x</i>`,
  'inline custom property and content': `<i style="--x:'${SECRET}';content:'${SECRET}';color:red">x</i>`,
  'inline style with a semicolon in a string': `<i style="content:'a;${SECRET}'">x</i>`,
  'inline font and animation names': `<i style="font-family:${SECRET};animation-name:${SECRET};grid-area:${SECRET}">x</i>`,
  'style element': `<style>i::before{content:"${SECRET}"}</style><i>x</i>`,
  comment: `<!-- ${SECRET} -->`,
  'svg text, title and desc': `<svg><title>${SECRET}</title><desc>${SECRET}</desc><text>${SECRET}</text></svg>`,
  'svg image and link': `<svg><a href="/${SECRET}"><image href="/${SECRET}"/></a></svg>`,
  'unknown attribute': `<i ${SECRET.toLowerCase()}="1" custom="${SECRET}">x</i>`,
  'for and list': `<label for="${SECRET}">x</label><input list="${SECRET}">`,
  'meter and progress': `<meter value="0.5" title="${SECRET}"></meter>`,
  'srcdoc frame': `<iframe srcdoc="<p>${SECRET}</p>"></iframe>`,
  'declarative shadow root': `<div><template shadowrootmode="open"><p>${SECRET}</p></template></div>`,
  template: `<template>${SECRET}</template>`,
  noscript: `<noscript>${SECRET}</noscript>`,
  script: `<script>const a = "${SECRET}"</script>`,
}

describe('masked parts', () => {
  for (const [way, html] of Object.entries(MASKED_WAYS))
    for (const mark of [
      'data-alongside="mask"',
      'class="alongside-mask"',
      'class="server-masked"',
      'class="rr-mask"',
    ])
      it(`K3 nothing leaves by ${way} under ${mark}`, async () => {
        const sent = await sentFrom(`<body><div ${mark}>${html}</div></body>`)
        expect(sent.toLowerCase()).not.toContain(SECRET.toLowerCase())
      })

  for (const [way, html] of Object.entries(MASKED_WAYS))
    it(`K4 nothing leaves of blocked ${way}, nor when it comes later`, async () => {
      const sent = await sentFrom(
        '<body><div data-alongside="block" id=b></div><div class="server-blocked" id=c></div>',
        (page) => {
          for (const id of ['b', 'c']) (page.document.getElementById(id) as Element).innerHTML = html
        },
      )
      expect(sent.toLowerCase()).not.toContain(SECRET.toLowerCase())
    })

  it('K3 the positive control: without a mark the same ways do carry it', async () => {
    const sent = await sentFrom(`<body><div>${MASKED_WAYS['text']}</div></body>`)
    expect(sent).toContain(SECRET)
  })

  it('K3 nothing leaves by later changes: texts, attributes, values, titles, shadow roots, styles', async () => {
    const sent = await sentFrom(
      '<body><div data-alongside=mask><p id=p>x</p><input id=i><textarea id=t>x</textarea><select id=s><option>1</select></div>',
      async ({ document }) => {
        const p = document.getElementById('p') as HTMLElement
        ;(p.firstChild as Text).data = SECRET
        p.title = SECRET
        p.setAttribute('style', `background:url(/${SECRET})`)
        p.dataset['x'] = SECRET
        const input = document.getElementById('i') as HTMLInputElement
        input.value = SECRET
        input.setAttribute('value', SECRET)
        input.placeholder = SECRET
        input.setCustomValidity(SECRET)
        ;(document.getElementById('t') as HTMLTextAreaElement).value = SECRET
        ;(document.getElementById('s') as HTMLSelectElement).options.add(new Option(SECRET, SECRET))
        p.append(document.createElement('b'))
        const host = document.createElement('div')
        host.attachShadow({ mode: 'open' }).innerHTML = `<style>p{--x:${SECRET}}</style><p>${SECRET}</p>`
        p.after(host)
        await Promise.resolve()
        ;(host.shadowRoot as ShadowRoot).append(SECRET)
        p.innerHTML = `<b title=${SECRET}>${SECRET}</b>`
      },
    )
    expect(sent).not.toContain(SECRET)
  })

  it('K10 of frames is told that they have content, and an address without what stands behind its path', async () => {
    const sent = await sentFrom(
      `<body><iframe src="//pay.invalid/form?x=${SECRET}#${SECRET}"></iframe><iframe src="//${SECRET}@pay.invalid/a;sid=${SECRET}"></iframe><iframe src="https:a:${SECRET}@pay.invalid"></iframe><iframe src="data:text/html,${SECRET}"></iframe><iframe srcdoc="${SECRET}" data-alongside="block"></iframe><i srcdoc="${SECRET}"></i>`,
      () => undefined,
    )
    expect(sent).not.toContain(SECRET)
    expect(sent).toContain('//pay.invalid/form')
  })
})

describe('fields that are always masked', () => {
  const fields = [
    '<input type=password ',
    '<input type=PASSWORD data-alongside=allow ',
    '<input autocomplete="cc-number" class="alongside-allow" ',
    '<input autocomplete="section-a billing cc-csc" ',
    '<input autocomplete="one-time-code" ',
    '<input autocomplete="new-password" ',
    '<input type=hidden name=csrf ',
  ]
  for (const field of fields)
    it(`K1 the value of ${field} stays`, async () => {
      const sent = await sentFrom(
        `<body>${field}id=f value="${SECRET}" title="${SECRET}">`,
        ({ document }) => {
          const input = document.getElementById('f') as HTMLInputElement
          input.value = `${SECRET}2`
          input.dispatchEvent(new Event('input', { bubbles: true }))
        },
      )
      expect(sent).not.toContain(SECRET)
    })

  it('K1 a password field stays masked when a button shows it', async () => {
    const sent = await sentFrom(`<body><input type=password id=f>`, ({ document }) => {
      const input = document.getElementById('f') as HTMLInputElement
      input.value = SECRET
      input.type = 'text'
    })
    expect(sent).not.toContain(SECRET)
  })

  it('K2 typing into a masked field sends the same whatever is typed', async () => {
    const type = async (text: string) => {
      const page = await openPage('<body><input type=password id=f>')
      const viewer = page.openViewer()
      await viewer.settled()
      const before = viewer.mirror.frames.length
      const input = page.document.getElementById('f') as HTMLInputElement
      for (let i = 1; i <= text.length; i++) {
        input.value = text.slice(0, i)
        await viewer.settled()
      }
      return JSON.stringify(viewer.mirror.frames.slice(before).map(({ ops }) => ops))
    }
    expect(await type('correct horse')).toBe(await type('x'.repeat(13)))
  })
})

describe('marks', () => {
  it('K5 an explicit allow inside of a masked part is shown, inside of a blocked one it is not', async () => {
    const sent = await sentFrom(
      '<body><div data-alongside=mask>no1<p data-alongside=allow>yes1<b data-alongside=mask>no2</b></p></div><div data-alongside=block><p data-alongside=allow>no3</p></div>',
    )
    expect(sent).toContain('yes1')
    for (const word of ['no1', 'no2', 'no3']) expect(sent).not.toContain(word)
  })

  it('K3 of the placeholder of a masked field viewers learn that there is one', async () => {
    const page = await openPage(`<body><input type=password placeholder="${SECRET}"><input type=password>`)
    const viewer = page.openViewer()
    await viewer.settled()
    const placeholders = [...page.document.querySelectorAll('input')].map((input) =>
      (viewer.mirror.node(page.capture.nodes.id(input) ?? 0) as Element).getAttribute('placeholder'),
    )
    expect(placeholders).toEqual([' ', null])
  })

  it('K6 a mark that is set later holds at once, for what comes in the same turn too', async () => {
    const page = await openPage('<body><div id=x class=row><p>shown</p></div><div id=y>plain</div>')
    const viewer = page.openViewer()
    await viewer.settled()
    const before = viewer.mirror.frames.length
    const x = page.document.getElementById('x') as Element
    x.append(SECRET)
    x.setAttribute('data-alongside', 'mask')
    page.document.getElementById('y')?.classList.add('alongside-block')
    await viewer.settled()
    expect(JSON.stringify(viewer.mirror.frames.slice(before))).not.toContain(SECRET)
    const mirrored = viewer.mirror.node(page.capture.nodes.id(x) ?? 0)
    expect(mirrored.textContent).not.toContain('shown')
    expect((mirrored as Element).hasAttribute('alongside-masked')).toBe(true)
    expect(page.capture.isMasked(x)).toBe(true)
    x.removeAttribute('data-alongside')
    await viewer.settled()
    expect(viewer.mirror.node(page.capture.nodes.id(x) ?? 0).textContent).toContain('shown')
  })

  it.each([
    ['[style*="0.5"]', 'style', 'opacity: 0.5'],
    ['[STYLE*="0.5"]', 'style', 'opacity: 0.5'],
    [String.raw`[\000073tyle*="0.5"]`, 'style', 'opacity: 0.5'],
    ['[draggable="true"]', 'draggable', 'true'],
    ['#late', 'id', 'late'],
    ['p:read-write', 'contenteditable', 'true'],
    ['div, p:not(:read-only)', 'contenteditable', 'true'],
  ])('K6 a rule for %s holds as soon as the attribute says so', async (rule, name, value) => {
    const sent = await sentFrom(
      '<p style="opacity: 1"><b>shown</b></p>',
      ({ document }) => {
        const p = document.querySelector('p')
        p?.setAttribute(name, value)
        p?.append(SECRET)
      },
      { mask: [rule], block: [] },
    )
    expect(sent).not.toContain(SECRET)
    expect(sent).toContain('alongside-masked')
  })

  it('K7 rules from the server reach a running session, bad ones are skipped and reported', async () => {
    const page = await openPage('<body class=plain><div class=name>Jane</div><div class=pay>1</div>')
    const viewer = page.openViewer()
    await viewer.settled()
    page.capture.setMasking({ mask: ['.name', 'p:::'], block: ['.private .pay'] })
    await viewer.settled()
    const before = viewer.mirror.frames.length
    const find = (selector: string) =>
      viewer.mirror.node(
        page.capture.nodes.id(page.document.querySelector(selector) as Element) ?? 0,
      ) as Element
    expect(find('.name').textContent).not.toContain('Jane')
    expect(find('.pay').textContent).toBe('1')
    expect(page.warnings).toHaveLength(1)
    page.document.body.className = 'private'
    await viewer.settled()
    expect(find('.pay').hasAttribute('alongside-blocked')).toBe(true)
    page.capture.setMasking({ mask: [], block: [] })
    await viewer.settled()
    expect(find('.name').textContent).toBe('Jane')
    expect(find('.pay').textContent).toBe('1')
    expect(viewer.mirror.frames.length).toBeGreaterThan(before)
  })

  it('K8 masked bullets do not tell the length', async () => {
    const page = await openPage('<body><p class=alongside-mask>four</p><p class=alongside-mask>sevenxx</p>')
    const viewer = page.openViewer()
    await viewer.settled()
    const [a, b] = [...page.document.querySelectorAll('p')].map((p) =>
      viewer.mirror.node(page.capture.nodes.id(p) ?? 0),
    )
    expect(a?.textContent).toBe(b?.textContent)
    expect(a?.textContent).toMatch(/^•+$/)
  })

  it('K9 no selection and no caret within masked parts', async () => {
    const page = await openPage(
      '<body><input id=f class=alongside-mask value=12345><p class=alongside-mask id=p>abc</p>',
    )
    const viewer = page.openViewer()
    await viewer.settled()
    const input = page.document.getElementById('f') as HTMLInputElement
    input.focus()
    input.setSelectionRange(1, 3)
    await viewer.settled()
    expect(viewer.mirror.last.selection?.selection ?? null).toBeNull()
    input.blur()
    page.document.getSelection()?.selectAllChildren(page.document.getElementById('p') as Node)
    await viewer.settled()
    expect(viewer.mirror.last.selection?.selection ?? null).toBeNull()
  })
})

describe('everywhere', () => {
  it('K10 scripts, handlers, nonces, tokens in meta and javascript addresses never leave', async () => {
    const sent = await sentFrom(
      `<head><meta name=csrf-token content=${SECRET}><script nonce=${SECRET}>${SECRET}</script><link rel=x href=/${SECRET}></head><body onclick="${SECRET}"><a href="java&#10;script:${SECRET}()">x</a><i onpointermove="${SECRET}">x</i><!-- ${SECRET} --><noscript>${SECRET}</noscript>`,
      ({ document }) => {
        const i = document.querySelector('i') as Element
        i.setAttribute('onclick', SECRET)
        i.setAttribute('nonce', SECRET)
        i.setAttribute('alongside-masked', SECRET)
        i.append(document.createComment(SECRET))
        ;(i.lastChild as Comment).data = `${SECRET}2`
        ;(document.querySelector('script') as Element).textContent = SECRET
      },
    )
    expect(sent).not.toContain(SECRET)
  })

  it('K10 of frames is told that they have content, and an address without what stands behind its path', async () => {
    const sent = await sentFrom(
      `<body><iframe src="//pay.invalid/form?x=${SECRET}#${SECRET}"></iframe><iframe src="data:text/html,${SECRET}"></iframe><iframe srcdoc="${SECRET}" data-alongside="block"></iframe><i srcdoc="${SECRET}"></i>`,
      () => undefined,
    )
    expect(sent).not.toContain(SECRET)
    expect(sent).toContain('//pay.invalid/form')
  })
})

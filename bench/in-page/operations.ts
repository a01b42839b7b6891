/** What a page does to its nodes, as apps do: the operations of js-framework-benchmark, and some that go on for a while. */
export type Operation = {
  /** Rows there before. */
  readonly rows: number
  /** Once, in a task of its own; or with each frame, or each few milliseconds, for `LASTS_MS`. */
  readonly when: 'once' | 'frames' | 'chat'
  readonly run: (step: number) => void
}

export type Outcome = {
  readonly frames: number
  /** When each mark was set: what has come at the other side is told by the marks in it. */
  readonly marks: readonly Mark[]
}
/** `freeAt`: when the page's main thread was free for the next task, which is the least that any lag can be. */
export type Mark = { readonly number: number; readonly at: number; freeAt: number }

declare global {
  var benchOperations: {
    prepare(name: string): Promise<void>
    /** Between the marks `bench-begin:NAME` and `bench-end:NAME`; ends when the recorder has told all. */
    run(name: string): Promise<Outcome>
    /** The same for what somebody else does in the page, such as typing. */
    begin(name: string): void
    end(name: string): Promise<Outcome>
  }
}

const LASTS_MS = 4000
const CHAT_EVERY_MS = 5
const ANIMATED = 500
const LIST_ROWS = 10_000
const ROW_PX = 20

const app = document.createElement('div')
const table = document.createElement('table')
const body = table.appendChild(document.createElement('tbody'))
let seed = 1
let mark = 0
let marks: Mark[] = []
const { port1, port2 } = new MessageChannel()
const waiting: Mark[] = []
let framesAtBegin = 0
let frames = 0

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'create 1k': { rows: 0, when: 'once', run: () => addRows(1000) },
  'create 10k': { rows: 0, when: 'once', run: () => addRows(10_000) },
  'append 1k': { rows: 1000, when: 'once', run: () => addRows(1000) },
  'update every 10th': {
    rows: 1000,
    when: 'once',
    run() {
      for (let i = 0; i < body.rows.length; i += 10) {
        const text = body.rows[i]?.querySelector('a')?.firstChild
        if (text) text.nodeValue += ' !!!'
      }
    },
  },
  swap: {
    rows: 1000,
    when: 'once',
    run() {
      const [second, third, last] = [body.rows[1], body.rows[2], body.rows[998]]
      if (!second || !third || !last) return
      const after = last.nextSibling
      body.insertBefore(last, third)
      body.insertBefore(second, after)
    },
  },
  remove: { rows: 1000, when: 'once', run: () => body.rows[500]?.remove() },
  clear: { rows: 1000, when: 'once', run: () => (body.textContent = '') },
  chat: {
    rows: 0,
    when: 'chat',
    run(step) {
      const line = document.createElement('p')
      line.className = `line ${step % 3 === 0 ? 'own' : ''}`
      line.innerHTML = `<b>Person ${step % 7}</b> <span>says number ${step} and more words of it</span> <time>${step}</time>`
      app.append(line)
      if (app.childElementCount > 100) app.firstElementChild?.remove()
    },
  },
  animation: {
    rows: 0,
    when: 'frames',
    run(step) {
      while (app.childElementCount < ANIMATED) app.append(document.createElement('i'))
      for (let i = 0; i < ANIMATED; i++) {
        const { style } = app.children[i] as HTMLElement
        style.transform = `translate(${(step * 3 + i * 7) % 900}px, ${(step + i * 5) % 500}px)`
      }
    },
  },
  'virtual list': {
    rows: 0,
    when: 'frames',
    run(step) {
      const top = (step * 57) % (LIST_ROWS * ROW_PX)
      const first = Math.floor(top / ROW_PX)
      const rows = Array.from({ length: 40 }, (_, i) => {
        const row =
          (app.children[i] as HTMLElement | undefined) ?? app.appendChild(document.createElement('div'))
        row.style.cssText = `position:absolute;top:${(first + i) * ROW_PX - top}px;height:${ROW_PX}px`
        row.textContent = `Row ${first + i} of ${LIST_ROWS}`
        return row
      })
      app.dataset['first'] = String(rows.length + first)
    },
  },
}

function addRows(count: number): void {
  const fragment = document.createDocumentFragment()
  for (let i = 0; i < count; i++) fragment.append(makeRow(++seed))
  body.append(fragment)
}

function makeRow(id: number): HTMLTableRowElement {
  const row = document.createElement('tr')
  const cell = (className: string) => {
    const made = row.appendChild(document.createElement('td'))
    made.className = className
    return made
  }
  cell('col-md-1').textContent = String(id)
  cell('col-md-4').appendChild(document.createElement('a')).textContent =
    `${WORDS[id % 25]} ${WORDS[(id * 7) % 25]} ${WORDS[(id * 13) % 25]}`
  const icon = cell('col-md-1')
    .appendChild(document.createElement('a'))
    .appendChild(document.createElement('span'))
  icon.className = 'remove glyphicon glyphicon-remove'
  icon.setAttribute('aria-hidden', 'true')
  cell('col-md-6')
  return row
}

const WORDS =
  'pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful mushy odd unsightly adorable important inexpensive cheap expensive fancy'.split(
    ' ',
  )

function setMark(): void {
  document.body.dataset['mark'] = `mark-${++mark}-`
  const made = { number: mark, at: performance.now(), freeAt: 0 }
  marks.push(made)
  waiting.push(made)
  port2.postMessage(0)
}

function begin(name: string): void {
  marks = []
  framesAtBegin = frames
  performance.mark(`bench-begin:${name}`)
}

async function end(name: string): Promise<Outcome> {
  const framesKept = frames - framesAtBegin
  await benchRecorder.untilSettled()
  performance.mark(`bench-end:${name}`)
  return { frames: framesKept, marks }
}

/** Each step marks itself. */
function perform({ when, run }: Operation): Promise<void> {
  return new Promise((resolve) => {
    const until = performance.now() + LASTS_MS
    let step = 0
    const next = () => {
      // As many as are due: a page that is slow has as much to do.
      const due =
        when === 'chat' ? Math.floor((performance.now() - until + LASTS_MS) / CHAT_EVERY_MS) - step : 1
      for (let i = 0; i < due; i++) run(step++)
      setMark()
      if (when === 'once' || performance.now() > until) requestAnimationFrame(() => resolve())
      else if (when === 'frames') requestAnimationFrame(next)
      else setTimeout(next, CHAT_EVERY_MS)
    }
    setTimeout(next)
  })
}

globalThis.benchOperations = {
  async prepare(name) {
    app.textContent = ''
    body.textContent = ''
    addRows(OPERATIONS[name]?.rows ?? 0)
    await benchRecorder.untilSettled()
    await new Promise((resolve) => setTimeout(resolve, 100))
  },
  async run(name) {
    const operation = OPERATIONS[name]
    if (operation === undefined) throw new Error(`there is no ${name}`)
    begin(name)
    await perform(operation)
    return end(name)
  },
  begin,
  end,
}

port1.onmessage = () => {
  const made = waiting.shift()
  if (made !== undefined) made.freeAt = performance.now()
}
document.body.append(table, app)
document.addEventListener('input', setMark)
const count = () => {
  frames++
  requestAnimationFrame(count)
}
requestAnimationFrame(count)

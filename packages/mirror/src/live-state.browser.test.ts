import { expect, test } from 'vitest'
import { server } from 'vitest/browser'
import { mirrored as mirroredAnywhere } from './testing.ts'

/** In view: what nobody sees is not sampled. */
async function mirrored(html: string): ReturnType<typeof mirroredAnywhere> {
  const pair = await mirroredAnywhere(html)
  pair.view.frameElement?.scrollIntoView({ behavior: 'instant', inline: 'start' })
  return pair
}

/** Machines are busy. */
const poll = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 10_000 })

const must = <T extends Element = HTMLElement>(document: Document, selector: string): T => {
  const found = document.querySelector<T>(selector)
  if (found === null) throw new Error(`no ${selector}`)
  return found
}

test('C30 a modal dialog is modal in the mirror, also at first sight, and closes there', async () => {
  const pair = await mirrored('<dialog id=first>One</dialog><dialog id=late><input></dialog>')
  await pair.settled()
  const late = must<HTMLDialogElement>(pair.page, '#late')
  late.showModal()
  await pair.settled()
  expect(must(pair.mirror(), '#late').matches(':modal')).toBe(true)
  expect(document.activeElement).not.toBe(pair.mirror().defaultView?.frameElement)
  late.close()
  await pair.settled()
  expect(must(pair.mirror(), '#late').matches(':modal')).toBe(false)
  expect(must(pair.mirror(), '#late').hasAttribute('open')).toBe(false)
  late.show()
  await pair.settled()
  expect(must(pair.mirror(), '#late').matches('[open]:not(:modal)')).toBe(true)
})

test('C30 the top layer has the order of the page, with nested and manual popovers', async () => {
  const pair = await mirrored(
    '<div popover=manual id=m>m</div><div popover id=a>a<div popover id=b>b</div></div><dialog id=d>d</dialog><div popover=hint id=h>h</div>',
  )
  await pair.settled()
  const shown = (document: Document) =>
    Array.from(document.querySelectorAll(':popover-open, :modal'), ({ id }) => id)
  const show = (id: string) => must(pair.page, id).showPopover()
  show('#m')
  must<HTMLDialogElement>(pair.page, '#d').showModal()
  show('#a')
  show('#b')
  await pair.settled()
  expect(shown(pair.mirror())).toEqual(shown(pair.page))
  const top = (document: Document) => {
    const { x, y, width, height } = must(document, '#b').getBoundingClientRect()
    return document.elementFromPoint(x + width / 2, y + height / 2)?.id
  }
  expect(top(pair.mirror())).toBe(top(pair.page))
  show('#h')
  must(pair.page, '#b').hidePopover()
  await pair.settled()
  expect(shown(pair.mirror())).toEqual(shown(pair.page))
})

test('C30 a dialog that is sent anew, or comes with a late viewer, is modal again', async () => {
  const pair = await mirrored('<section><dialog id=d>One</dialog></section><main></main>')
  must<HTMLDialogElement>(pair.page, '#d').showModal()
  await pair.settled()
  expect(must(pair.mirror(), '#d').matches(':modal')).toBe(true)
  must(pair.page, '#d').setAttribute('data-alongside', 'mask')
  await pair.settled()
  expect(must(pair.mirror(), '#d').matches(':modal')).toBe(true)
})

test('C31 video and sound follow time, pause and rate, in silence', async () => {
  const pair = await mirrored(`<audio src="${tone()}"></audio>`)
  const audio = must<HTMLAudioElement>(pair.page, 'audio')
  await pair.settled()
  // The mirror refuses data addresses for media: it has the same sound by another way here.
  const there = must<HTMLAudioElement>(pair.mirror(), 'audio')
  audio.playbackRate = 1.5
  audio.volume = 0.5
  audio.currentTime = 0.7
  await poll(() => there.playbackRate).toBe(1.5)
  expect(there.volume).toBe(0.5)
  expect(there.muted).toBe(true)
  expect(audio.muted).toBe(false)
})

test('C32 a canvas comes as it is, then what changes of it', async () => {
  const pair = await mirrored('<canvas width=300 height=200></canvas>')
  const canvas = must<HTMLCanvasElement>(pair.page, 'canvas')
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no context')
  context.fillStyle = '#123456'
  context.fillRect(0, 0, 300, 200)
  await pair.settled()
  await poll(() => shownPixel(pair.mirror(), 150, 100)).toEqual([0x12, 0x34, 0x56, 255])
  const before = pair.ops('pixels').length
  context.fillStyle = '#ff0000'
  context.fillRect(260, 160, 10, 10)
  await pair.settled()
  await poll(() => shownPixel(pair.mirror(), 265, 165)).toEqual([255, 0, 0, 255])
  expect(await shownPixel(pair.mirror(), 150, 100)).toEqual([0x12, 0x34, 0x56, 255])
  const [change] = pair.ops('pixels').slice(before)
  expect(change?.area).toEqual([256, 128, 44, 64])
})

// Headless Firefox has no WebGL without a graphics card.
test.skipIf(server.browser === 'firefox')(
  'C32 WebGL without a preserved buffer is read in the frame that drew it',
  async () => {
    const pair = await mirrored('<canvas width=64 height=64></canvas>')
    await pair.settled()
    const gl = must<HTMLCanvasElement>(pair.page, 'canvas').getContext('webgl')
    if (gl === null) throw new Error('no WebGL')
    await new Promise((resolve) => pair.view.requestAnimationFrame(resolve))
    gl.clearColor(0, 1, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    await poll(() => shownPixel(pair.mirror(), 32, 32)).toEqual([0, 255, 0, 255])
  },
)

test('C32 what may not be read is said in words', async () => {
  const pair = await mirrored('<canvas width=200 height=60></canvas>')
  const image = new Image()
  // The page of the tests, from another origin and not a picture: a frame of it in a drawing taints in every browser.
  image.src = otherOrigin('/__vitest__/favicon.svg')
  await image.decode()
  must<HTMLCanvasElement>(pair.page, 'canvas').getContext('2d')?.drawImage(image, 0, 0)
  await pair.settled()
  expect(pair.ops('pixels').at(-1)).toMatchObject({ unseen: 'foreign', width: 200, height: 60 })
})

// WebKitGTK as Debian has it plays no stream of a canvas.
test.skipIf(server.browser === 'webkit')('C32 a video without an address is shown as pictures', async () => {
  const pair = await mirrored('<video muted></video>')
  const source = document.createElement('canvas')
  Object.assign(source, { width: 64, height: 64 })
  const context = source.getContext('2d')
  if (context === null) throw new Error('no context')
  const stream = source.captureStream()
  const video = must<HTMLVideoElement>(pair.page, 'video')
  video.srcObject = stream
  const draw = () => {
    context.fillStyle = '#00f'
    context.fillRect(0, 0, 64, 64)
  }
  const timer = setInterval(draw, 50)
  try {
    await video.play()
    const there = () => must<HTMLVideoElement>(pair.mirror(), 'video')
    await poll(() => there().videoWidth).toBe(64)
    await poll(() => pixelOf(there(), 32, 32)).toEqual([0, 0, 255, 255])
    expect(there().muted).toBe(true)
  } finally {
    clearInterval(timer)
  }
})

test('C33 the message at a field that is not valid, as long as the browser shows it', async () => {
  const pair = await mirrored('<form><input id=a required><input id=b required></form>')
  await pair.settled()
  const [a] = [must<HTMLInputElement>(pair.page, '#a')]
  a.focus()
  a.checkValidity()
  await pair.settled()
  expect(pair.ops('bubble')).toEqual([])
  must<HTMLFormElement>(pair.page, 'form').reportValidity()
  await poll(() => pair.ops('bubble').at(-1)?.bubble?.text).toBe(a.validationMessage)
  a.dispatchEvent(new Event('input', { bubbles: true }))
  await poll(() => pair.ops('bubble').at(-1)?.bubble).toBe(null)
})

test('C33 a message that the page sets makes the field invalid in the mirror, too', async () => {
  const pair = await mirrored('<input id=a value=x>')
  await pair.settled()
  const a = must<HTMLInputElement>(pair.page, '#a')
  a.setCustomValidity('Taken')
  await pair.settled()
  expect(must<HTMLInputElement>(pair.mirror(), '#a').validationMessage).toBe('Taken')
  a.setCustomValidity('')
  await pair.settled()
  expect(must(pair.mirror(), '#a').matches(':valid')).toBe(true)
})

test('C34 the field whose suggestions are asked for', async () => {
  const pair = await mirrored('<input id=a list=l><datalist id=l><option value=One></datalist>')
  await pair.settled()
  const a = must<HTMLInputElement>(pair.page, '#a')
  a.focus()
  a.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
  await poll(() => pair.ops('picker').at(-1)?.id).toBe(pair.capture.nodes.id(a))
  a.blur()
  await poll(() => pair.ops('picker').at(-1)?.id).toBe(null)
})

test('C8 names of chosen files', async () => {
  const pair = await mirrored('<input type=file id=a multiple>')
  await pair.settled()
  const chosen = new DataTransfer()
  chosen.items.add(new File(['x'], 'cv.pdf'))
  const a = must<HTMLInputElement>(pair.page, '#a')
  a.files = chosen.files
  a.dispatchEvent(new Event('change', { bubbles: true }))
  await pair.settled()
  expect(must<HTMLInputElement>(pair.mirror(), '#a').files?.item(0)?.name).toBe('cv.pdf')
})

test('C35 what was scrolled before is found, whatever its name', async () => {
  const pair = await mirrored(
    '<label style="display:block;height:40px;overflow:auto"><b style="display:block;height:400px">x</b></label>',
  )
  must(pair.page, 'label').scrollTop = 123
  await pair.settled()
  expect(must(pair.mirror(), 'label').scrollTop).toBe(123)
})

test('K30 nothing of live state leaves a masked or blocked part', async () => {
  const pair = await mirrored(`
    <div data-alongside=mask><canvas id=c width=64 height=64></canvas><video id=v></video>
      <dialog id=d>secret</dialog><input id=i><select id=s><option>secret</select><input type=file id=f></div>
    <div data-alongside=block><canvas width=64 height=64></canvas></div>`)
  await pair.settled()
  for (const canvas of pair.page.querySelectorAll('canvas')) canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
  must<HTMLDialogElement>(pair.page, '#d').showModal()
  const input = must<HTMLInputElement>(pair.page, '#i')
  input.setCustomValidity('secret')
  must<HTMLDialogElement>(pair.page, '#d').close()
  input.focus()
  input.reportValidity()
  const chosen = new DataTransfer()
  chosen.items.add(new File(['x'], 'secret.pdf'))
  const file = must<HTMLInputElement>(pair.page, '#f')
  file.files = chosen.files
  file.dispatchEvent(new Event('change', { bubbles: true }))
  must<HTMLVideoElement>(pair.page, '#v').playbackRate = 2
  await pair.settled()
  for (const op of ['pixels', 'media', 'layers', 'bubble', 'picker'] as const)
    expect(pair.ops(op)).toEqual([])
  expect(JSON.stringify(pair.ops('state'))).not.toContain('secret')
})

function otherOrigin(path: string): string {
  const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  return `http://${other}:${location.port}${path}`
}

/** One second of silence. */
function tone(): string {
  const rate = 8000
  const bytes = new Uint8Array(44 + rate)
  const view = new DataView(bytes.buffer)
  const text = (at: number, word: string) =>
    Array.from(word, (c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + rate, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, rate, true)
  bytes.fill(128, 44)
  return URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }))
}

/** A pixel of what the mirror shows of its canvas. */
async function shownPixel(mirror: Document, x: number, y: number): Promise<number[]> {
  const canvas = mirror.querySelector('canvas')
  if (canvas === null) return []
  const { content } = (mirror.defaultView as Window).getComputedStyle(canvas)
  const image = new Image()
  image.src = /url\("(.*)"\)/.exec(content)?.[1] ?? ''
  await image.decode().catch(() => undefined)
  return pixelOf(image, x, y)
}

function pixelOf(source: CanvasImageSource, x: number, y: number): number[] {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 400, height: 400 })
  const context = canvas.getContext('2d')
  context?.drawImage(source, 0, 0)
  return [...(context?.getImageData(x, y, 1, 1).data ?? [])]
}

// Open in WebKit.
test.skipIf(server.browser === 'webkit')(
  'C30 a popover that is opened from something else stands there',
  async () => {
    const pair = await mirrored(
      '<style>[popover]{margin:0;position-area:bottom span-right}</style><p><button id=a>a</button> <button id=b>bbb</button></p><div popover=manual id=p>p</div>',
    )
    await pair.settled()
    const left = (document: Document) => must(document, '#p').getBoundingClientRect().left
    const popover = must(pair.page, '#p')
    for (const source of ['#a', '#b']) {
      popover.hidePopover()
      popover.showPopover({ source: must(pair.page, source) })
      await pair.settled()
      await poll(() => left(pair.mirror())).toBe(left(pair.page))
    }
    popover.hidePopover()
    popover.showPopover()
    await pair.settled()
    await poll(() => left(pair.mirror())).toBe(left(pair.page))
  },
)

test('C31 animations within a drawing are where the page has them; nothing is said of private drawings', async () => {
  const drawing = (id: string) =>
    `<svg id=${id} width=300 height=20><g><rect width=20 height=20><animate attributeName=x from=0 to=200 dur=100s /></rect></g></svg>`
  const pair = await mirrored(`${drawing('a')}<div class="alongside-mask">${drawing('b')}</div>`)
  const clock = (document: Document) => {
    const svg = must<SVGSVGElement>(document, '#a')
    return [svg.getCurrentTime(), svg.animationsPaused()]
  }
  const page = must<SVGSVGElement>(pair.page, '#a')
  page.pauseAnimations()
  page.setCurrentTime(50)
  must<SVGSVGElement>(pair.page, '#b').setCurrentTime(30)
  await pair.settled()
  await poll(() => clock(pair.mirror())).toEqual([50, true])
  page.setCurrentTime(25)
  await pair.settled()
  await poll(() => clock(pair.mirror())).toEqual([25, true])
  page.unpauseAnimations()
  await pair.settled()
  await poll(() => clock(pair.mirror())[1]).toBe(false)
  expect(new Set(pair.ops('media').map(({ id }) => id)).size).toBe(1)
})

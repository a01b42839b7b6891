import type { Tab, TabDriver } from './types.ts'

/** Adds to a driver what is the same for all of them: input on elements. */
export function createTab(driver: TabDriver): Tab {
  const hover = async (css: string) => {
    const { x, y } = await driver.evaluate(middleOf, css)
    await driver.move(x, y)
  }
  const press = async (css: string) => {
    await hover(css)
    await driver.down()
  }
  return {
    goto: (url) => driver.goto(url),
    evaluate: (task, argument) => driver.evaluate(task, argument),
    screenshot: (clip) => driver.screenshot(clip),
    move: (x, y) => driver.move(x, y),
    type: (text) => driver.type(text),
    key: (name) => driver.key(name),
    resize: (width, height) => driver.resize(width, height),
    media: (media) => driver.media(media),
    zoom: (factor) => driver.zoom(factor),
    pinch: (factor) => driver.pinch(factor),
    close: () => driver.close(),
    hover,
    press,
    down: () => driver.down(),
    release: () => driver.up(),
    async click(css) {
      await press(css)
      await driver.up()
    },
    async wheel(css, dx, dy) {
      await hover(css)
      await driver.wheel(dx, dy)
    },
  }
}

/** Runs in the page. */
function middleOf(css: string): { x: number; y: number } {
  let scope: ParentNode = document
  let element: Element | null = null
  const frames: Element[] = []
  for (const part of css.split('>>>')) {
    if (element !== null) {
      const inFrame: Document | null = (element as Partial<HTMLIFrameElement>).contentDocument ?? null
      if (inFrame !== null) frames.push(element)
      scope = inFrame ?? element.shadowRoot ?? element
    }
    element = scope.querySelector(part.trim())
    if (element === null) throw new Error(`There is no ${css}`)
  }
  if (element === null) throw new Error('No selector')
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
  // The first box: the middle of the bounding box of a broken line may be beside the text.
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect()
  let x = box.left + box.width / 2
  let y = box.top + box.height / 2
  for (const frame of frames) {
    const outer = frame.getBoundingClientRect()
    x += outer.left + frame.clientLeft
    y += outer.top + frame.clientTop
  }
  return { x, y }
}

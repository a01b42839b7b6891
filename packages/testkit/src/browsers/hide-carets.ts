import type { CDPSession } from 'playwright'

type FrameTree = {
  readonly frame: { readonly id: string; readonly loaderId: string }
  readonly childFrames?: FrameTree[]
}

/**
 * Takes the caret out of pictures: it blinks by a clock of the browser. By a style sheet of the inspector, which the page
 * does not see. Returns a function that does so for all documents that are there now.
 */
export function createCaretHider(cdp: CDPSession): () => Promise<void> {
  const done = new Set<string>()
  let isEnabled = false
  const hideIn = async ({ frame, childFrames = [] }: FrameTree): Promise<void> => {
    const key = `${frame.id} ${frame.loaderId}`
    if (!done.has(key)) {
      const { styleSheetId } = await cdp.send('CSS.createStyleSheet', { frameId: frame.id, force: true })
      await cdp.send('CSS.setStyleSheetText', {
        styleSheetId,
        text: '* { caret-color: transparent !important }',
      })
      done.add(key)
    }
    for (const child of childFrames) await hideIn(child).catch(ignore)
  }
  return async () => {
    if (!isEnabled) {
      await cdp.send('DOM.enable')
      await cdp.send('CSS.enable')
      isEnabled = true
    }
    const { frameTree } = await cdp.send('Page.getFrameTree')
    await hideIn(frameTree)
  }
}

/** A frame may be gone meanwhile, or belong to another process. */
const ignore = () => undefined

import { keepEventsInside } from '../ui/keep-events-inside.ts'
import { connectSession } from '@alongside/link'
import { startCapture } from '@alongside/mirror/capture'
import { render } from 'preact'
import type { Kernel, SessionRunner } from '../kernel.ts'
import { followTopLayer } from '../ui/follow-top-layer.ts'
import css from './session.css?inline'
import { SessionFrame } from './session-frame.tsx'
import { createSessionRunner } from './session-runner.ts'

/** Only where viewers may work on the page. */
const loadController = async () => (await import('@alongside/mirror/controller')).createController

/** Entry of session.js. Draws the frame whenever this tab has a session; `begin` takes it up. */
export function start(kernel: Kernel): SessionRunner {
  keepEventsInside(kernel.ui.root)
  kernel.ui.addSheet(css)
  const overlayBox = kernel.ui.mount('overlay')
  overlayBox.setAttribute('aria-hidden', 'true')
  const model = createSessionRunner({
    kernel,
    window,
    connect: connectSession,
    engine: { startCapture, loadController },
    overlayBox,
  })
  let stopFollowing: (() => void) | null = null
  model.state.subscribe(({ phase }) => {
    if (phase === 'none') {
      stopFollowing?.()
      stopFollowing = null
    } else stopFollowing ??= followTopLayer(kernel.ui, document)
  })
  render(<SessionFrame model={model} />, kernel.ui.mount('session'))
  return model
}

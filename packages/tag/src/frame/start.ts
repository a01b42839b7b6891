import { startCapture } from '@alongside/mirror/capture'
import { serveFrame } from '@alongside/mirror/serve-frame'
import type { FrameServer, Kernel } from '../kernel.ts'

/** Entry of frame.js: the tag in a frame of another origin, once the page around it asks to mirror it. */
export function start(kernel: Kernel): FrameServer {
  return {
    serve({ source, data, origin, ports: [port] }) {
      if (source !== window.parent || data?.alongside !== kernel.siteKey || port === undefined) return
      // Not known: not served. The page around asks again.
      serve(kernel, port, origin).catch(() => undefined)
    },
  }
}

async function serve(kernel: Kernel, port: MessagePort, origin: string): Promise<void> {
  if (!(await mayEmbed(kernel, origin))) return
  serveFrame(port, startCapture, {
    window,
    early: kernel.early,
    isOwn: (node) => kernel.ui.isOwn(node),
    fetch: kernel.builtins.fetch,
    frameKey: kernel.siteKey,
  })
}

/**
 * Any page may put a page of the site into a frame, and knows the site's key. Only one that the key is for may see what is
 * in here: the server says so.
 */
async function mayEmbed({ serverUrl, siteKey, builtins }: Kernel, origin: string): Promise<boolean> {
  const query = new URLSearchParams({ site: siteKey, origin })
  const response = await builtins.fetch(`${serverUrl}/tag/v1/frames?${query}`, { credentials: 'omit' })
  return response.status === 204
}

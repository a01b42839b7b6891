import { connectVisitor, type LinkStatus, type VisitorLink } from '@alongside/link'
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Kernel } from '../kernel.ts'
import { openVisitor } from './open-visitor.ts'

export type VisitorConnection = {
  readonly link: VisitorLink
  readonly status: ReadonlySignal<LinkStatus>
  /** The site's name, once the server has told it; else ''. */
  readonly siteName: ReadonlySignal<string>
  close(): void
}

/** Connects this tab to its conversation. Listeners are to be added in the same turn. */
export function createVisitorConnection(kernel: Kernel): VisitorConnection {
  let token: string | null = null
  const siteName = signal('')
  const link = connectVisitor({
    serverUrl: kernel.serverUrl,
    tabId: kernel.tabId,
    async visitorToken({ renew }) {
      if (token !== null && !renew) return token
      const visitor = await openVisitor(kernel)
      siteName.value = visitor.site.name
      token = visitor.visitorToken
      return token
    },
  })
  const status = signal<LinkStatus>(link.status)
  link.on('status', (next) => {
    status.value = next
  })
  return { link, status, siteName, close: () => link.close() }
}

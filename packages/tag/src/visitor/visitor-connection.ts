import { connectVisitor, type LinkStatus, type VisitorLink } from '@alongside/link'
import { AlongsideError, ERROR_KINDS, type ErrorBody, type MaskingRules } from '@alongside/protocol'
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Kernel } from '../kernel.ts'
import { openVisitor } from './open-visitor.ts'

export type VisitorConnection = {
  readonly link: VisitorLink
  readonly status: ReadonlySignal<LinkStatus>
  /** Why the server does not open this visitor, while it does not; the link may go on trying. */
  readonly problem: ReadonlySignal<ErrorBody | null>
  /** The site's name, once the server has told it; else ''. */
  readonly siteName: ReadonlySignal<string>
  /** The server's newest masking rules; none before the first connection. */
  readonly masking: ReadonlySignal<MaskingRules>
  close(): void
}

/** Connects this tab to its conversation. Listeners are to be added in the same turn. */
export function createVisitorConnection(kernel: Kernel): VisitorConnection {
  const siteName = signal('')
  const masking = signal<MaskingRules>({ mask: [], block: [] })
  const problem = signal<ErrorBody | null>(null)
  const warn = createDeveloperWarning(kernel)
  const open = async () => {
    try {
      const visitor = await openVisitor(kernel)
      siteName.value = visitor.site.name
      masking.value = visitor.masking
      problem.value = null
      return visitor.visitorToken
    } catch (error) {
      const cause = error instanceof AlongsideError ? error : new AlongsideError('not_connected')
      problem.value = cause.toBody()
      warn(cause)
      throw error
    }
  }
  // At once, while the socket is still being opened.
  let token = open()
  token.catch(() => undefined)
  let isFirst = true
  const link = connectVisitor({
    serverUrl: kernel.serverUrl,
    tabId: kernel.tabId,
    async visitorToken({ renew }) {
      const isOpen = !renew && (isFirst || problem.peek() === null)
      isFirst = false
      if (!isOpen) token = open()
      return token
    },
  })
  const status = signal<LinkStatus>(link.status)
  link.on('status', (next) => {
    status.value = next
    if (next.state === 'refused') warn(next.error)
  })
  link.on('masking', (rules) => (masking.value = rules))
  return { link, status, problem, siteName, masking, close: () => link.close() }
}

/** What only the site's developer can put right is said once in the browser's console. */
function createDeveloperWarning(kernel: Kernel): (error: { readonly kind: string }) => void {
  let isSaid = false
  return ({ kind }) => {
    if (isSaid || (kind !== 'site_unknown' && kind !== 'origin_not_allowed')) return
    isSaid = true
    const cause = kind === 'site_unknown' ? `data-site="${kernel.siteKey}"` : globalThis.location.origin
    // oxlint-disable-next-line no-console -- the one place where a site's developer looks.
    console.warn(`Alongside (${kind}): ${cause}. ${ERROR_KINDS[kind].help}`)
  }
}

import { PROTOCOL_VERSION, downSchemas } from '@alongside/protocol'
import type { Down, ErrorBody, ParticipantId, Up, UpEvent } from '@alongside/protocol'
import type { LinkEvents, SessionLink, SessionLinkOptions } from './api.ts'
import { splitFrame } from './frame-parts.ts'
import { NamespaceLink } from './namespace-link.ts'

/** Connects to `/session`. Listeners are to be added in the same turn. */
export function connectSession(options: SessionLinkOptions): SessionLink {
  const { frames } = options
  let { token } = options.hello
  const keepToken = (next: string) => {
    token = next
    options.onToken?.(next)
  }
  const link = new NamespaceLink<LinkEvents>({
    serverUrl: options.serverUrl,
    namespace: '/session',
    schemas: downSchemas,
    firstEvent: 'welcome',
    auth: () => ({ ...options.hello, token, protocol: PROTOCOL_VERSION }),
    checkFirst: (payload) => checkVersion(payload as Down['welcome']),
    deliver(event, payload) {
      if (event === 'frame') return handlePart(payload as Down['frame'])
      if (event === 'welcome') frames?.clear()
      if (event === 'welcome' || event === 'token') keepToken((payload as Down['token']).token)
      link.listeners.emit(event as 'welcome', payload as Down['welcome'])
    },
  })

  function handlePart(part: Down['frame']): void {
    const result = frames?.add(part)
    if (typeof result === 'string') link.report('bad_frame', `frame dropped: ${result}`)
    else if (result !== undefined) link.listeners.emit('frame', result)
  }

  return {
    get status() {
      return link.status
    },
    send: <E extends UpEvent>(event: E, payload: Up[E]) => link.send(event, payload),
    sendFrame(to: readonly ParticipantId[], stream, frame) {
      if (!link.isConnected) return false
      const parts = splitFrame(to, { stream, ...frame })
      if (parts === undefined) {
        link.report('too_large', 'a frame over the limit')
        return false
      }
      return parts.every((part) => link.send('frame', part))
    },
    on: (event, listener) => link.listeners.on(event, listener),
    close: () => link.close(),
  }
}

function checkVersion(welcome: Down['welcome']): ErrorBody | undefined {
  if (welcome.protocol === PROTOCOL_VERSION) return undefined
  return {
    kind: 'protocol_mismatch',
    message: `The server speaks version ${welcome.protocol} of the protocol, not ${PROTOCOL_VERSION}.`,
  }
}

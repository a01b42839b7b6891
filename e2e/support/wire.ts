import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'

/**
 * Everything that a page sends to the server: frames of its sockets, bodies and URLs of its requests, as text. Mirror frames are opened
 * (one byte of form, then JSON, deflated or plain). Start it before the page loads.
 */
export class Wire {
  readonly #sent: string[] = []
  #mirrorFrames = 0

  /** `serverUrl`: only what goes there counts; the site may load its own pictures. */
  constructor(page: Page, serverUrl: string) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.#note(payload))
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(serverUrl)) return
      this.#sent.push(request.url())
      const body = request.postDataBuffer()
      if (body !== null) this.#note(body)
    })
  }

  /** How many mirror frames have been opened: a test that saw none proves nothing. */
  get mirrorFrames(): number {
    return this.#mirrorFrames
  }

  /** Whether `text` has been sent in any of the forms that a secret may take. */
  has(text: string): boolean {
    const forms = [
      text,
      encodeURIComponent(text),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
      Buffer.from(text).toString('hex'),
    ]
    return this.#sent.some((sent) => forms.some((form) => sent.includes(form)))
  }

  #note(payload: string | Buffer): void {
    if (typeof payload === 'string') {
      this.#sent.push(payload)
      return
    }
    this.#sent.push(payload.toString('utf8'), payload.toString('utf16le'))
    if (payload[0] === 1) {
      try {
        this.#sent.push(inflateRawSync(payload.subarray(1)).toString('utf8'))
        this.#mirrorFrames++
      } catch {
        // Not a mirror frame.
      }
    }
  }
}

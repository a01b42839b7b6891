import { record } from 'rrweb'
import { openRelay } from './relay-socket.ts'
import { publish } from './tools.ts'

/** rrweb's recorder with all that it offers for fidelity switched on and masking off, but for passwords as in ours. */
function start(room: string): void {
  const relay = openRelay(room, 'visitor', {})
  const stringify = JSON.stringify
  let stream = 0
  let failure: string | null = null

  publish('conformanceVisitor', {
    open(number) {
      const isFirst = stream === 0
      stream = number
      if (!isFirst) return record.takeFullSnapshot(true)
      record({
        emit: (event) => relay.sendText(`${stream} ${stringify(event)}`),
        recordCanvas: true,
        collectFonts: true,
        recordCrossOriginIframes: false,
        inlineStylesheet: true,
        inlineImages: false,
        maskInputOptions: { password: true },
        errorHandler: (error) => {
          failure ??= String(error)
        },
      })
    },
    isSettled: () => relay.isIdle(),
    get failure() {
      return failure
    },
  })
}

const room = document.currentScript?.getAttribute('data-room') ?? null
if (room !== null && window.parent === window) start(room)

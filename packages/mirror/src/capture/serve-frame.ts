import type { MaskingRules } from '@alongside/protocol'
import type { Capture, CaptureOptions, CaptureStream } from './api.ts'
import type { FromFrame, ToFrame } from './frame-messages.ts'

/**
 * The tag's part in a frame: mirrors its document to the page around it, through the port that this page offered. Whoever
 * calls has made sure that the page around may see what is in the frame. Nothing is captured before that page has said
 * what is masked, nor after it has said `end`.
 */
export function serveFrame(
  port: MessagePort,
  startCapture: (options: CaptureOptions) => Capture,
  options: Omit<CaptureOptions, 'masking' | 'isInner' | 'onFailure'>,
): void {
  const streams = new Map<number, CaptureStream>()
  let capture: Capture | null = null
  const say = (message: FromFrame) => port.postMessage(message)

  function stop(): void {
    for (const stream of streams.values()) stream.close()
    streams.clear()
    capture?.stop()
    port.close()
  }

  function setRules(masking: MaskingRules): void {
    if (capture === null) capture = startCapture({ ...options, masking, isInner: true, onFailure: stop })
    else capture.setMasking(masking)
  }

  function open(number: number): void {
    if (capture === null) return
    const decoder = new TextDecoder()
    // Without the byte that names the form: it is plain.
    const stream = capture.openStream(({ seq, bytes }) =>
      say(['frame', number, seq, decoder.decode(bytes.subarray(1))]),
    )
    streams.set(number, stream)
  }

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    switch (data[0]) {
      case 'rules':
        return setRules(data[1])
      case 'open':
        return open(data[1])
      case 'ack':
        return streams.get(data[1])?.acknowledge(data[2])
      case 'close':
        streams.get(data[1])?.close()
        return void streams.delete(data[1])
      case 'end':
        return stop()
    }
  }
  say(['here'])
}

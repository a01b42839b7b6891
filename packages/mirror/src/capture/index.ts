import type { Capture, CaptureOptions } from './api.ts'

export type * from './api.ts'

/** Begins to mirror the page of `options.window`. Nothing is read until a stream is opened. */
export function startCapture(_options: CaptureOptions): Capture {
  throw new Error('not built yet')
}

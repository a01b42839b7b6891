import type { MaskingRules } from '@alongside/protocol'

/**
 * Between the capture of a page and the tag in a frame of another origin in it, through a port of their own.
 *
 * Sequence: `{alongside: key}` to the frame's window, with the port -> `here` -> `rules` -> for each stream `open`, then
 * frames out and acknowledgements in, as over the network -> `close`. `end` closes all, and the capture in the frame stops.
 */
export type ToFrame =
  | readonly ['rules', rules: MaskingRules]
  | readonly ['open', stream: number]
  | readonly ['ack', stream: number, seq: number]
  | readonly ['close', stream: number]
  | readonly ['end']

export type FromFrame = readonly ['here'] | readonly ['frame', stream: number, seq: number, json: string]

/** Limits of the protocol. The server enforces each; clients keep to them. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  /** One message on the socket. Frames larger than `framePartBytes` are sent in parts. */
  maxMessageBytes: 512 * 1024,
  framePartBytes: 128 * 1024,
  /** One mirror frame, all parts together, compressed. */
  maxFrameBytes: 16 * 1024 * 1024,
  /** One mirror frame after inflating, against decompression bombs. */
  maxInflatedBytes: 64 * 1024 * 1024,
  /** Parts of frames that a host may have on the way to one viewer. */
  maxUnacknowledgedBytes: 1024 * 1024,
  /** What a host may send of its page over a second on average, and at once. Beyond, streams begin anew a little later. */
  hostBytesPerSecond: 8 * 1024 * 1024,
  hostBytesAtOnce: 32 * 1024 * 1024,
  /** One message that carries a part of a resource (image, font), or asks for resources. */
  resourceMessageBytes: 96 * 1024,
  chatTextLength: 4000,
  nameLength: 120,
  urlLength: 4096,
  /** JSON size of what `alongside.identify` may carry in `data`. */
  identityDataBytes: 4096,
  /** Characters in one `edit` command. */
  commandTextLength: 20_000,
  viewersPerSession: 20,
  signalsPerSecond: 120,
  invitationMs: 2 * 60_000,
  codeMs: 10 * 60_000,
  /** A session's token; renewed over the connection before it ends. */
  sessionTokenMs: 15 * 60_000,
  visitorTokenMs: 15 * 60_000,
  /** How long a participant may be gone before the lease ends the session. The site's setting replaces it for the host. */
  hostAwayMs: 2 * 60_000,
  viewerAwayMs: 2 * 60_000,
} as const

/** Time, as a port: tests set their own. Milliseconds since the epoch. */
export type Clock = {
  now(): number
  /** Calls `fn` once after `ms`; the returned function cancels. Does not keep the process alive. */
  after(ms: number, fn: () => void): () => void
}

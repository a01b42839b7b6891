/** Runs the newest call at most every `ms`, the first at once. Ends with `cancel`. */
export function createThrottle(ms: number): { run(task: () => void): void; flush(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: (() => void) | null = null

  function tick(): void {
    timer = undefined
    const task = waiting
    waiting = null
    if (task === null) return
    timer = setTimeout(tick, ms)
    task()
  }

  return {
    run(task) {
      waiting = task
      if (timer === undefined) tick()
    },
    flush() {
      const task = waiting
      waiting = null
      task?.()
    },
    cancel() {
      clearTimeout(timer)
      timer = undefined
      waiting = null
    },
  }
}

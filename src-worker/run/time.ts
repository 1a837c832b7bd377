/** Time as the worker's parts see it; a test gives its own. */
export interface WorkerTime {
  /** Milliseconds since the epoch. */
  wall(): number
  /** Milliseconds, monotonic. */
  now(): number
  after(ms: number, callback: () => void): { cancel(): void }
  /** A turn of the event loop in which waiting messages are read. */
  turn(): Promise<void>
}

export const systemTime: WorkerTime = {
  wall: () => Date.now(),
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return { cancel: () => clearTimeout(timer) }
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
}

import type { Progress } from '../../src-main/contract/run.ts'
import type { WorkerTime } from './time.ts'

const INTERVAL_MS = 100

/** At most ten progress messages a second; the newest always gets through, if late. */
export class ProgressThrottle {
  readonly #send: (progress: Progress) => void
  readonly #time: WorkerTime
  #latest: Progress | null = null
  #lastSent = Number.NEGATIVE_INFINITY
  #timer: { cancel(): void } | null = null

  constructor(send: (progress: Progress) => void, time: WorkerTime) {
    this.#send = send
    this.#time = time
  }

  report(progress: Progress): void {
    this.#latest = progress
    const waited = this.#time.now() - this.#lastSent
    if (waited >= INTERVAL_MS) this.flush()
    else this.#timer ??= this.#time.after(INTERVAL_MS - waited, () => this.flush())
  }

  flush(): void {
    this.#timer?.cancel()
    this.#timer = null
    if (this.#latest === null) return
    const progress = this.#latest
    this.#latest = null
    this.#lastSent = this.#time.now()
    this.#send(progress)
  }
}

import type { RunLimits } from './limits.ts'
import type { Clock, Timer, WorkerProcess } from './ports.ts'

export interface WatchdogOptions {
  readonly clock: Clock
  readonly limits: RunLimits
  readonly process: WorkerProcess
  readonly notReady: () => void
  readonly stalled: () => void
  readonly overMemory: (rssBytes: number) => void
}

/**
 * Watches one worker: ready in time, then never silent for long, never too big. All by the monotonic clock, looked at in small steps: a
 * step that took far too long means that this computer slept or main itself was blocked, and then the worker gets its full time again
 * (rows 24, 25, 50, 51).
 */
export class Watchdog {
  readonly #options: WatchdogOptions
  #timer: Timer | null = null
  #lastLook: number
  #lastSign: number
  #ready = false
  #stopped = false

  constructor(options: WatchdogOptions) {
    this.#options = options
    this.#lastLook = options.clock.monotonic()
    this.#lastSign = this.#lastLook
    this.#arm()
  }

  /** The worker gave a sign of life, or was handed something to do. */
  sign(): void {
    this.#lastSign = this.#options.clock.monotonic()
  }

  ready(): void {
    this.#ready = true
    this.sign()
  }

  /** What the worker says it uses; the larger of this and the system's figure counts. */
  memory(rssBytes: number): void {
    if (!this.#stopped && rssBytes > this.#options.limits.rssBytes) this.#options.overMemory(rssBytes)
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #arm(): void {
    const { clock, limits } = this.#options
    this.#timer = clock.after(limits.watchMs, () => this.#look())
  }

  #look(): void {
    if (this.#stopped) return
    const { clock, limits, process, notReady, stalled } = this.#options
    const now = clock.monotonic()
    if (now - this.#lastLook > limits.watchMs * 3) this.#lastSign = now
    this.#lastLook = now
    const silent = now - this.#lastSign
    if (silent >= (this.#ready ? limits.silenceMs : limits.readyMs)) {
      if (this.#ready) stalled()
      else notReady()
      return
    }
    this.memory(process.rssBytes() ?? 0)
    if (!this.#stopped) this.#arm()
  }
}

import type { WorkerTime } from './time.ts'

/** A CPU loop that awaits `pass` between units of work lets messages in at least this often (runs-and-security.md: every 50 ms). */
const TURN_EVERY_MS = 20

/** Where a pipeline stops for a cancel, waits for a resume, and lets the event loop turn. */
export class Gate {
  readonly #signal: AbortSignal
  readonly #time: WorkerTime
  #lastTurn: number
  #open: PromiseWithResolvers<void> | null = null

  constructor(signal: AbortSignal, time: WorkerTime) {
    this.#signal = signal
    this.#time = time
    this.#lastTurn = time.now()
    signal.addEventListener('abort', () => this.resume(), { once: true })
  }

  get paused(): boolean {
    return this.#open !== null
  }

  pause(): void {
    if (!this.#signal.aborted) this.#open ??= Promise.withResolvers<void>()
  }

  resume(): void {
    this.#open?.resolve()
    this.#open = null
  }

  /** @throws the signal's reason once aborted. */
  async pass(): Promise<void> {
    this.#signal.throwIfAborted()
    if (this.#time.now() - this.#lastTurn >= TURN_EVERY_MS) {
      await this.#time.turn()
      this.#lastTurn = this.#time.now()
    }
    while (this.#open !== null) await this.#open.promise
    this.#signal.throwIfAborted()
  }
}

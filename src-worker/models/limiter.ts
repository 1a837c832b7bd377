/** How many requests are in flight. Fixed, or found by measuring: doubled while that brings more answers a second, else taken back. */

export interface LimiterOptions {
  readonly start: number
  /** True = `start` is what people asked for. */
  readonly fixed: boolean
  readonly max: number
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/** Doubling must bring at least this much more, else the knee was passed (models.md §5: 4 in flight 1.7×, 8 1.9×, 16 2.3×). */
const WORTHWHILE = 1.1

export class Limiter {
  readonly #options: LimiterOptions
  readonly #waiting: { readonly lane: unknown; readonly start: () => void }[] = []
  #limit: number
  #active = 0
  /** Answers per millisecond at the limit before. */
  #before = 0
  #settled: boolean
  #answers = 0
  #since: number | null = null

  constructor(options: LimiterOptions) {
    this.#options = options
    this.#limit = options.start
    this.#settled = options.fixed
  }

  get limit(): number {
    return this.#limit
  }
  get active(): number {
    return this.#active
  }

  /**
   * Resolves when one more may start; `done` must be called for it.
   * @param lane what its prompt shares with others: the slot that has just computed that is given to one of them first
   */
  async enter(lane?: unknown): Promise<void> {
    if (this.#active < this.#limit) {
      this.#active++
      return
    }
    await new Promise<void>((start) => this.#waiting.push({ lane, start }))
  }

  /** @param answered a real answer of a server, neither a failure nor one out of the cache: only these are measured. */
  done(answered: boolean, lane?: unknown): void {
    this.#active--
    if (answered && !this.#settled) this.#measure()
    this.#admit(lane)
  }

  #admit(lane: unknown): void {
    while (this.#waiting.length > 0 && this.#active < this.#limit) {
      this.#active++
      const same = lane === undefined ? -1 : this.#waiting.findIndex((one) => one.lane === lane)
      const [next] = this.#waiting.splice(Math.max(0, same), 1)
      next!.start()
    }
  }

  #measure(): void {
    const now = this.#options.now()
    // The first answers at a limit were begun under the one before: the clock starts after a full round.
    this.#answers++
    if (this.#since === null) {
      if (this.#answers >= this.#limit) [this.#since, this.#answers] = [now, 0]
      return
    }
    if (this.#answers < Math.max(4, 2 * this.#limit)) return
    const rate = this.#answers / Math.max(1, now - this.#since)
    if (rate < this.#before * WORTHWHILE) {
      this.#limit = Math.max(1, this.#limit >> 1)
      this.#settled = true
    } else if (this.#limit * 2 > this.#options.max) this.#settled = true
    else {
      this.#before = rate
      this.#limit *= 2
    }
    this.#answers = 0
    this.#since = null
  }
}

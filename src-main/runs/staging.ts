import { AppError } from '../contract/errors.ts'
import { MAX_UNACKED_BATCHES } from '../contract/link.ts'
import type { WireItem } from '../contract/results.ts'
import type { RunId, Stage } from '../contract/run.ts'
import { backoff, type RunLimits } from './limits.ts'
import { type Clock, type RunStore, StorageError, type Timer } from './ports.ts'

interface Batch {
  readonly number: number
  readonly stage: Stage
  readonly items: readonly WireItem[]
}

export interface StagingOptions {
  readonly runId: RunId
  readonly store: RunStore
  readonly clock: Clock
  readonly limits: RunLimits
  /** A batch is committed. */
  readonly ack: (batch: number) => void
  /** Writing has failed for `stagingPatienceMs`: the run can't go on. */
  readonly failed: (error: unknown) => void
  /** The rows are none the library could ever take. */
  readonly refused: (detail: string) => void
  /** The library has another owner now. */
  readonly lost: () => void
}

/**
 * Stores the result batches of one run, one after the other, and acknowledges each after its commit. A write that fails is tried again
 * while the worker waits for credit (design §4).
 */
export class Staging {
  readonly #options: StagingOptions
  readonly #queue: Batch[] = []
  #received = 0
  #committed = 0
  #working = false
  #stopped = false
  #retry: Timer | null = null
  /** How long the first batch of the queue has been tried in vain, milliseconds, and when that was last found. */
  #inVain = 0
  #lastFailure: number | null = null
  #failures = 0

  constructor(options: StagingOptions) {
    this.#options = options
  }

  /** Number of the last committed batch. */
  get committed(): number {
    return this.#committed
  }

  /** Takes the next batch. Returns what is wrong with it, or null. */
  accept(number: number, stage: Stage, items: readonly WireItem[]): string | null {
    if (number !== this.#received + 1) return `batch ${number} after batch ${this.#received}`
    if (number - this.#committed > MAX_UNACKED_BATCHES) return `batch ${number} without credit`
    this.#received = number
    this.#queue.push({ number, stage, items })
    if (!this.#working) void this.#work()
    return null
  }

  /** Nothing more is written or acknowledged; a write under way ends by itself. */
  stop(): void {
    this.#stopped = true
    this.#retry?.cancel()
    this.#queue.length = 0
  }

  async #work(): Promise<void> {
    const { store, runId, ack } = this.#options
    this.#working = true
    while (!this.#stopped) {
      const batch = this.#queue[0]
      if (batch === undefined) break
      try {
        await store.stage(runId, batch.stage, batch.items, batch.number)
      } catch (error) {
        await this.#failure(error)
        continue
      }
      this.#failures = 0
      this.#inVain = 0
      this.#lastFailure = null
      this.#committed = batch.number
      this.#queue.shift()
      if (!this.#stopped) ack(batch.number)
    }
    this.#working = false
  }

  async #failure(error: unknown): Promise<void> {
    const { clock, limits, failed, refused, lost } = this.#options
    if (this.#stopped) return
    if (error instanceof AppError && error.code === 'NOT_OWNER') {
      this.stop()
      return lost()
    }
    if (error instanceof StorageError && error.kind === 'constraint') {
      this.stop()
      refused(error.message)
      return
    }
    this.#failures += 1
    const now = clock.monotonic()
    // A step that took far too long: the computer slept, and nothing was tried. The drive may come back later than we do.
    this.#inVain += Math.min(now - (this.#lastFailure ?? now), limits.retryLongestMs * 3)
    this.#lastFailure = now
    if (this.#inVain >= limits.stagingPatienceMs) {
      this.stop()
      return failed(error)
    }
    await new Promise<void>((resolve) => {
      this.#retry = clock.after(backoff(this.#failures, limits), resolve)
    })
  }
}

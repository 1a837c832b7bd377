import type { LogLevel, LogLine } from '../../src-main/contract/run.ts'
import { logText } from '../../src-main/contract/text/log-text.ts'
import type { WorkerTime } from './time.ts'

const MAX_LINES = 200
const MAX_DELAY_MS = 50

/**
 * Numbers the lines of one run and sends them in batches: the first at once, then at most every 50 ms or 200 lines
 * (runs-and-security.md §5). There is no back-pressure: nobody reading is no reason for a run to wait.
 */
export class LogBatcher {
  readonly #send: (lines: readonly LogLine[]) => void
  readonly #time: WorkerTime
  #lines: LogLine[] = []
  #seq = 0
  #lastSent = Number.NEGATIVE_INFINITY
  #timer: { cancel(): void } | null = null

  constructor(send: (lines: readonly LogLine[]) => void, time: WorkerTime) {
    this.#send = send
    this.#time = time
  }

  /** Number of the last line written so far. */
  get lastSeq(): number {
    return this.#seq
  }

  add(level: LogLevel, message: string): void {
    this.#seq += 1
    this.#lines.push({ seq: this.#seq, time: this.#time.wall(), level, message: logText(message) })
    // A pipeline busy with one unit of work lets no timer fire: the clock is looked at here too.
    const waited = this.#time.now() - this.#lastSent
    if (this.#lines.length >= MAX_LINES || waited >= MAX_DELAY_MS) this.flush()
    else this.#timer ??= this.#time.after(MAX_DELAY_MS - waited, () => this.flush())
  }

  flush(): void {
    this.#timer?.cancel()
    this.#timer = null
    if (this.#lines.length === 0) return
    const lines = this.#lines
    this.#lines = []
    this.#lastSent = this.#time.now()
    this.#send(lines)
  }
}

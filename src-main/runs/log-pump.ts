import type { LogLine } from '../contract/run.ts'
import type { RunEnd, RunSubscriber, Subscription } from './api.ts'

/** Where a pump gets lines: from memory while the run is active, from the library for all that is older. */
export interface LogSource {
  /** Lines after that number that are in memory; [] = there are none yet; null = they are no longer in memory. */
  fromMemory(afterSeq: number): readonly LogLine[] | null
  /** Stored lines after that number, a page of them; rejects when the library can't be read just now. */
  fromStore(afterSeq: number): Promise<readonly LogLine[]>
  /** Number just before the first line in memory: what the library does not have either is passed over to here. */
  memoryStart(): number
  /** Null while the run is active. */
  end(): RunEnd | null
  /** Waits before the library is asked again. */
  pause(): Promise<void>
  /** A subscriber threw: it is dropped, and that is told. */
  vanished(pump: LogPump, error: unknown): void
  finished(pump: LogPump): void
}

/**
 * Feeds one subscriber: one loop with one cursor, so every line comes once, in order, whatever comes live meanwhile, and after the last
 * one exactly one end (invariants 14, 24). Nobody waits for it.
 */
export class LogPump implements Subscription {
  readonly #source: LogSource
  readonly #subscriber: RunSubscriber
  #cursor: number
  #running = false
  #closed = false

  constructor(source: LogSource, subscriber: RunSubscriber, afterSeq: number) {
    this.#source = source
    this.#subscriber = subscriber
    this.#cursor = afterSeq
  }

  unsubscribe(): void {
    if (this.#closed) return
    this.#closed = true
    this.#source.finished(this)
  }

  /** There may be something new. */
  kick(): void {
    if (!this.#running && !this.#closed) void this.#run()
  }

  /** Calls one of the subscriber's other callbacks, guarded alike. */
  tell(call: (subscriber: RunSubscriber) => void): void {
    if (this.#closed) return
    try {
      call(this.#subscriber)
    } catch (error) {
      this.#vanish(error)
    }
  }

  async #run(): Promise<void> {
    this.#running = true
    try {
      while (!this.#closed) {
        const lines = this.#source.fromMemory(this.#cursor)
        // No `await` between finding nothing and leaving the loop: a line that came in such a gap would wake nobody.
        if (lines?.length === 0) {
          const end = this.#source.end()
          if (end !== null) this.#finish(end)
          break
        }
        await this.#deliver(lines ?? (await this.#fromStore()))
      }
    } catch (error) {
      this.#vanish(error)
    } finally {
      this.#running = false
    }
  }

  async #deliver(lines: readonly LogLine[]): Promise<void> {
    if (this.#closed || lines.length === 0) return
    this.#cursor = lines.at(-1)!.seq
    await this.#subscriber.logs?.(lines)
  }

  /** Stored lines, waited for as long as it takes; [] after passing over lines that nobody has any more. */
  async #fromStore(): Promise<readonly LogLine[]> {
    while (!this.#closed) {
      try {
        const stored = await this.#source.fromStore(this.#cursor)
        // Neither here nor there: dropped. The line that says so is the first in memory.
        if (stored.length === 0) this.#cursor = Math.max(this.#cursor, this.#source.memoryStart())
        return stored
      } catch {
        // The library is busy or broken for the moment; the subscriber stays and the lines are asked for again.
        await this.#source.pause()
      }
    }
    return []
  }

  #finish(end: RunEnd): void {
    this.#closed = true
    try {
      this.#subscriber.end?.(end)
    } finally {
      this.#source.finished(this)
    }
  }

  #vanish(error: unknown): void {
    this.#closed = true
    this.#source.vanished(this, error)
  }
}

import type { LogLevel, LogLine, Progress, RunId, RunStatus } from '../contract/run.ts'
import type { RunEnd, RunSubscriber, Subscription } from './api.ts'
import { backoff, type RunLimits } from './limits.ts'
import { LogPump, type LogSource } from './log-pump.ts'
import type { Clock, RunStore, Timer } from './ports.ts'
import type { Sanitise } from './sanitise.ts'

/** Lines handed to a subscriber or written to the library at a time. */
const PAGE = 500

export interface LogHubOptions {
  readonly runId: RunId
  readonly store: Pick<RunStore, 'appendLogs' | 'readLogs'>
  readonly clock: Clock
  readonly limits: RunLimits
  readonly sanitise: Sanitise
  /** Something went wrong that must not disturb the run: a subscriber threw, log lines were lost. */
  readonly report: (what: string, error: unknown) => void
}

/**
 * The log of one active run: numbers are checked, lines cleaned, kept for those who follow and stored in batches. The run never waits:
 * not for a reader, not for the disk. Lines that can't be stored for long are dropped, and a line says how many.
 */
export class LogHub {
  readonly #options: LogHubOptions
  readonly #pumps = new Set<LogPump>()
  readonly #source: LogSource
  /** Lines with consecutive numbers up to the last one: all that are not stored yet, and the newest `logRing`. */
  #window: LogLine[] = []
  #lastSeq = 0
  #storedSeq = 0
  /** Characters of the lines that wait to be stored. */
  #waiting = 0
  #storing: Promise<void> | null = null
  #retry: { readonly timer: Timer; readonly go: () => void } | null = null
  #failures = 0
  #stopped = false
  #end: RunEnd | null = null

  constructor(options: LogHubOptions) {
    this.#options = options
    this.#source = this.#makeSource()
  }

  /** Number of the last line. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  get subscribers(): number {
    return this.#pumps.size
  }

  /** Takes the worker's next lines. Returns what is wrong with their numbers, or null. */
  append(lines: readonly LogLine[]): string | null {
    for (const [index, line] of lines.entries()) {
      const expected = this.#lastSeq + index + 1
      if (line.seq !== expected) return `log line ${line.seq} where ${expected} was due`
    }
    this.#take(lines.map((line) => ({ ...line, message: this.#options.sanitise(line.message) })))
    return null
  }

  /** A line of main's own, after the worker's last one. */
  note(level: LogLevel, message: string): void {
    const { clock, sanitise } = this.#options
    this.#take([{ seq: this.#lastSeq + 1, time: clock.wall(), level, message: sanitise(message) }])
  }

  progress(progress: Progress): void {
    for (const pump of [...this.#pumps]) pump.tell((subscriber) => subscriber.progress?.(progress))
  }

  status(status: RunStatus, details: { readonly paused: boolean; readonly saving: RunStatus | null }): void {
    for (const pump of [...this.#pumps]) pump.tell((subscriber) => subscriber.status?.(status, details))
  }

  /** Feeds the subscriber from the line after `afterSeq` to the end of the run. */
  subscribe(subscriber: RunSubscriber, afterSeq: number): Subscription {
    const pump = new LogPump(this.#source, subscriber, afterSeq)
    this.#pumps.add(pump)
    pump.kick()
    return pump
  }

  /** Resolves when every line is stored, or after `ms`, or when storing was stopped. */
  async flush(ms: number): Promise<void> {
    if (this.#storing === null) return
    const late = Promise.withResolvers<void>()
    const timer = this.#options.clock.after(ms, late.resolve)
    await Promise.race([this.#storing, late.promise])
    timer.cancel()
  }

  /** The run is over: every subscriber gets what is left, then this end. A later call changes nothing. */
  end(end: RunEnd): void {
    if (this.#end !== null) return
    this.#end = end
    for (const pump of [...this.#pumps]) pump.kick()
  }

  /** No more tries to store: the library is being closed. Lines not stored are lost; that is reported. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#retry?.timer.cancel()
    this.#retry?.go()
    const lost = this.#lastSeq - this.#storedSeq
    if (lost > 0) this.#options.report(`${lost} log lines of run ${this.#options.runId} were not stored`, null)
  }

  #take(lines: readonly LogLine[]): void {
    if (lines.length === 0) return
    this.#window.push(...lines)
    this.#waiting += characters(lines)
    this.#lastSeq = lines.at(-1)!.seq
    this.#trim()
    if (!this.#stopped) this.#storing ??= this.#store()
    for (const pump of [...this.#pumps]) pump.kick()
  }

  async #store(): Promise<void> {
    const { store, runId, clock, limits } = this.#options
    while (!this.#stopped && this.#storedSeq < this.#lastSeq) {
      const first = this.#storedSeq + 1 - this.#window[0]!.seq
      const batch = this.#window.slice(first, first + PAGE)
      try {
        await store.appendLogs(runId, batch)
        // What was dropped meanwhile waits no longer.
        this.#waiting -= characters(batch.filter((line) => line.seq > this.#storedSeq))
        this.#storedSeq = Math.max(this.#storedSeq, batch.at(-1)!.seq)
        this.#failures = 0
        this.#trim()
      } catch {
        // Tried again for as long as the lines fit into memory; what is dropped then is said in the log itself (#dropBacklog).
        this.#failures += 1
        await new Promise<void>((resolve) => {
          this.#retry = { timer: clock.after(backoff(this.#failures, limits), resolve), go: resolve }
        })
        this.#retry = null
      }
    }
    this.#storing = null
  }

  #trim(): void {
    const { logRing, logBacklog, logBacklogCharacters } = this.#options.limits
    const keepFrom = Math.min(this.#storedSeq, this.#lastSeq - logRing) + 1
    const first = this.#window[0]?.seq ?? keepFrom
    // In one go and not too often: cutting the front of a long array costs its length.
    if (keepFrom - first >= logRing) this.#window.splice(0, keepFrom - first)
    const backlog = this.#lastSeq - this.#storedSeq
    if (backlog > logBacklog || (backlog > 1 && this.#waiting > logBacklogCharacters)) this.#dropBacklog()
  }

  /** Half of what waits to be stored goes; its last line becomes the one that says so. */
  #dropBacklog(): void {
    const { clock, limits } = this.#options
    const dropped = Math.floor(Math.min(this.#lastSeq - this.#storedSeq, limits.logBacklog) / 2)
    const seq = this.#storedSeq + dropped
    const message = `${dropped} log lines were dropped because they could not be stored`
    this.#window = this.#window.filter((line) => line.seq > seq)
    this.#window.unshift({ seq, time: clock.wall(), level: 'warn', message })
    this.#storedSeq = seq - 1
    this.#waiting = characters(this.#window.filter((line) => line.seq > this.#storedSeq))
  }

  #makeSource(): LogSource {
    const { store, runId, clock, limits, report } = this.#options
    return {
      fromMemory: (afterSeq) => {
        const first = this.#window[0]?.seq ?? this.#lastSeq + 1
        if (afterSeq < first - 1) return null
        return this.#window.slice(afterSeq + 1 - first, afterSeq + 1 - first + PAGE)
      },
      fromStore: (afterSeq) => store.readLogs(runId, afterSeq, PAGE),
      memoryStart: () => (this.#window[0]?.seq ?? this.#lastSeq + 1) - 1,
      end: () => this.#end,
      pause: () => new Promise((resolve) => void clock.after(limits.retryFirstMs * 4, resolve)),
      vanished: (pump, error) => {
        this.#pumps.delete(pump)
        report(`a follower of run ${runId} failed and was dropped`, error)
      },
      finished: (pump) => void this.#pumps.delete(pump),
    }
  }
}

const characters = (lines: readonly LogLine[]): number => lines.reduce((sum, line) => sum + line.message.length, 0)

/** The log of a run that is not active: stored lines, then its end. */
export function subscribeStored(
  options: Omit<LogHubOptions, 'sanitise'>,
  end: RunEnd,
  subscriber: RunSubscriber,
  afterSeq: number,
): Subscription {
  const { store, runId, clock, limits, report } = options
  const source: LogSource = {
    fromMemory: (after) => (after >= end.lastSeq ? [] : null),
    fromStore: (after) => store.readLogs(runId, after, PAGE),
    memoryStart: () => end.lastSeq,
    end: () => end,
    pause: () => new Promise((resolve) => void clock.after(limits.retryFirstMs * 4, resolve)),
    vanished: (_pump, error) => report(`a follower of run ${runId} failed and was dropped`, error),
    finished: () => undefined,
  }
  const pump = new LogPump(source, subscriber, afterSeq)
  pump.kick()
  return pump
}

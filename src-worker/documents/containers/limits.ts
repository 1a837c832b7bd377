import type { SkipKind } from '../read-file.ts'

/** What a container may cost. Bytes are inflated bytes. */
export interface ContainerLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
  /** Inflated to packed size of an entry above 1 MB: office XML stays below 100, a bomb is above 1 000. */
  readonly ratio: number
  /** Depth of XML elements. */
  readonly depth: number
  /** UTF-16 units of text a container may give. */
  readonly characters: number
  readonly milliseconds: number
  readonly pages: number
}

export const LIMITS: ContainerLimits = {
  entries: 20_000,
  entryBytes: 128 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
  ratio: 250,
  depth: 400,
  characters: 40_000_000,
  milliseconds: 120_000,
  pages: 5_000,
}

/** No piece of work between two looks at the clock takes so long, milliseconds. */
const SLEPT_MS = 30_000

/** A container that is not read, and the sentence that says why. Everything that can be wrong with one is this error. */
export class Unreadable extends Error {
  readonly skipped: SkipKind

  constructor(skipped: SkipKind, reason: string) {
    super(reason)
    this.name = 'Unreadable'
    this.skipped = skipped
  }
}

/** Keeps a container within its time and inflated bytes, and lets a cancel through between pieces of work. */
export class Budget {
  readonly limits: ContainerLimits
  private readonly signal: AbortSignal | undefined
  private readonly now: () => number
  private deadline: number
  private last: number
  private inflated = 0

  /** @param now milliseconds, monotonic */
  constructor(limits: ContainerLimits, signal?: AbortSignal, now: () => number = () => performance.now()) {
    this.limits = limits
    this.signal = signal
    this.now = now
    this.last = now()
    this.deadline = this.last + limits.milliseconds
  }

  /** @throws Unreadable when the time is up; the signal's reason when it is aborted. */
  check(): void {
    this.signal?.throwIfAborted()
    const now = this.now()
    // Pieces of work take milliseconds: so long a one was slept through. One that is not ends with its thread (pipeline/work-limits.ts).
    if (now - this.last > SLEPT_MS) this.deadline += now - this.last
    this.last = now
    if (now <= this.deadline) return
    const seconds = Math.round(this.limits.milliseconds / 1000)
    throw new Unreadable('limit', `The file took longer than the limit of ${seconds} seconds and was given up.`)
  }

  /** Gives the event loop a turn, then checks. */
  async turn(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
    this.check()
  }

  /** Counts inflated bytes. @throws Unreadable when the container gives more than it may. */
  inflate(bytes: number): void {
    this.inflated += bytes
    if (this.inflated > this.limits.totalBytes) throw tooMuch(this.limits.totalBytes)
  }
}

export const tooMuch = (limit: number): Unreadable =>
  new Unreadable(
    'limit',
    `The file unpacks to more than ${Math.round(limit / 1024 / 1024)} MB, far more than a document needs; it is not read.`,
  )

import type { Stage } from '../../src-main/contract/run.ts'
import type { RunSession } from '../session.ts'
import { SpeedModel } from './speed.ts'
import { kindOf, type WorkItem } from './work-order.ts'

const EVERY_MS = 100
const FIRST_MS = 500
/** While more than this share of what is left is of formats and sizes not one of which was read, no time is told: it would be a guess. */
const MOST_UNKNOWN = 0.7
/** What is told moves to a new estimate within about this time: a promise does not jump. */
const EASE_MS = 2000
/** The promised end moves away by so many times the time that passes, and no faster. */
const MOST_GROWTH = 3
/** The pace is that of the last so many milliseconds, or of the last third of the run: what loading cost at its begin is no measure of its end. */
const LATELY_MS = 5000
const LATELY_SHARE = 1 / 3
/** A document this many times as large as any that was read of its format may cost anything: a packed one may hold far more for its bytes. */
const FAR = 8

interface Left {
  files: number
  bytes: number
}

/**
 * Progress over the documents of a run: files, bytes, and the time left. A document is weighed by what its format and size have been seen to
 * cost so far, so that a hundred notes in front of one large PDF do not promise an early end; the sum is scaled by the time that really passed
 * over what was done lately, whatever the number of threads. Time while the run is paused does not count.
 */
export class FolderProgress {
  private readonly session: RunSession
  private readonly stage: Stage
  private readonly now: () => number
  private readonly speed = new SpeedModel()
  private readonly left = new Map<string, Left>()
  private readonly finished = new Map<string, Left>()
  /** Sizes of the documents of each format, the largest first, and the largest that was read. */
  private readonly sizes = new Map<string, number[]>()
  private readonly largest = new Map<string, number>()
  private readonly total: Left
  private readonly done: Left = { files: 0, bytes: 0 }
  private readonly began: number
  private aside = 0
  /** Bytes done that came from no cache. */
  private fresh = 0
  private last = Number.NEGATIVE_INFINITY
  private told: { readonly ms: number; readonly at: number } | null = null
  /** Work done lately (as cost() weighs it), the time it took, and when that was last added up; older ones count less and less. */
  private lately = { work: 0, ms: 0, at: 0 }

  constructor(session: RunSession, stage: Stage, work: readonly WorkItem[], now: () => number = () => performance.now()) {
    this.session = session
    this.stage = stage
    this.now = now
    this.began = now()
    for (const { path, size } of work) add(this.left, kindOf(path), size)
    for (const [format, of] of Map.groupBy(work, ({ path }) => kindOf(path))) {
      this.sizes.set(
        format,
        of.map(({ size }) => size).sort((a, b) => b - a),
      )
    }
    this.total = { files: work.length, bytes: work.reduce((sum, { size }) => sum + size, 0) }
    this.report()
  }

  /** Waits for something that is no work on documents, such as the end of a pause. */
  async apart(wait: () => Promise<void>): Promise<void> {
    const since = this.now()
    await wait()
    this.aside += this.now() - since
  }

  /** A document is at hand. */
  at(path: string): void {
    if (this.now() - this.last >= EVERY_MS) this.report(path)
  }

  /** A document is finished. @param ms what it cost a thread; null = it came from a cache */
  advance({ path, size }: WorkItem, ms: number | null): void {
    const format = kindOf(path)
    if (ms !== null) {
      this.speed.learn(format, size, ms)
      this.pass(this.speed.cost(format, size))
      add(this.finished, format, size)
      this.largest.set(format, Math.max(size, this.largest.get(format) ?? 0))
      this.fresh += size
    }
    const left = this.left.get(format)
    if (left) {
      left.files -= 1
      left.bytes -= size
    }
    this.done.files += 1
    this.done.bytes += size
    if (this.done.files >= this.total.files || this.now() - this.last >= EVERY_MS) this.report()
  }

  /** So much work was done since this was called last. */
  private pass(work: number): void {
    const at = this.now() - this.began - this.aside
    const passed = Math.max(0, at - this.lately.at)
    const kept = Math.exp(-passed / Math.max(LATELY_MS, at * LATELY_SHARE))
    this.lately = { work: this.lately.work * kept + work, ms: this.lately.ms * kept + passed, at }
  }

  private cost(of: ReadonlyMap<string, Left>): number {
    let sum = 0
    for (const [format, { files, bytes }] of of) sum += this.speed.cost(format, bytes, files)
    return sum
  }

  /** Share of the work left of which nobody knows what it takes: formats not one of which was read, documents far larger than those read. */
  private unknown(): number {
    let unknown = 0
    for (const [format, { files, bytes }] of this.left) {
      const largest = this.largest.get(format)
      if (largest === undefined) unknown += this.speed.cost(format, bytes, files)
      else unknown += this.farLarger(format, largest * FAR)
    }
    return unknown / Math.max(1, this.cost(this.left), unknown)
  }

  /** What documents of a format above a size may cost, where all they take goes by bytes. */
  private farLarger(format: string, size: number): number {
    const sizes = this.sizes.get(format) ?? []
    const end = sizes.findIndex((one) => one <= size)
    const bytes = sizes.slice(0, end === -1 ? sizes.length : end).reduce((sum, one) => sum + one, 0)
    const seen = this.finished.get(format)
    return seen ? (this.speed.cost(format, seen.bytes, seen.files) * bytes) / Math.max(1, seen.bytes) : 0
  }

  private timeLeft(): number | undefined {
    const elapsed = this.last - this.began - this.aside
    const { work, ms } = this.lately
    // Once told it is told to the end: beliefs about what was not read yet are better than a time that vanishes.
    if (this.told === null && (elapsed < FIRST_MS || work <= 0 || this.unknown() > MOST_UNKNOWN)) return undefined
    // What comes from the cache costs nothing worth counting; of the rest of the folder as much is taken to be cached as so far.
    const fresh = this.fresh / Math.max(1, this.done.bytes)
    return Math.round(this.eased((ms * this.cost(this.left) * fresh) / work, elapsed))
  }

  /** What to tell for an estimate: on the way to it from what was told last, less the time since; both fall to 0 together. */
  private eased(estimate: number, at: number): number {
    let ms = estimate
    if (this.done.files >= this.total.files) ms = 0
    else if (this.told !== null) {
      const passed = at - this.told.at
      const expected = Math.max(0, this.told.ms - passed)
      const step = (estimate - expected) * (1 - Math.exp(-passed / EASE_MS))
      ms = expected + Math.min(step, passed * MOST_GROWTH)
    }
    this.told = { ms, at }
    return ms
  }

  private report(item?: string): void {
    this.last = this.now()
    const etaMs = this.timeLeft()
    this.session.progress({
      stage: this.stage,
      step: 'analyse',
      done: this.done.files,
      total: this.total.files,
      bytesDone: this.done.bytes,
      bytesTotal: this.total.bytes,
      ...(item === undefined ? {} : { item }),
      ...(etaMs === undefined ? {} : { etaMs }),
    })
  }
}

function add(to: Map<string, Left>, format: string, bytes: number): void {
  const sum = to.get(format) ?? { files: 0, bytes: 0 }
  to.set(format, sum)
  sum.files += 1
  sum.bytes += bytes
}

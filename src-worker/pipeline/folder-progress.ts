import type { Stage } from '../../src-main/contract/run.ts'
import type { RunSession } from '../session.ts'
import { type Large, LargeDocuments } from './large-documents.ts'
import { SpeedModel } from './speed.ts'
import { kindOf, type WorkItem } from './work-order.ts'

const EVERY_MS = 100
/** Before this much of the work is done no time is told: it would be a guess. */
const FIRST_MS = 500
const MOST_UNKNOWN = 0.2
/** A document this many times as large as any that was read of its format may cost anything: a packed one may hold far more for its bytes. */
const FAR = 8

interface Left {
  files: number
  bytes: number
}

/**
 * Progress over the documents of a run: files, bytes, and the time left. A document is weighed by what its format and size have been seen to
 * cost so far, so that a hundred notes in front of one large PDF do not promise an early end; the sum is scaled by the time that really passed
 * over what is done, whatever the number of threads. Time while the run is paused does not count.
 */
export class FolderProgress {
  private readonly session: RunSession
  private readonly stage: Stage
  private readonly now: () => number
  private readonly speed = new SpeedModel()
  private readonly left = new Map<string, Left>()
  private readonly finished = new Map<string, Left>()
  private readonly large: LargeDocuments
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

  constructor(session: RunSession, stage: Stage, work: readonly WorkItem[], now: () => number = () => performance.now()) {
    this.session = session
    this.stage = stage
    this.now = now
    this.began = now()
    for (const { path, size } of work) add(this.left, kindOf(path), size)
    this.large = new LargeDocuments(work)
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

  /** Archives among the largest documents, whose text is worth weighing (`weigh`). */
  get archives(): readonly string[] {
    return this.large.archives
  }

  /** An archive holds so many bytes of text. */
  weigh(hash: string, bytes: number): void {
    this.large.weigh(hash, bytes)
  }

  /** A thread has taken a document. */
  took({ hash }: WorkItem): void {
    this.large.took(hash, this.now() - this.aside)
  }

  /** A thread is through with a document, which may have to wait for those before it. */
  through({ hash }: WorkItem): void {
    this.large.through(hash)
  }

  /** A document is finished. @param ms what it cost a thread; null = it came from a cache */
  advance({ hash, path, size }: WorkItem, ms: number | null): void {
    const format = kindOf(path)
    this.large.finished(hash)
    if (ms !== null) {
      this.large.learn(format, size, ms)
      this.speed.learn(format, size, ms)
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

  private cost(of: ReadonlyMap<string, Left>): number {
    let sum = 0
    for (const [format, { files, bytes }] of of) sum += this.speed.cost(format, bytes, files)
    return sum
  }

  /** Far larger than any that was read of its format; twice that, and of any format, where none of its own was. */
  private isFar(format: string, size: number): boolean {
    const largest = this.largest.get(format) ?? 2 * Math.max(0, ...this.largest.values())
    return largest > 0 && size > largest * FAR
  }

  /** What is left without these documents. */
  private leftBut(large: readonly Large[]): Map<string, Left> {
    const left = new Map(this.left)
    for (const { format, item } of large) {
      const { files, bytes } = left.get(format)!
      left.set(format, { files: files - 1, bytes: bytes - item.size })
    }
    return left
  }

  /** Share of the work left of which nobody knows what it takes: formats not one of which was read, documents far larger than those read. */
  private unknown(left: ReadonlyMap<string, Left>, large: readonly Large[], largeCost: number): number {
    let unknown = 0
    for (const [format, { files, bytes }] of left) {
      const largest = this.largest.get(format)
      if (largest === undefined) unknown += this.speed.cost(format, bytes, files)
      else unknown += this.farLarger(format, largest * FAR, large)
    }
    return unknown / Math.max(1, this.cost(left) + largeCost, unknown)
  }

  /** What documents of a format above a size may cost, where all they take goes by bytes; without those of which it is told otherwise. */
  private farLarger(format: string, size: number, known: readonly Large[]): number {
    const sizes = this.sizes.get(format) ?? []
    const end = sizes.findIndex((one) => one <= size)
    const above = sizes.slice(0, end === -1 ? sizes.length : end).reduce((sum, one) => sum + one, 0)
    const bytes = known.reduce((sum, one) => (one.format === format ? sum - one.item.size : sum), above)
    const seen = this.finished.get(format)
    return seen ? (this.speed.cost(format, seen.bytes, seen.files) * bytes) / Math.max(1, seen.bytes) : 0
  }

  private timeLeft(): number | undefined {
    const elapsed = this.last - this.began - this.aside
    const done = this.cost(this.finished)
    if (elapsed < FIRST_MS || done <= 0) return undefined
    const large = this.large.far((format, size) => this.isFar(format, size))
    const now = this.last - this.aside
    const left = this.leftBut(large)
    const largeCost = large.reduce((sum, one) => sum + this.large.cost(one, now), 0)
    if (this.unknown(left, large, largeCost) > MOST_UNKNOWN) return undefined
    // What comes from the cache costs nothing worth counting; of the rest of the folder as much is taken to be cached as so far.
    const fresh = this.fresh / Math.max(1, this.done.bytes)
    const others = this.cost(left)
    if (large.length === 0) return Math.round((elapsed * others * fresh) / done)
    return Math.round(this.large.span(large, others, done / elapsed, now) * fresh)
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

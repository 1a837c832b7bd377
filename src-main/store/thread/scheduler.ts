import { setImmediate as nextTurn } from 'node:timers/promises'
import { Unpacker } from '../../contract/results.ts'
import { type Db, immediately, setSynchronous } from '../connection.ts'
import { isBusy } from '../errors.ts'
import { assertOwner } from '../runs.ts'
import { passGate } from './gate.ts'

/** A slice ends when it has held the write lock this long (design §4: main waits ≤ 10 ms for it). */
export const SLICE_MS = 8
/** How long the thread tries when another process holds the write lock, before it answers `busy`. */
const BUSY_BOUND_MS = 10_000

/**
 * Jobs of the store thread that write: long work cut into short transactions, so that reads, logs and main's own writes come in between.
 * Jobs of one lane run one after the other; lanes interleave slice by slice. `idle` work steps aside while anything else is under way.
 */
export type Lane = 'bulk' | 'logs' | 'idle'

export class Scheduler {
  #db: Db
  readonly #gate: Int32Array
  readonly #epoch: string
  readonly #tails: Record<Lane, Promise<unknown>> = { bulk: Promise.resolve(), logs: Promise.resolve(), idle: Promise.resolve() }
  /** Of the one run that stages rows; it outlives a connection that is replaced in mid-item. */
  readonly unpacker = new Unpacker()
  #busy = 0
  #closing = false

  /** @param epoch of the opening this thread belongs to; a write while the library has another owner throws AppError NOT_OWNER. */
  constructor(db: Db, gate: SharedArrayBuffer, epoch: string) {
    this.#db = db
    this.#epoch = epoch
    this.#gate = new Int32Array(gate)
  }

  get db(): Db {
    return this.#db
  }

  /** Another connection for the transactions to come; the old one is closed. Transactions are synchronous, so none is cut in two. */
  replace(db: Db): void {
    this.#db.close()
    this.#db = db
  }

  /** Queues a job on its lane. */
  run<T>(lane: Lane, job: (slices: Slices) => Promise<T>): Promise<T> {
    if (lane !== 'idle') this.#busy++
    const result = this.#tails[lane]
      .then(() => job(new Slices(this, lane)))
      .finally(() => {
        if (lane !== 'idle') this.#busy--
      })
    this.#tails[lane] = result.catch(() => undefined)
    return result
  }

  /** One transaction, when the gate is open and the lock free. */
  async transaction<T>(lane: Lane, work: (db: Db) => T, full: boolean): Promise<T> {
    const start = performance.now()
    while (lane === 'idle' && this.#busy > 0 && !this.#closing) await pause(5)
    for (let attempt = 0; ; attempt++) {
      await passGate(this.#gate)
      try {
        return full ? this.#fully(work) : this.#owned(work)
      } catch (error) {
        if (!isBusy(error) || performance.now() - start > BUSY_BOUND_MS) throw error
      }
      await pause(Math.min(2 ** attempt, 50))
    }
  }

  #owned<T>(work: (db: Db) => T): T {
    return immediately(this.#db, () => {
      assertOwner(this.#db, this.#epoch)
      return work(this.#db)
    })
  }

  #fully<T>(work: (db: Db) => T): T {
    setSynchronous(this.#db, 'FULL')
    try {
      return this.#owned(work)
    } finally {
      setSynchronous(this.#db, 'NORMAL')
    }
  }

  /** True once closing: idle work ends at its next slice. */
  get closing(): boolean {
    return this.#closing
  }

  /** Waits for the jobs accepted; idle ones end early. */
  async drain(): Promise<void> {
    this.#closing = true
    await Promise.all(Object.values(this.#tails))
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What a job does its writing with. */
export class Slices {
  readonly #scheduler: Scheduler
  readonly #lane: Lane

  constructor(scheduler: Scheduler, lane: Lane) {
    this.#scheduler = scheduler
    this.#lane = lane
  }

  get closing(): boolean {
    return this.#scheduler.closing
  }

  get unpacker(): Unpacker {
    return this.#scheduler.unpacker
  }

  /** A look at the rows without holding the write lock: for plans of what to write. Jobs of the same lane change nothing in between. */
  look<T>(work: (db: Db) => T): T {
    return work(this.#scheduler.db)
  }

  /** One transaction; then everything else gets a turn. */
  async once<T>(work: (db: Db) => T): Promise<T> {
    const result = await this.#scheduler.transaction(this.#lane, work, false)
    await nextTurn()
    return result
  }

  /** One transaction with synchronous=FULL: the human layer, when a command is too big for main's thread. */
  onceFully<T>(work: (db: Db) => T): Promise<T> {
    return this.#scheduler.transaction(this.#lane, work, true)
  }

  /** Every item, in order, in as many transactions as the time limit makes. `before` runs at the start of each. Idle work ends at closing. */
  async each<T>(items: readonly T[], work: (db: Db, item: T) => void, before?: (db: Db) => void): Promise<void> {
    let next = 0
    while (next < items.length && !(this.#lane === 'idle' && this.closing)) {
      let reached = next
      await this.once((db) => {
        reached = next
        before?.(db)
        const end = performance.now() + SLICE_MS
        while (reached < items.length && (reached === next || performance.now() < end)) {
          work(db, items[reached] as T)
          reached++
        }
      })
      next = reached
    }
  }

  /** Repeats `work` until it answers false (nothing left) or the library is being closed. */
  async whileAny(work: (db: Db) => boolean): Promise<void> {
    while (!this.closing && (await this.once(work)));
  }
}

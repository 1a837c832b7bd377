import type { Clock } from '../runs/ports.ts'
import { StorageError } from '../runs/ports.ts'
import { type Db, immediately, openState } from './connection.ts'
import { isBusy, toStoreError } from './errors.ts'
import { assertOwner } from './runs.ts'
import type { WriteGate } from './thread/gate.ts'

/** Waits between attempts, milliseconds; the last one repeats until the bound. */
const BACK_OFF = [1, 2, 4, 8, 15, 25, 50]
/** Beyond this the caller gets `busy` and decides itself. */
export const BUSY_BOUND_MS = 5_000

/**
 * Main's own connection (synchronous=FULL, busy timeout 0). Writes are tried at once and again later when another connection holds the
 * write lock; in between main's event loop is free. Writes run one after the other, in the order they were asked for. Every write begins
 * by looking whether the library is still this opening's.
 */
export class StateConnection {
  readonly #file: string
  readonly #clock: Clock
  readonly #gate: WriteGate
  readonly #epoch: string
  #db: Db
  #tail: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor(file: string, clock: Clock, gate: WriteGate, epoch: string, db: Db) {
    this.#file = file
    this.#clock = clock
    this.#gate = gate
    this.#epoch = epoch
    this.#db = db
  }

  /**
   * Opens the file; another process that opens or closes it at the same moment is waited for without blocking main.
   *
   * @param epoch of the opening this connection belongs to; a write while the library has another owner throws AppError NOT_OWNER.
   */
  static async open(file: string, clock: Clock, gate: WriteGate, epoch: string): Promise<StateConnection> {
    const db = await retried(clock, () => openState(file))
    return new StateConnection(file, clock, gate, epoch, db)
  }

  /** One BEGIN IMMEDIATE transaction. Rejects with StorageError or the AppError `work` threw. */
  write<T>(work: (db: Db) => T): Promise<T> {
    const result = this.#tail.then(() => this.#attempt(work))
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** A read of a few rows; sees every write that resolved before. */
  async read<T>(work: (db: Db) => T): Promise<T> {
    this.#checkOpen()
    try {
      return work(this.#db)
    } catch (error) {
      throw toStoreError(error)
    }
  }

  async #attempt<T>(work: (db: Db) => T): Promise<T> {
    this.#gate.raise()
    try {
      return await retried(this.#clock, () => {
        this.#checkOpen()
        return immediately(this.#db, () => {
          assertOwner(this.#db, this.#epoch)
          return work(this.#db)
        })
      })
    } finally {
      this.#gate.lower()
    }
  }

  /** A fresh connection in place of the old one; after the writes already asked for. */
  reopen(): Promise<void> {
    const result = this.#tail.then(async () => {
      this.#checkOpen()
      const fresh = await retried(this.#clock, () => openState(this.#file))
      this.#db.close()
      this.#db = fresh
    })
    this.#tail = result.catch(() => undefined)
    return result.catch((error) => Promise.reject(toStoreError(error)))
  }

  /** After the writes already asked for. */
  async close(): Promise<void> {
    if (this.#closed) return
    await this.#tail
    this.#closed = true
    this.#db.close()
  }

  #checkOpen(): void {
    if (this.#closed) throw new StorageError('closed', 'The library is closed.')
  }
}

/** Does `work` again while another connection holds a lock, with back-off, up to BUSY_BOUND_MS. Throws StorageError or `work`'s AppError. */
async function retried<T>(clock: Clock, work: () => T): Promise<T> {
  const start = clock.monotonic()
  for (let attempt = 0; ; attempt++) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || clock.monotonic() - start >= BUSY_BOUND_MS) throw toStoreError(error)
    }
    const wait = BACK_OFF[Math.min(attempt, BACK_OFF.length - 1)] as number
    await new Promise<void>((resolve) => {
      clock.after(wait, resolve)
    })
  }
}

import type { Clock } from '../runs/ports.ts'
import { StorageError } from '../runs/ports.ts'
import { type Db, immediately, openState } from './connection.ts'
import { isBusy, toStoreError } from './errors.ts'
import type { WriteGate } from './thread/gate.ts'

/** Waits between attempts, milliseconds; the last one repeats until the bound. */
const BACK_OFF = [1, 2, 4, 8, 15, 25, 50]
/** Beyond this the caller gets `busy` and decides itself. */
export const BUSY_BOUND_MS = 5_000

/**
 * Main's own connection (synchronous=FULL, busy timeout 0). Writes are tried at once and again later when another connection holds the
 * write lock; in between main's event loop is free. Writes run one after the other, in the order they were asked for.
 */
export class StateConnection {
  readonly #file: string
  readonly #clock: Clock
  readonly #gate: WriteGate
  #db: Db
  #tail: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(file: string, clock: Clock, gate: WriteGate) {
    this.#file = file
    this.#clock = clock
    this.#gate = gate
    this.#db = openState(file)
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
    const start = this.#clock.monotonic()
    this.#gate.raise()
    try {
      for (let attempt = 0; ; attempt++) {
        this.#checkOpen()
        try {
          return immediately(this.#db, () => work(this.#db))
        } catch (error) {
          if (!isBusy(error) || this.#clock.monotonic() - start >= BUSY_BOUND_MS) throw toStoreError(error)
        }
        await this.#pause(BACK_OFF[Math.min(attempt, BACK_OFF.length - 1)] as number)
      }
    } finally {
      this.#gate.lower()
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(ms, resolve)
    })
  }

  /** A fresh connection in place of the old one; after the writes already asked for. */
  reopen(): Promise<void> {
    const result = this.#tail.then(() => {
      this.#checkOpen()
      const fresh = openState(this.#file)
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

import { AppError } from '../contract/errors.ts'
import { isActive, type RunId, type RunRow } from '../contract/run.ts'
import type { StartRequest } from './api.ts'
import { backoff, type RunLimits } from './limits.ts'
import { type Clock, type NewRun, type RunStore, StorageError, type Timer } from './ports.ts'
import { asAppError } from './store-errors.ts'

/** The row of a start that failed may exist all the same. */
export class DoubtfulStart extends Error {
  readonly reason: AppError

  constructor(reason: AppError) {
    super(reason.message, { cause: reason })
    this.reason = reason
  }
}

export interface StartDeps {
  readonly store: RunStore
  readonly clock: Clock
  readonly limits: RunLimits
  readonly report: (what: string, error: unknown) => void
}

/**
 * Inserts the row of a new run (T1). The caller holds the library's slot, so an active row can only be a leftover or somebody else's.
 *
 * @throws AppError ALREADY_ACTIVE (a row that is not ours to end), NOT_OWNER (the library was taken over); DoubtfulStart with DB_BUSY, READ_ONLY or STORAGE
 */
export async function insertRun(deps: StartDeps, request: StartRequest): Promise<RunRow> {
  const { store, clock, limits, report } = deps
  const run: NewRun = { scope: request.scope, settings: JSON.stringify(request.settings ?? {}), retryOf: request.retryOf ?? null }
  const since = clock.monotonic()
  for (let tries = 1; ; tries += 1) {
    try {
      const inserted = await store.insertRun(run)
      if (inserted.ok) return inserted.run
      if (!(await endLeftover(store, inserted.activeId))) throw alreadyActive(inserted.activeId)
    } catch (error) {
      if (error instanceof AppError) throw error
      const kind = error instanceof StorageError ? error.kind : 'other'
      if (kind === 'closed' || kind === 'read-only') throw asAppError(error, 'write')
      const busy = kind === 'busy'
      if (!busy) {
        report('a run could not be inserted', error)
        await store.reopen().catch((reason: unknown) => report('the library could not be reopened', reason))
      }
      if (clock.monotonic() - since >= limits.startBusyMs || (!busy && tries > 1)) throw new DoubtfulStart(asAppError(error, 'write'))
      await new Promise<void>((resolve) => void clock.after(backoff(tries, limits), resolve))
    }
  }
}

/**
 * An active row without a run in memory is what an insert left behind whose error came after its commit (row 44). Only a row of this
 * process's epoch can be ended: the store refuses every other, and then the answer is false.
 */
async function endLeftover(store: RunStore, id: RunId): Promise<boolean> {
  const row = await store.getRun(id)
  if (row === null || !isActive(row.status)) return true
  if (row.status !== 'pending') return false
  return (await store.transition({ runId: id, from: ['pending'], to: 'interrupted' })) === 'updated'
}

/**
 * Ends, in the background, the row a failed start may have left; given up when the next start begins, which does it itself, or at close.
 */
export class LeftoverSweep {
  readonly #deps: StartDeps
  #timer: Timer | null = null
  #stopped = false
  #looking: Promise<void> | null = null

  constructor(deps: StartDeps) {
    this.#deps = deps
    this.#wait(1)
  }

  /** Resolves when it does nothing any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#timer?.cancel()
    await this.#looking
  }

  #wait(tries: number): void {
    const { clock, limits } = this.#deps
    this.#timer = clock.after(backoff(tries, limits), () => {
      this.#looking = this.#look(tries)
    })
  }

  async #look(tries: number): Promise<void> {
    const { store } = this.#deps
    try {
      const row = await store.activeRun()
      if (row !== null && !this.#stopped) await endLeftover(store, row.id)
    } catch {
      // Whatever keeps the library from being read or written now, there is nothing to do but to look again.
      if (!this.#stopped) this.#wait(tries + 1)
    }
  }
}

const alreadyActive = (runId: RunId): AppError =>
  new AppError('ALREADY_ACTIVE', `Run ${runId} of this library is still active; wait for it or cancel it first.`, { runId })

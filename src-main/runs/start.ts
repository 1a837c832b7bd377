import { AppError } from '../contract/errors.ts'
import { isActive, type RunId, type RunRow } from '../contract/run.ts'
import type { StartRequest } from './api.ts'
import { backoff, type RunLimits } from './limits.ts'
import { type Clock, type NewRun, type RunStore, StorageError } from './ports.ts'
import { asAppError } from './store-errors.ts'

export interface StartDeps {
  readonly store: RunStore
  readonly clock: Clock
  readonly limits: RunLimits
  readonly report: (what: string, error: unknown) => void
}

/**
 * Inserts the row of a new run (T1). The caller holds the library's slot, so an active row that appears while this works is this run's
 * own, from a try whose error came after its commit (row 44): it is taken over, not left behind.
 *
 * @throws AppError ALREADY_ACTIVE (a row that is not ours to end), DB_BUSY, READ_ONLY, STORAGE
 */
export async function insertRun(deps: StartDeps, request: StartRequest): Promise<RunRow> {
  const { store, clock, limits, report } = deps
  const run: NewRun = { scope: request.scope, settings: JSON.stringify(request.settings ?? {}), retryOf: request.retryOf ?? null }
  const since = clock.monotonic()
  let doubt = false
  for (let tries = 1; ; tries += 1) {
    try {
      const mine = doubt ? await ownRow(store, run) : null
      if (mine !== null) return mine
      const inserted = await store.insertRun(run)
      if (inserted.ok) return inserted.run
      if (await endLeftover(store, inserted.activeId)) continue
      throw alreadyActive(inserted.activeId)
    } catch (error) {
      if (error instanceof AppError) throw error
      doubt = true
      const busy = error instanceof StorageError && error.kind === 'busy'
      if (!busy) {
        report('a run could not be inserted', error)
        await store.reopen()
      }
      if (clock.monotonic() - since >= limits.startBusyMs || (!busy && tries > 1)) throw asAppError(error, 'write')
      await new Promise<void>((resolve) => void clock.after(backoff(tries, limits), resolve))
    }
  }
}

/** The row of an insert that took effect although it failed: active, not begun, and just like the one asked for. */
async function ownRow(store: RunStore, run: NewRun): Promise<RunRow | null> {
  const row = await store.activeRun()
  const same = row !== null && row.status === 'pending' && row.scope === run.scope && row.settings === run.settings
  return same && row.retryOf === run.retryOf ? row : null
}

/**
 * An active row without a run in memory is what a start left behind whose every answer failed. Only a row of this process's epoch can be
 * ended: the store refuses every other.
 */
async function endLeftover(store: RunStore, id: RunId): Promise<boolean> {
  const row = await store.getRun(id)
  if (row === null || !isActive(row.status)) return true
  if (row.status !== 'pending') return false
  return (await store.transition({ runId: id, from: ['pending'], to: 'interrupted' })) === 'updated'
}

const alreadyActive = (runId: RunId): AppError =>
  new AppError('ALREADY_ACTIVE', `Run ${runId} of this library is still active; wait for it or cancel it first.`, { runId })

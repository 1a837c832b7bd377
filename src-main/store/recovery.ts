import type { RunId, RunStatus } from '../contract/run.ts'
import type { Completion } from '../runs/ports.ts'
import type { RecoveryReport } from './api.ts'
import { type Db, immediately, sql } from './connection.ts'
import { carryConcept, missingConcepts, runOf } from './reconcile.ts'
import { flipAndFinish, liveRevision } from './revisions.ts'
import { activeRun, getRun, moveTo } from './runs.ts'
import { type FoundSidecar, findSidecars, removeSidecar, type StoredSidecar } from './sidecar.ts'

/**
 * What opening does after taking ownership (runs-and-security.md §6, T10–T14): outcomes put aside are applied, runs of a dead owner end,
 * the library gets this opening's epoch. Idempotent: cut off anywhere and done again, it comes to the same.
 */

export interface NewOwner {
  readonly epoch: string
  readonly pid: number
  /** ISO 8601 UTC. */
  readonly now: string
}

export function recover(db: Db, appDataDir: string, libraryId: string, owner: NewOwner): Omit<RecoveryReport, 'migrationCopy'> {
  const found = findSidecars(appDataDir, libraryId)
  const report = immediately(db, () => {
    const sidecars = found.map((sidecar) => ({
      runId: sidecar.runId,
      outcome: sidecar.record?.outcome ?? 'unreadable',
      applied: applySidecar(db, sidecar, owner.now),
    }))
    const orphans = endOrphans(db, owner.now)
    sql(db, `UPDATE revisions SET state='unfinished' WHERE state='staging'`).run()
    sql(db, 'INSERT OR REPLACE INTO owner(one, epoch, pid, since) VALUES(1, ?, ?, ?)').run(owner.epoch, owner.pid, owner.now)
    reconcileLive(db)
    return { sidecars, orphans }
  })
  // Only now: were the files gone first, a crash before the commit would lose the outcome.
  for (const sidecar of found) if (sidecar.record) removeSidecar(sidecar.file)
  return report
}

/** True when the outcome was written now. It is not when the run has ended already or the record is of another epoch. */
function applySidecar(db: Db, { record }: FoundSidecar, now: string): boolean {
  if (!record) return false
  const run = getRun(db, record.runId)
  if (!run || run.epoch !== record.epoch || run.finishedAt !== null) return false
  const fields = {
    lastSeq: record.lastSeq,
    ...(record.failureKind ? { failureKind: record.failureKind } : {}),
    ...(record.error === undefined ? {} : { error: record.error }),
  }
  if (record.outcome === 'completed') {
    if (!record.completion || !rowsAreThere(db, record)) {
      endAs(db, run.id, run.status, 'interrupted', now, fields)
      return false
    }
    flipAndFinish(db, record.completion as Completion, now)
    return true
  }
  endAs(db, run.id, run.status, record.outcome, now, fields)
  return true
}

/** A run that was asked to stop ends `cancelled`, whatever else happened to it. */
function endAs(db: Db, id: RunId, from: RunStatus, to: RunStatus, now: string, fields: Parameters<typeof moveTo>[4]): void {
  moveTo(db, id, from === 'cancelling' ? 'cancelled' : to, now, fields)
}

/** Staged rows were written without full synchronisation: after a power cut some may be missing, and then the run did not complete. */
function rowsAreThere(db: Db, record: StoredSidecar): boolean {
  return (record.completion?.stages ?? [])
    .filter((stage) => stage.result === 'staged' && stage.items > 0)
    .every(({ stage }) => {
      const row = sql<{ items: number }>(db, `SELECT items FROM revisions WHERE run_id=? AND stage=? AND state='staging'`).get(
        record.runId,
        stage,
      )
      return row !== undefined && row.items >= (record.staged?.[stage] ?? 0)
    })
}

function endOrphans(db: Db, now: string): { runId: RunId; became: 'interrupted' | 'cancelled' }[] {
  const orphans: { runId: RunId; became: 'interrupted' | 'cancelled' }[] = []
  for (let run = activeRun(db); run; run = activeRun(db)) {
    const became = run.status === 'cancelling' ? 'cancelled' : 'interrupted'
    moveTo(db, run.id, became, now, {})
    orphans.push({ runId: run.id, became })
  }
  return orphans
}

/** Rows for touched concepts that a flip, cut off before its own reconciling, left without. */
function reconcileLive(db: Db): void {
  const live = liveRevision(db, 'extract')
  if (!live) return
  for (const concept of missingConcepts(db, live.revisionId)) carryConcept(db, live.revisionId, concept, runOf(db, live.revisionId))
}

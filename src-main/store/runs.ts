import { ACTIVE_STATUSES, type RunId, type RunRow, type RunStatus } from '../contract/run.ts'
import type { InsertRunResult, NewRun, Transition, TransitionResult } from '../runs/ports.ts'
import { type Db, sql } from './connection.ts'
import { lostError } from './errors.ts'
import { readStamps } from './stamps.ts'

/** Table `runs` (runs-and-security.md §6). Functions that write expect to be inside a transaction of the state connection. */

const COLUMNS = `id, scope, status, failure_kind AS failureKind, error, epoch, worker_pid AS workerPid, worker_start AS workerStart,
  created_at AS createdAt, started_at AS startedAt, cancel_requested_at AS cancelRequestedAt, finished_at AS finishedAt,
  duration_ms AS durationMs, last_seq AS lastSeq, retry_of AS retryOf, settings, counts`
const ACTIVE = `status IN(${ACTIVE_STATUSES.map((status) => `'${status}'`).join(',')})`

export const getRun = (db: Db, id: RunId): RunRow | null => sql<RunRow>(db, `SELECT ${COLUMNS} FROM runs WHERE id=?`).get(id) ?? null

export const activeRun = (db: Db): RunRow | null => sql<RunRow>(db, `SELECT ${COLUMNS} FROM runs WHERE ${ACTIVE}`).get() ?? null

export const lastRun = (db: Db): RunRow | null => sql<RunRow>(db, `SELECT ${COLUMNS} FROM runs ORDER BY id DESC LIMIT 1`).get() ?? null

/** Newest first; order by id, because clocks jump. */
export const listRuns = (db: Db, limit: number, before?: RunId): RunRow[] =>
  sql<RunRow>(db, `SELECT ${COLUMNS} FROM runs WHERE id<? ORDER BY id DESC LIMIT ?`).all(before ?? Number.MAX_SAFE_INTEGER, limit)

/** Who may write: the epoch, and the time of the write. */
export interface Writer {
  readonly epoch: string
  readonly now: string
}

export const ownsLibrary = (db: Db, epoch: string): boolean =>
  sql<{ epoch: string }>(db, 'SELECT epoch FROM owner WHERE one=1').get()?.epoch === epoch

/** Guard of every transaction that writes (invariant 17). Throws AppError NOT_OWNER; the transaction then changes nothing. */
export function assertOwner(db: Db, epoch: string): void {
  if (!ownsLibrary(db, epoch)) throw lostError()
}

/**
 * A new `pending` run, or the id of the one that is active. Throws AppError NOT_OWNER for an epoch that is not the owner's, and what SQLite
 * throws; the unique index is the last word.
 */
export function insertRun(db: Db, run: NewRun, writer: Writer): InsertRunResult {
  assertOwner(db, writer.epoch)
  const active = activeRun(db)
  if (active) return { ok: false, activeId: active.id }
  const result = sql(
    db,
    `INSERT INTO runs(scope, epoch, status, created_at, retry_of, settings, inputs) VALUES(?, ?, 'pending', ?, ?, ?, ?)`,
  ).run(run.scope, writer.epoch, writer.now, run.retryOf, run.settings, JSON.stringify(readStamps(db)))
  return { ok: true, run: getRun(db, Number(result.lastInsertRowid)) as RunRow }
}

/** Compare-and-set on id, epoch and status. Changes nothing unless it answers `updated`. */
export function transition(db: Db, change: Transition, writer: Writer): TransitionResult {
  const refusal = refusalOf(db, change.runId, change.from, writer.epoch)
  if (refusal) return refusal
  moveTo(db, change.runId, change.to, writer.now, change.fields ?? {})
  return 'updated'
}

/** Why a write on a run may not happen; null when it may. */
export function refusalOf(db: Db, id: RunId, from: readonly RunStatus[], epoch: string): Exclude<TransitionResult, 'updated'> | null {
  const row = getRun(db, id)
  if (!row) return 'unknown-run'
  if (row.epoch !== epoch || !ownsLibrary(db, epoch)) return 'foreign-epoch'
  return from.includes(row.status) ? null : 'wrong-status'
}

type Fields = NonNullable<Transition['fields']>

/**
 * Takes a run to a status by legal steps. Where a step before it was never written (its write had failed), it is made up for in the same
 * transaction: running → cancelled goes over cancelling, pending → completed over running (matrix row 102).
 */
export function moveTo(db: Db, id: RunId, to: RunStatus, now: string, fields: Fields, resultRevision: number | null = null): void {
  const from = getRun(db, id)?.status as RunStatus
  if (to === 'cancelled' && from === 'running') step(db, id, 'cancelling', now, {}, null)
  if (to === 'completed' && from === 'pending') step(db, id, 'running', now, {}, null)
  step(db, id, to, now, fields, resultRevision)
  if (!ACTIVE_STATUSES.includes(to)) {
    sql(db, `UPDATE revisions SET state='unfinished' WHERE run_id=? AND state='staging'`).run(id)
  }
}

function step(db: Db, id: RunId, to: RunStatus, now: string, fields: Fields, resultRevision: number | null): void {
  const terminal = !ACTIVE_STATUSES.includes(to)
  sql(
    db,
    `UPDATE runs SET status=@to, failure_kind=coalesce(@failureKind, failure_kind), error=coalesce(@error, error),
       worker_pid=CASE WHEN @setPid THEN @workerPid ELSE worker_pid END, worker_start=CASE WHEN @setStart THEN @workerStart ELSE worker_start END,
       duration_ms=coalesce(@durationMs, duration_ms), last_seq=max(last_seq, coalesce(@lastSeq, 0)),
       started_at=CASE WHEN @to='running' THEN @now ELSE started_at END,
       cancel_requested_at=CASE WHEN @to='cancelling' THEN @now ELSE cancel_requested_at END,
       finished_at=CASE WHEN @terminal THEN @now ELSE finished_at END, result_rev=@resultRevision WHERE id=@id`,
  ).run({
    id,
    to,
    now,
    terminal: terminal ? 1 : 0,
    resultRevision,
    failureKind: fields.failureKind ?? null,
    error: fields.error ?? null,
    setPid: fields.workerPid === undefined ? 0 : 1,
    workerPid: fields.workerPid ?? null,
    setStart: fields.workerStart === undefined ? 0 : 1,
    workerStart: fields.workerStart ?? null,
    durationMs: fields.durationMs ?? null,
    lastSeq: fields.lastSeq ?? null,
  })
}

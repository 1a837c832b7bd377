import type { LogLevel, LogLine, RunId } from '../contract/run.ts'
import { type Db, sql } from './connection.ts'

/** Table `run_logs`: every line of a run once, in order. */

/** A line whose (run, seq) is there already is left as it is: a batch may be written again after an unclear error. */
export function appendLog(db: Db, runId: RunId, line: LogLine): void {
  sql(db, 'INSERT OR IGNORE INTO run_logs(run_id, seq, time, level, message) VALUES(?, ?, ?, ?, ?)').run(
    runId,
    line.seq,
    line.time,
    line.level,
    line.message,
  )
}

export const readLogs = (db: Db, runId: RunId, afterSeq: number, limit: number): LogLine[] =>
  sql<{ seq: number; time: number; level: LogLevel; message: string }>(
    db,
    'SELECT seq, time, level, message FROM run_logs WHERE run_id=? AND seq>? ORDER BY seq LIMIT ?',
  ).all(runId, afterSeq, limit)

/** Deletes up to `limit` lines of runs older than the newest `keepRuns`; gives how many went. */
export function deleteOldLogs(db: Db, keepRuns: number, limit: number): number {
  const oldest = sql<{ id: number }>(db, 'SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ?').get(keepRuns - 1)?.id
  if (oldest === undefined) return 0
  return sql(
    db,
    `DELETE FROM run_logs WHERE (run_id, seq) IN (SELECT run_id, seq FROM run_logs WHERE run_id<? ORDER BY run_id, seq LIMIT ?)`,
  ).run(oldest, limit).changes
}

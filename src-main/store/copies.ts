import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../contract/errors.ts'
import { ACTIVE_STATUSES } from '../contract/run.ts'
import { type Db, immediately, sql } from './connection.ts'
import { settle } from './create.ts'
import { sqliteCode } from './errors.ts'
import { setMeta } from './info.ts'

/**
 * Copies by VACUUM INTO: one read transaction, so writers neither disturb it nor wait for it (docs/decisions/0002-vacuum-into.md). Made
 * under a temporary name beside the target, put right, written through, renamed: the target is complete or untouched.
 */

export interface CopyOrder {
  readonly source: string
  readonly target: string
  /** `backup`: as it is. `duplicate`: a second library. `share`: a second library without logs, caches, analyses and root paths. */
  readonly kind: 'backup' | 'duplicate' | 'share'
  /** Id of the copy, and part of the temporary name. */
  readonly id: string
  readonly now: string
}

/** How long the copy waits for a lock another process holds while it recovers the log. */
const READ_WAIT_MS = 2_000

/** Throws AppError OUTPUT_NOT_WRITABLE or EXPORT_FAILED; then there is no new file. Blocks its thread for the time of the copy. */
export function copyLibrary(order: CopyOrder): void {
  if (order.kind === 'backup') mkdirSync(dirname(order.target), { recursive: true })
  else if (existsSync(order.target)) {
    throw new AppError('OUTPUT_NOT_WRITABLE', `There is a file ${order.target} already. Choose another name or remove it first.`, {
      file: order.target,
    })
  }
  const temporary = `${order.target}.${order.id.slice(0, 8)}.tmp`
  try {
    vacuumInto(order.source, temporary)
    const db = new Database(temporary)
    try {
      putRight(db, order)
    } finally {
      db.close()
    }
    settle(temporary, order.target)
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${temporary}${end}`, { force: true })
    throw explained(error, order.target)
  }
}

function vacuumInto(source: string, target: string): void {
  // Not openReader: its `query_only` forbids VACUUM INTO, which only reads this file.
  const db = new Database(source, { readonly: true, fileMustExist: true, timeout: READ_WAIT_MS })
  try {
    db.prepare('VACUUM INTO ?').run(target)
  } finally {
    db.close()
  }
}

function putRight(db: Db, order: CopyOrder): void {
  db.pragma('synchronous = FULL')
  if (order.kind !== 'backup') {
    immediately(db, () => {
      dropActiveRuns(db)
      sql(db, 'DELETE FROM owner').run()
      setMeta(db, 'id', order.id)
      setMeta(db, 'copied_at', order.now)
      if (order.kind === 'share') dropPrivate(db)
    })
    // Deleted rows stay in free pages until then; a copy to share must not carry them.
    if (order.kind === 'share') db.exec('VACUUM')
  }
  db.pragma('journal_mode = WAL')
}

const STAGED_TABLES = ['terms', 'term_variants', 'definitions', 'problem_concepts', 'problems', 'refinements', 'proposals']

function dropActiveRuns(db: Db): void {
  const staged = sql<{ id: number }>(db, `SELECT id FROM revisions WHERE state IN('staging','discarded')`).all()
  for (const { id } of staged) {
    for (const table of STAGED_TABLES) sql(db, `DELETE FROM ${table} WHERE revision_id=?`).run(id)
    sql(db, 'DELETE FROM revisions WHERE id=?').run(id)
  }
  const active = ACTIVE_STATUSES.map((status) => `'${status}'`).join(',')
  sql(db, `DELETE FROM run_logs WHERE run_id IN (SELECT id FROM runs WHERE status IN(${active}))`).run()
  sql(db, `DELETE FROM runs WHERE status IN(${active})`).run()
}

function dropPrivate(db: Db): void {
  for (const table of ['run_logs', 'caches', 'analyses']) sql(db, `DELETE FROM ${table}`).run()
  sql(db, 'UPDATE roots SET path=NULL').run()
  sql(db, `UPDATE runs SET error=NULL, settings='{}', worker_pid=NULL, worker_start=NULL`).run()
}

function explained(error: unknown, target: string): unknown {
  const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : null)
  if (code === null) return error
  const params = { file: target }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('EXPORT_FAILED', 'The disk is full, so the copy was not made. Free some space and try again.', params, {
      cause: error,
    })
  }
  if (code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'ENOENT' || code === 'EROFS') {
    return new AppError('OUTPUT_NOT_WRITABLE', `The copy can not be written to ${target}. Choose a folder you may write to.`, params, {
      cause: error,
    })
  }
  return new AppError('EXPORT_FAILED', 'The copy could not be made. Try again, or choose another place for it.', params, { cause: error })
}

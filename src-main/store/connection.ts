import Database from 'better-sqlite3'
import { StorageError } from '../runs/ports.ts'

/** A connection of better-sqlite3. Lives and dies on the thread that opened it. */
export type Db = Database.Database

export const SYNCHRONOUS_FULL = 2
const SYNCHRONOUS_NORMAL = 1

function open(file: string, options: { readonly: boolean; mustExist: boolean; waitMs?: number }): Db {
  return new Database(file, { readonly: options.readonly, fileMustExist: options.mustExist, timeout: options.waitMs ?? 0 })
}

/**
 * The connection for what must survive a power cut: run rows, pointers, the human layer. Busy timeout 0: main never waits on a lock.
 * `synchronous` is set and read back, because SQLite's build default applies again whenever a WAL file is re-opened
 * (runs-and-security.md §0.1). Throws StorageError when the level can't be had.
 *
 * @param waitMs how long this thread may wait for a lock another process holds while it opens or closes the file; 0 on main's thread.
 */
export function openState(file: string, waitMs = 0): Db {
  const db = open(file, { readonly: false, mustExist: true, waitMs })
  return guarded(db, () => {
    applyCommon(db)
    db.pragma('synchronous = FULL')
    // Checkpoints run in the store thread; on this connection they would block main's event loop.
    db.pragma('wal_autocheckpoint = 0')
    if (db.pragma('synchronous', { simple: true }) !== SYNCHRONOUS_FULL) {
      throw new StorageError('other', 'The library could not be opened with full synchronisation.')
    }
    if (db.pragma('journal_mode', { simple: true }) !== 'wal') throw new StorageError('other', 'The library is not in write-ahead mode.')
  })
}

/**
 * The store thread's writing connection: everything a repeat of the work could bring back.
 *
 * @param waitMs how long opening may wait, as for openState: setting the level reads the file. Transactions wait for nothing afterwards; who
 * writes tries again.
 */
export function openBulk(file: string, waitMs = 0): Db {
  const db = open(file, { readonly: false, mustExist: true, waitMs })
  return guarded(db, () => {
    applyCommon(db)
    setSynchronous(db, 'NORMAL')
    db.pragma('cache_size = -32768')
    db.pragma('busy_timeout = 0')
  })
}

/** For reads only; `query_only` also where the file itself could be written. `waitMs` as for openState. */
export function openReader(file: string, waitMs = 0): Db {
  const db = open(file, { readonly: true, mustExist: true, waitMs })
  return guarded(db, () => {
    db.pragma('cache_size = -16384')
    // Its temporary tables hold what people read.
    db.pragma('temp_store = MEMORY')
    db.pragma('query_only = ON')
  })
}

function applyCommon(db: Db): void {
  db.pragma('foreign_keys = ON')
  db.pragma('cell_size_check = ON')
  db.pragma('trusted_schema = OFF')
}

export function setSynchronous(db: Db, level: 'FULL' | 'NORMAL'): void {
  db.pragma(`synchronous = ${level}`)
  const wanted = level === 'FULL' ? SYNCHRONOUS_FULL : SYNCHRONOUS_NORMAL
  if (db.pragma('synchronous', { simple: true }) !== wanted) throw new StorageError('other', `Synchronisation ${level} could not be set.`)
}

/** Runs `prepare` on a connection just opened; closes it when that throws. */
function guarded(db: Db, prepare: () => void): Db {
  try {
    prepare()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * One BEGIN IMMEDIATE transaction. An error inside may have rolled back by itself (SQLITE_FULL, SQLITE_IOERR), so `inTransaction` decides
 * whether there is still something to roll back.
 */
export function immediately<T>(db: Db, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

const statements = new WeakMap<Db, Map<string, Database.Statement>>()

/** The prepared statement for this text on this connection, prepared once. */
export function sql<Row = unknown>(db: Db, text: string): Database.Statement<unknown[], Row> {
  let cache = statements.get(db)
  if (!cache) {
    cache = new Map()
    statements.set(db, cache)
  }
  let statement = cache.get(text)
  if (!statement) {
    statement = db.prepare(text)
    cache.set(text, statement)
  }
  return statement as Database.Statement<unknown[], Row>
}

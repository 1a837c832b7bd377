import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type Db, immediately, sql } from './connection.ts'
import { setMeta } from './info.ts'
import { APPLICATION_ID, SCHEMA_V1, SCHEMA_VERSION } from './schema.ts'

export interface NewLibrary {
  readonly id: string
  /** ISO 8601 UTC. */
  readonly now: string
}

/** Makes an empty library. It appears under its name complete, or not at all. */
export function createLibrary(file: string, library: NewLibrary): void {
  const temporary = `${file}.${library.id.slice(0, 8)}.new`
  rmSync(temporary, { force: true })
  try {
    const db = new Database(temporary)
    try {
      fill(db, library)
    } finally {
      db.close()
    }
    settle(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function fill(db: Db, library: NewLibrary): void {
  // In rollback mode the whole library is one synchronised commit; the mode of its later life is set last.
  db.pragma('synchronous = FULL')
  immediately(db, () => {
    db.exec(SCHEMA_V1)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma(`user_version = ${SCHEMA_VERSION}`)
    setMeta(db, 'id', library.id)
    setMeta(db, 'created_at', library.now)
    startExtract(db, library.now)
  })
  db.pragma('journal_mode = WAL')
}

/** The live extract revision nobody ran: what people add before the first run has a revision to stand in. */
function startExtract(db: Db, now: string): void {
  const revision = sql(db, `INSERT INTO revisions(stage, state, created_at) VALUES('extract', 'live', ?)`).run(now)
  sql(db, `INSERT INTO live_revisions(stage, revision_id) VALUES('extract', ?)`).run(revision.lastInsertRowid)
}

/** Gives a complete, closed temporary file its name: written through first, then renamed, then the folder entry written through. */
export function settle(temporary: string, file: string): void {
  syncPath(temporary, 'r+')
  renameSync(temporary, file)
  // Windows has no folder descriptors; there the rename is journalled by the file system.
  if (process.platform !== 'win32') syncPath(dirname(file), 'r')
}

function syncPath(path: string, flags: string): void {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

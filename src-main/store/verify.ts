import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../contract/errors.ts'
import { type Db, sql } from './connection.ts'
import { sqliteCode } from './errors.ts'
import { APPLICATION_ID, CHECKED_AT_OPENING, LEGAL_TRANSITIONS, SCHEMA_V1 } from './schema.ts'

/**
 * Is this file a library, whole, and ours to open? `quick_check` alone answers `ok` for a 0-byte file and for a database that vanished
 * beside its -wal (runs-and-security.md §2), so the marks and the list of tables are looked at first. Nothing here writes.
 */

/** Where the last good copy of a library lies, if there is one: part of every sentence about damage. */
export interface DamageContext {
  readonly file: string
  readonly backup: string
}

export function damaged(context: DamageContext, what: string, cause?: unknown): AppError {
  const way = existsSync(context.backup)
    ? `The last good copy is ${context.backup}: open that one.`
    : 'Open a copy of it from your backups, or start a new library from the same folder of documents.'
  return new AppError(
    'LIBRARY_DAMAGED',
    `This library is damaged: ${what} The file was left as it is. ${way}`,
    { file: context.file },
    { cause },
  )
}

/** Looks at the file's presence and size, without opening it. @returns false when there is no library to open. */
export function libraryExists(context: DamageContext): boolean {
  if (!existsSync(context.file)) {
    // A log of 0 bytes is what a reader leaves behind; it says nothing about a library that was there.
    const log = `${context.file}-wal`
    if (existsSync(log) && statSync(log).size > 0) throw damaged(context, 'the file itself is missing, only its write-ahead log is left.')
    return false
  }
  const stat = statSync(context.file)
  if (!stat.isFile()) throw notALibrary(context, 'it is not a file')
  if (stat.size === 0) throw damaged(context, 'the file is empty.')
  return true
}

function notALibrary(context: DamageContext, why: string, cause?: unknown): AppError {
  return new AppError(
    'LIBRARY_NOT_A_LIBRARY',
    `This is not a GenGlossary library: ${why}. Choose a .glossary file, or another name for a new library.`,
    { file: context.file },
    { cause },
  )
}

/** Throws AppError LIBRARY_NOT_A_LIBRARY unless the marks say this is a library; gives its format version. */
export function readMarks(db: Db, context: DamageContext): number {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notALibrary(context, 'it is a database of another program')
  return db.pragma('user_version', { simple: true }) as number
}

/** What an error at the first look means: a beginning that is no database's was a library only if we have a copy of it. */
export function unreadable(error: unknown, context: DamageContext): unknown {
  if (sqliteCode(error) === 'SQLITE_CANTOPEN') return unopenable(context, error)
  if (sqliteCode(error) !== 'SQLITE_NOTADB') return toDamage(error, context)
  if (existsSync(context.backup)) return damaged(context, 'its beginning can not be read.', error)
  return notALibrary(context, 'its beginning is not that of a library', error)
}

/** A library needs its write-ahead files beside it even for reading, so a folder nobody may write to is not enough. */
const unopenable = (context: DamageContext, cause: unknown): AppError =>
  new AppError(
    'READ_ONLY',
    `This library can not be opened where it is: you may not read it, or not write to its folder. Copy it to a folder of your own and open it there.`,
    { file: context.file },
    { cause },
  )

/** Corruption as LIBRARY_DAMAGED; every other error as it is. */
export function toDamage(error: unknown, context: DamageContext): unknown {
  const code = sqliteCode(error)
  const corrupt = code !== null && (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
  return corrupt ? damaged(context, 'parts of it can not be read.', error) : error
}

/** Tables, the index that allows one active run, the trigger and its ten rows, and the pages of the state and human tables. */
export function verifyState(db: Db, context: DamageContext): void {
  try {
    verifySchema(db, context)
    for (const table of CHECKED_AT_OPENING) {
      const finding = db.pragma(`quick_check(${table})`, { simple: true })
      if (finding !== 'ok') throw damaged(context, 'the tables of your decisions and runs are not sound.', new Error(String(finding)))
    }
  } catch (error) {
    throw toDamage(error, context)
  }
}

type SchemaEntry = { readonly type: string; readonly name: string; readonly sql: string | null }

const SCHEMA_LIST = `SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name`

function expectedSchema(): SchemaEntry[] {
  const db = new Database(':memory:')
  try {
    db.exec(SCHEMA_V1)
    return db.prepare<[], SchemaEntry>(SCHEMA_LIST).all()
  } finally {
    db.close()
  }
}

function verifySchema(db: Db, context: DamageContext): void {
  const found = new Map(
    sql<SchemaEntry>(db, SCHEMA_LIST)
      .all()
      .map((entry) => [entry.name, entry]),
  )
  for (const entry of expectedSchema()) {
    const there = found.get(entry.name)
    if (!there || there.type !== entry.type) throw damaged(context, `its ${entry.type} ${entry.name} is missing.`)
    if (entry.type !== 'table' && there.sql !== entry.sql) throw damaged(context, `its ${entry.type} ${entry.name} was changed.`)
  }
  const legal = sql<{ f: string; t: string }>(db, 'SELECT f, t FROM legal').all()
  const known = new Set(LEGAL_TRANSITIONS.map(([from, to]) => `${from} ${to}`))
  if (legal.length !== known.size || legal.some(({ f, t }) => !known.has(`${f} ${t}`))) {
    throw damaged(context, 'its list of run states was changed.')
  }
}

/** What is wrong with the tables opening does not check; one table a call, so that reads come in between. Empty = sound. */
export function verifyTable(db: Db, table: string): string[] {
  return (db.pragma(`quick_check(${table})`) as { quick_check: string }[])
    .map((row) => row.quick_check)
    .filter((finding) => finding !== 'ok')
    .map((finding) => `${table}: ${finding}`)
}

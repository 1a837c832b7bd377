import { existsSync } from 'node:fs'
import { AppError } from '../contract/errors.ts'
import { type Db, immediately } from './connection.ts'
import { SCHEMA_VERSION } from './schema.ts'

/** One step to a schema version. Never edited once released; a later change is a later step. */
export interface Migration {
  readonly version: number
  readonly update: (db: Db) => void
}

/** Steps after version 1, ascending. Version 1 is made whole by create.ts. */
export const MIGRATIONS: readonly Migration[] = []

export const userVersion = (db: Db): number => db.pragma('user_version', { simple: true }) as number

/** Throws AppError LIBRARY_NEWER; the file was only read so far. */
export function refuseNewer(version: number, newest: number = SCHEMA_VERSION): void {
  if (version <= newest) return
  throw new AppError(
    'LIBRARY_NEWER',
    `This library was written by a newer GenGlossary (format ${version}; this one knows up to ${newest}). Update GenGlossary to open it; the file was not changed.`,
    { version, newest },
  )
}

/**
 * Brings an older library up to date: a copy first (`<file>.v<old>.backup`, kept), then every step and the version mark in ONE
 * transaction, so the file is of the old version or of the new one and never in between.
 * @returns path of the copy, null when nothing had to be done.
 */
export function migrate(
  db: Db,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
  newest: number = SCHEMA_VERSION,
): string | null {
  const from = userVersion(db)
  if (from >= newest) return null
  const copy = freeName(`${file}.v${from}.backup`)
  db.prepare('VACUUM INTO ?').run(copy)
  immediately(db, () => {
    let version = userVersion(db)
    for (const step of migrations.filter((migration) => migration.version > version)) {
      if (step.version !== version + 1) throw new AppError('INTERNAL', `The steps to library format ${newest} are incomplete.`)
      step.update(db)
      version = step.version
    }
    if (version !== newest) throw new AppError('INTERNAL', `There is no way from library format ${from} to ${newest}.`)
    db.pragma(`user_version = ${version}`)
  })
  return copy
}

/** A copy of an earlier, interrupted migration is kept as well. */
function freeName(wanted: string): string {
  let name = wanted
  for (let n = 2; existsSync(name); n++) name = `${wanted}-${n}`
  return name
}

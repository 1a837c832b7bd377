import { AppError } from '../contract/errors.ts'
import type { RecoveryReport } from './api.ts'
import { type Db, openReader, openState } from './connection.ts'
import { createLibrary } from './create.ts'
import { metaValue } from './info.ts'
import { migrate, refuseNewer } from './migrations.ts'
import { recover } from './recovery.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { type DamageContext, damaged, libraryExists, readMarks, toDamage, unreadable, verifyState } from './verify.ts'

/** Everything between taking (or not getting) ownership and the first use, done on the store thread: it may take a while. */

export interface Preparation {
  readonly file: string
  readonly create: boolean
  readonly readOnly: boolean
  readonly appDataDir: string
  /** Where the last good copy would be. */
  readonly backup: string
  readonly epoch: string
  /** Id for a library made now. */
  readonly newId: string
  readonly pid: number
  readonly now: string
}

export interface Prepared {
  readonly id: string
  readonly schemaVersion: number
  readonly recovery: RecoveryReport
}

/** Another process that opens or closes the file holds its locks for moments. */
const OPEN_WAIT_MS = 5_000

const NOTHING_RECOVERED: RecoveryReport = { orphans: [], sidecars: [], migrationCopy: null }

/** Throws AppError LIBRARY_MISSING, LIBRARY_DAMAGED, LIBRARY_NEWER or LIBRARY_NOT_A_LIBRARY; the file is then as it was. */
export function prepare(order: Preparation): Prepared {
  const context: DamageContext = { file: order.file, backup: order.backup }
  if (!libraryExists(context)) {
    if (!order.create || order.readOnly) throw missing(order.file)
    createLibrary(order.file, { id: order.newId, now: order.now })
  }
  const version = inspect(context)
  if (order.readOnly) return openForReading(order, context, version)
  const db = openState(order.file, OPEN_WAIT_MS)
  try {
    const migrationCopy = version < SCHEMA_VERSION ? migrate(db, order.file) : null
    verifyState(db, context)
    const id = libraryId(db, context)
    const report = recover(db, order.appDataDir, id, { epoch: order.epoch, pid: order.pid, now: order.now })
    return { id, schemaVersion: SCHEMA_VERSION, recovery: { ...report, migrationCopy } }
  } catch (error) {
    throw toDamage(error, context)
  } finally {
    db.close()
  }
}

const missing = (file: string): AppError =>
  new AppError('LIBRARY_MISSING', `There is no library at ${file}. Check the name, or generate a glossary into it to make one.`, { file })

/** Reads the marks over a reading connection, so that a file which is not ours, or is too new, is not touched. */
function inspect(context: DamageContext): number {
  let db: Db | null = null
  try {
    db = openReader(context.file, OPEN_WAIT_MS)
    const version = readMarks(db, context)
    refuseNewer(version)
    return version
  } catch (error) {
    throw unreadable(error, context)
  } finally {
    db?.close()
  }
}

function openForReading(order: Preparation, context: DamageContext, version: number): Prepared {
  if (version < SCHEMA_VERSION) {
    throw new AppError(
      'READ_ONLY',
      'This library is of an older format and must be brought up to date before it can be read. Open it for writing once.',
      {
        file: order.file,
      },
    )
  }
  const db = openReader(order.file, OPEN_WAIT_MS)
  try {
    verifyState(db, context)
    return { id: libraryId(db, context), schemaVersion: version, recovery: NOTHING_RECOVERED }
  } catch (error) {
    throw toDamage(error, context)
  } finally {
    db.close()
  }
}

function libraryId(db: Db, context: DamageContext): string {
  const id = metaValue(db, 'id')
  if (id === null || !/^[0-9a-f]{16,}$/u.test(id)) throw damaged(context, 'it has no number of its own.')
  return id
}

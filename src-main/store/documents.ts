import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { DocumentRow, ScanSummary } from '../contract/library-api.ts'
import { bytesHash, chosenEncoding, hasContent } from '../contract/text/content-key.ts'
import { PARSER_VERSION } from '../contract/version.ts'
import type { KnownFile, RootRow, ScannedFile } from './api.ts'
import { forgetNote, noteDocument } from './changes-since.ts'
import { type Db, sql } from './connection.ts'
import { rememberContent } from './former-contents.ts'
import { chosenFiles } from './left-out.ts'
import { activeRun } from './runs.ts'
import type { KnownDocument, ScanChange, ScanPlan } from './scan-plan.ts'
import { raiseStamp } from './stamps.ts'

/** Tables `roots` and `documents`. Absolute paths stand in `roots` and nowhere else. */

export function listRoots(db: Db): RootRow[] {
  const chosen = chosenFiles(db)
  const rows = sql<RootRow>(db, 'SELECT id, path FROM roots ORDER BY id').all()
  return rows.map((row) => (chosen[row.id] === undefined ? row : { ...row, files: chosen[row.id]! }))
}

export function addRoot(db: Db, absolutePath: string): RootRow {
  sql(db, 'INSERT OR IGNORE INTO roots(path) VALUES(?)').run(absolutePath)
  return sql<RootRow>(db, 'SELECT id, path FROM roots WHERE path=?').get(absolutePath) as RootRow
}

/** Throws AppError INVALID_INPUT for an unknown root or a folder that is a root already. */
export function relocateRoot(db: Db, rootId: number, absolutePath: string): void {
  const other = sql<{ id: number }>(db, 'SELECT id FROM roots WHERE path=?').get(absolutePath)
  if (other && other.id !== rootId) {
    throw new AppError('INVALID_INPUT', 'That folder belongs to this library already. Choose the folder the documents were moved to.')
  }
  if (sql(db, 'UPDATE roots SET path=? WHERE id=?').run(absolutePath, rootId).changes === 0) {
    throw new AppError('INVALID_INPUT', 'This library has no such folder. Open the list of folders again.')
  }
}

export const knownDocuments = (db: Db, rootId: number): KnownDocument[] =>
  sql<Omit<KnownDocument, 'scanSkipped'> & { scanSkipped: number }>(
    db,
    'SELECT id, path, size, mtime, content_hash AS hash, status, reason, scan_skipped AS scanSkipped FROM documents WHERE root_id=? ORDER BY path',
  )
    .all(rootId)
    .map((row) => ({ ...row, hash: hasContent(row.hash) ? bytesHash(row.hash) : null, scanSkipped: row.scanSkipped === 1 }))

/** Files whose hash need not be read again while path, size and time stay as they are. */
export const knownFiles = (db: Db, rootId: number): KnownFile[] =>
  sql<KnownFile>(
    db,
    `SELECT id AS documentId, path, size, mtime AS mtimeMs, content_hash AS hash FROM documents
     WHERE root_id=? AND mtime IS NOT NULL AND content_hash IS NOT NULL AND scan_skipped=0 ORDER BY path`,
  )
    .all(rootId)
    .map((row) => ({ ...row, hash: bytesHash(row.hash) }))

/** A choice of encoding outlives a change of the file, and a time in which it can't be read: then it is all that stays. */
const CHOSEN = `CASE WHEN instr(content_hash, '~')>0 THEN substr(content_hash, instr(content_hash, '~')) ELSE '' END`

/** One change of a scan; a new document may be `hidden` until a command shows it. A moved document's new path is free: a path that is known never counts as new. */
export function applyChange(db: Db, rootId: number, change: ScanChange, hidden = false): void {
  switch (change.type) {
    case 'add':
      putFile(db, rootId, change.file, hidden)
      break
    case 'move':
      noteDocument(db, change.id, 'moved')
      sql(db, `UPDATE documents SET path=?, size=?, mtime=?, status=CASE status WHEN 'missing' THEN 'new' ELSE status END WHERE id=?`).run(
        change.file.path,
        change.file.size,
        change.file.mtimeMs,
        change.id,
      )
      break
    case 'change':
      noteDocument(db, change.id, 'changed')
      rememberContent(db, change.id)
      sql(
        db,
        `UPDATE documents SET size=?, mtime=?, content_hash=? || ${CHOSEN}, status='new', scan_skipped=0, reason=NULL,
           language=CASE WHEN ? THEN language END WHERE id=?`,
      ).run(change.file.size, change.file.mtimeMs, change.file.hash, change.sameContent ? 1 : 0, change.id)
      break
    case 'touch':
      sql(db, 'UPDATE documents SET size=?, mtime=? WHERE id=?').run(change.file.size, change.file.mtimeMs, change.id)
      break
    case 'missing':
      noteDocument(db, change.id, 'missing')
      sql(db, `UPDATE documents SET status='missing', reason='The file is no longer in its folder.' WHERE id=?`).run(change.id)
      break
    case 'skip':
      if (change.id !== null) {
        rememberContent(db, change.id)
        forgetNote(db, change.id)
      }
      putSkipped(db, rootId, change.path, change.reason)
      break
  }
}

function putFile(db: Db, rootId: number, file: ScannedFile, hidden: boolean): void {
  sql(db, `INSERT INTO documents(root_id, path, size, mtime, content_hash, status, hidden) VALUES(?, ?, ?, ?, ?, 'new', ?)`).run(
    rootId,
    file.path,
    file.size,
    file.mtimeMs,
    file.hash,
    hidden ? 1 : 0,
  )
  const row = sql<{ id: number }>(db, 'SELECT id FROM documents WHERE root_id=? AND path=?').get(rootId, file.path)
  if (row) noteDocument(db, row.id, 'added')
}

function putSkipped(db: Db, rootId: number, path: string, reason: string): void {
  sql(
    db,
    `INSERT INTO documents(root_id, path, size, status, scan_skipped, reason) VALUES(?, ?, 0, 'skipped', 1, ?)
     ON CONFLICT(root_id, path) DO UPDATE SET status='skipped', scan_skipped=1, reason=excluded.reason, content_hash=NULLIF(${CHOSEN}, ''),
       mtime=NULL`,
  ).run(rootId, path, reason)
}

/** True when the inputs of a run are other ones after these changes. */
export const changesInputs = (plan: ScanPlan): boolean =>
  plan.changes.some((change) => change.type !== 'touch' && (change.type !== 'skip' || change.id !== null))

/** A folder has documents no run has read, and none is at it: the last one went without them, as their folder was away. */
export const waitsForRun = (db: Db, rootId: number): boolean =>
  activeRun(db) === null &&
  sql(db, `SELECT 1 FROM documents WHERE root_id=? AND hidden=0 AND status='new' AND scan_skipped=0 LIMIT 1`).get(rootId) !== undefined

export const noteChangedInputs = (db: Db): void => raiseStamp(db, 'documents')

export function summarise(plan: ScanPlan, skipped: ScanSummary['skipped']): ScanSummary {
  const count = (type: ScanChange['type']): number => plan.changes.filter((change) => change.type === type).length
  return {
    added: count('add'),
    changed: count('change'),
    missing: count('missing'),
    moved: count('move'),
    unchanged: plan.unchanged,
    skipped,
  }
}

export const listDocuments = (db: Db, includeRemoved: boolean): DocumentRow[] =>
  sql<DocumentRow>(
    db,
    `SELECT id, root_id AS root, path, size, CASE hidden WHEN 1 THEN 'removed' ELSE status END AS status, reason, content_hash AS contentHash,
       language FROM documents WHERE hidden=0 OR ? ORDER BY path, root_id`,
  )
    .all(includeRemoved ? 1 : 0)
    .map((row) => {
      const encoding = chosenEncoding(row.contentHash)
      const contentHash = hasContent(row.contentHash) ? row.contentHash : null
      return encoding === null ? row : { ...row, contentHash, encoding }
    })

export interface RunnableDocument {
  readonly id: number
  readonly file: string
  readonly path: string
  readonly hash: string
  readonly size: number
}

const RUNNABLE = `FROM documents d JOIN roots r ON r.id=d.root_id
  WHERE d.hidden=0 AND d.status<>'missing' AND d.scan_skipped=0 AND d.content_hash IS NOT NULL AND r.path IS NOT NULL`

/** Runnable documents whose text, as this version parses it, is not kept; `read`: a run has read them all the same, with another version. */
export const unkeptDocuments = (db: Db): { readonly id: number; readonly root: string; readonly read: boolean }[] =>
  sql<{ id: number; root: string; status: string }>(
    db,
    `SELECT d.id, r.path AS root, d.status ${RUNNABLE}
     AND NOT EXISTS(SELECT 1 FROM contents c WHERE c.hash=d.content_hash AND c.parser_version=?) ORDER BY d.root_id, d.path`,
  )
    .all(PARSER_VERSION)
    .map(({ status, ...row }) => ({ ...row, read: status === 'ok' }))

/** Documents a run reads, in order of root and path; those of a root whose folder is unknown (a shared copy) are left out. */
export const runnableDocuments = (db: Db): RunnableDocument[] =>
  sql<{ id: number; root: string; path: string; hash: string; size: number }>(
    db,
    `SELECT d.id, r.path AS root, d.path, d.content_hash AS hash, d.size ${RUNNABLE} ORDER BY d.root_id, d.path`,
  )
    .all()
    .map(({ root, ...row }) => ({ ...row, file: join(root, ...row.path.split('/')) }))

import type { DocumentChanges } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'
import { documentsReadAt } from './revisions.ts'
import { readStamps } from './stamps.ts'

/**
 * How the documents differ from those the terms were made from, however many looks at the folders found it: a window that comes to the front looks
 * again, and would else find nothing new. One note a document, in `meta`, with the stamp of the documents it was made under; a note no newer
 * than the stamp the live terms were made from is settled, whether or not a run that was given up has read the file meanwhile.
 */
type Kind = keyof DocumentChanges

const PREFIX = 'news:'

/** The note of a document that still counts; null where there is none. */
function noteOf(db: Db, id: number): Kind | null {
  const value = sql<{ value: string }>(db, 'SELECT value FROM meta WHERE key=?').get(PREFIX + id)?.value
  const [kind, stamp] = value?.split(':') ?? []
  return kind !== undefined && Number(stamp) > (documentsReadAt(db) ?? -1) ? (kind as Kind) : null
}

/** What a document is to the terms after one more change of its file. @param without the terms are without it: it was missing, or left out */
function joined(before: Kind | null, kind: Kind, without: boolean): Kind | null {
  const isNew = before === 'added' || (before === null && without)
  if (isNew) return kind === 'missing' ? null : 'added'
  return kind === 'moved' && before === 'changed' ? 'changed' : kind
}

/** Notes what a look at the folders made of a document; called before its row is changed, of a new one after it was made. */
export function noteDocument(db: Db, id: number, kind: Kind): void {
  // Before the first run everything is new, and a library of fifty thousand files needs no note of each.
  if (sql(db, 'SELECT 1 FROM runs LIMIT 1').get() === undefined) return
  const status = sql<{ status: string }>(db, 'SELECT status FROM documents WHERE id=?').get(id)?.status
  const noted = joined(noteOf(db, id), kind, status === 'missing' || status === 'skipped')
  if (noted === null) forgetNote(db, id)
  else sql(db, 'INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)').run(PREFIX + id, `${noted}:${readStamps(db).documents}`)
}

/** A file that is left out now is none of the changes. */
export function forgetNote(db: Db, id: number): void {
  sql(db, 'DELETE FROM meta WHERE key=?').run(PREFIX + id)
}

/** Of documents that were not removed. Nothing before the first terms: then all are new, and a run is on its way. */
export function changesSince(db: Db): DocumentChanges {
  const changes = { added: 0, changed: 0, missing: 0, moved: 0 }
  const since = documentsReadAt(db)
  if (since === null || since === readStamps(db).documents) return changes
  const rows = sql<{ value: string }>(
    db,
    `SELECT m.value FROM meta m JOIN documents d ON d.id=CAST(substr(m.key, ${PREFIX.length + 1}) AS INTEGER)
     WHERE m.key>='news:' AND m.key<'news;' AND d.hidden=0`,
  ).all()
  for (const { value } of rows) {
    const [kind, stamp] = value.split(':') as [Kind, string]
    if (Number(stamp) > since) changes[kind] += 1
  }
  return changes
}

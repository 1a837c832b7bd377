import type { DocumentRow } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'

/** Of more documents than this nobody is told how they were decoded: each is a page of the file that nothing else needs. */
export const MOST_LOOKED_UP = 5000

/** The rows with the encoding their text was decoded from, where a run has read them; as they are where there are very many. */
export function withEncodings(db: Db, rows: DocumentRow[]): DocumentRow[] {
  if (rows.length > MOST_LOOKED_UP) return rows
  const newest = sql<{ encoding: string }>(db, 'SELECT encoding FROM contents WHERE hash=? ORDER BY id DESC LIMIT 1')
  return rows.map((row) => {
    const encoding = row.contentHash === null ? undefined : newest.get(row.contentHash)?.encoding
    return encoding === undefined ? row : { ...row, decoded: encoding }
  })
}

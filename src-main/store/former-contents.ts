import { type Db, sql } from './connection.ts'

/** Which document had a content before it got another one: passages of that content are still its passages. Rows of `meta`. */

const FORMER = 'content-of:'
const formerKey = (contentHash: string): string => `${FORMER}${contentHash}`

/** Called before a document gets another content, or none. Only a text the library has can have been cited: the others leave no row behind. */
export function rememberContent(db: Db, document: number): void {
  sql(
    db,
    `INSERT OR REPLACE INTO meta(key, value) SELECT ? || d.content_hash, CAST(d.id AS TEXT) FROM documents d
     WHERE d.id=? AND EXISTS(SELECT 1 FROM contents c WHERE c.hash=d.content_hash)`,
  ).run(FORMER, document)
}

/** The document whose content this was before; null when there is none, or it was removed. */
export const formerDocument = (db: Db, contentHash: string): { readonly id: number; readonly path: string } | null =>
  sql<{ id: number; path: string }>(
    db,
    'SELECT d.id, d.path FROM documents d JOIN meta m ON m.key=? AND d.id=CAST(m.value AS INTEGER) WHERE d.hidden=0',
  ).get(formerKey(contentHash)) ?? null

/** Where passages stand, also those an undo may bring back. */
const CITING = [
  'SELECT sources AS text FROM definitions',
  'SELECT sources AS text FROM refinements',
  'SELECT evidence AS text FROM problems',
  `SELECT value AS text FROM decisions WHERE field IN('cited', 'imported')`,
  `SELECT changes AS text FROM commands WHERE typeof(changes)='text'`,
]

/** Contents remembered here that no passage is of, or whose document is gone for good. */
export function unusedFormer(db: Db): string[] {
  const remembered = sql<{ hash: string; there: number }>(
    db,
    `SELECT substr(key, ${FORMER.length + 1}) AS hash, EXISTS(SELECT 1 FROM documents WHERE id=CAST(value AS INTEGER)) AS there
     FROM meta WHERE key>=? AND key<?`,
  ).all(FORMER, `${FORMER.slice(0, -1)};`)
  const unused = new Set(remembered.map(({ hash }) => hash))
  const there = new Set(remembered.flatMap((one) => (one.there === 1 ? [one.hash] : [])))
  if (there.size > 0) {
    for (const query of CITING) {
      for (const { text } of sql<{ text: string }>(db, query).iterate())
        for (const hash of hashesIn(text)) if (there.has(hash)) unused.delete(hash)
    }
  }
  return [...unused]
}

/** Content hashes of the passages in a JSON text; inside the log they stand in a string of their own, quotes escaped. */
const hashesIn = (json: string): string[] => [...json.matchAll(/"(?:contentHash|sha256)\\?":\\?"([^"\\]+)/gu)].map(([, hash]) => hash!)

export function forgetFormer(db: Db, contentHash: string): void {
  sql(db, 'DELETE FROM meta WHERE key=?').run(formerKey(contentHash))
}

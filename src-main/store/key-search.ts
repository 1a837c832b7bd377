import type { ConceptId } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'

/**
 * "Contains" search over the surfaces of a revision. SQLite takes 75 ms to look through the 150 000 keys of 50 000 terms; one long
 * string of them is searched in 1–2 ms. The string is made once per revision, from rows that no longer change.
 */

interface KeyText {
  readonly revisionId: number
  /** The keys, each ended by a line feed, which no key holds. */
  readonly text: string
  /** Where each key begins, ascending, and whose it is. */
  readonly starts: Int32Array
  readonly concepts: Int32Array
}

const made = new WeakMap<Db, KeyText>()

/**
 * Concepts of a revision with a surface whose key contains `search` (folded, not empty), each once; those of surfaces people gave them too.
 * @param settled false while the revision is still being staged.
 */
export function conceptsWith(db: Db, revisionId: number, settled: boolean, search: string): ConceptId[] {
  const given = sql<{ id: number }>(
    db,
    `SELECT concept_id AS id FROM surfaces INDEXED BY surfaces_given WHERE origin='human' AND instr(key, ?)`,
  ).all(search)
  const found = settled ? inText(keyText(db, revisionId), search) : inRows(db, revisionId, search)
  for (const { id } of given) found.add(id)
  return [...found]
}

const inRows = (db: Db, revisionId: number, search: string): Set<ConceptId> =>
  new Set(
    sql<{ id: number }>(db, 'SELECT DISTINCT concept_id AS id FROM term_variants WHERE revision_id=? AND instr(key, ?)')
      .all(revisionId, search)
      .map(({ id }) => id),
  )

function inText({ text, starts, concepts }: KeyText, search: string): Set<ConceptId> {
  const found = new Set<ConceptId>()
  let row = 0
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at)) {
    while (row + 1 < starts.length && (starts[row + 1] as number) <= at) row++
    found.add(concepts[row] as number)
    // On to the next key: one hit a key is enough.
    at = text.indexOf('\n', at) + 1
  }
  return found
}

function keyText(db: Db, revisionId: number): KeyText {
  const known = made.get(db)
  if (known?.revisionId === revisionId) return known
  const rows = sql<{ concept: number; key: string }>(db, 'SELECT concept_id AS concept, key FROM term_variants WHERE revision_id=?').all(
    revisionId,
  )
  const starts = new Int32Array(rows.length)
  const concepts = new Int32Array(rows.length)
  const parts: string[] = []
  let length = 0
  rows.forEach(({ concept, key }, index) => {
    starts[index] = length
    concepts[index] = concept
    parts.push(key, '\n')
    length += key.length + 1
  })
  const fresh = { revisionId, text: parts.join(''), starts, concepts }
  made.set(db, fresh)
  return fresh
}

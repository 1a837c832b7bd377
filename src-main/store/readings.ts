import type { ReadingsPage } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'
import { type StoredTerm, sightOf, toTermRow } from './term-rows.ts'

/** A reading is sure when a person gave it or when the machine says so. */
const UNSURE = `(t.reading_sure=0 AND NOT EXISTS(SELECT 1 FROM decisions d WHERE d.concept_id=t.concept_id AND d.field='reading'))`
const JAPANESE = `revision_id=? AND hidden=0 AND in_glossary=1 AND language='ja'`

/** Japanese terms of the glossary: those whose reading is to be checked first, then the others, each in the order of the glossary. */
export function readingsPage(db: Db, from: number, limit: number): ReadingsPage {
  const sight = sightOf(db, false)
  const count = (where: string): number =>
    sql<{ n: number }>(db, `SELECT count(*) AS n FROM terms t WHERE ${where}`).get(sight.extract)?.n ?? 0
  const rows = sql<StoredTerm>(
    db,
    `SELECT t.* FROM terms t WHERE ${JAPANESE} ORDER BY ${UNSURE} DESC, glossary_rank, concept_id LIMIT ? OFFSET ?`,
  ).all(sight.extract, limit, from)
  return { total: count(JAPANESE), unsure: count(`${JAPANESE} AND ${UNSURE}`), rows: rows.map((row) => toTermRow(db, sight, row)) }
}

import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import { type Db, sql } from './connection.ts'

/**
 * Tables `concepts`, `surfaces`, `merges`, `links`. Concept ids belong to the library and are never given twice. `surfaces` only grows by
 * the machine's hand: a surface keeps the concept it got first, whatever later runs group it with, so nothing people decided can move.
 */

/** The first of `count` fresh ids without rows; the sequence counts on even when a row goes again. */
export function allocateConceptIds(db: Db, count: number): ConceptId {
  const row = sql<{ seq: number }>(db, `UPDATE sqlite_sequence SET seq=seq+? WHERE name='concepts' RETURNING seq`).get(count)
  if (row) return row.seq - count + 1
  sql(db, `INSERT INTO sqlite_sequence(name, seq) VALUES('concepts', ?)`).run(count)
  return 1
}

/** A fresh id without a row. */
export const allocateConceptId = (db: Db): ConceptId => allocateConceptIds(db, 1)

export function insertConcept(
  db: Db,
  origin: 'machine' | 'human',
  concept: { readonly language: string; readonly headword: string; readonly key: string },
  id: ConceptId | null = null,
): ConceptId {
  const result = sql(db, 'INSERT INTO concepts(id, origin, language, headword, key) VALUES(?, ?, ?, ?, ?)').run(
    id,
    origin,
    concept.language,
    concept.headword,
    concept.key,
  )
  return Number(result.lastInsertRowid)
}

export const conceptExists = (db: Db, concept: ConceptId): boolean =>
  sql(db, 'SELECT 1 FROM concepts WHERE id=?').get(concept) !== undefined

/** The concept, the one it was merged into, and so on to the one it lives on as. */
export function mergeChain(db: Db, concept: ConceptId): ConceptId[] {
  const into = sql<{ into: number }>(db, 'SELECT into_id AS "into" FROM merges WHERE concept_id=?')
  const chain = [concept]
  for (let next = into.get(concept); next && !chain.includes(next.into); next = into.get(next.into)) chain.push(next.into)
  return chain
}

/** The concept a merged one lives on as; itself when it was not merged. */
export const rootOf = (db: Db, concept: ConceptId): ConceptId => mergeChain(db, concept).at(-1) as ConceptId

/** The concept and every one merged into it, directly or over others. */
export function members(db: Db, concept: ConceptId): ConceptId[] {
  const merged = sql<{ id: number }>(db, 'SELECT concept_id AS id FROM merges WHERE into_id=? ORDER BY concept_id')
  const all = [concept]
  for (let i = 0; i < all.length; i++) {
    for (const row of merged.all(all[i])) if (!all.includes(row.id)) all.push(row.id)
  }
  return all
}

/** The concept of a surface, merges not followed; null when the library has never seen it. */
export const conceptOfSurface = (db: Db, ref: ConceptRef): ConceptId | null =>
  sql<{ id: number }>(db, 'SELECT concept_id AS id FROM surfaces WHERE language=? AND key=? AND sense=?').get(
    ref.language,
    ref.key,
    ref.sense,
  )?.id ?? null

/** False in a library that knows no spelling at all. */
export const hasSurfaces = (db: Db): boolean => sql(db, 'SELECT 1 FROM surfaces LIMIT 1').get() !== undefined

/** Gives a surface to a concept unless it has one already. */
export function claimSurface(db: Db, ref: ConceptRef, concept: ConceptId, surface: string): void {
  sql(db, `INSERT OR IGNORE INTO surfaces(language, key, sense, concept_id, surface, origin) VALUES(?, ?, ?, ?, ?, 'machine')`).run(
    ref.language,
    ref.key,
    ref.sense,
    concept,
    surface,
  )
}

const compareRefs = (a: ConceptRef, b: ConceptRef): number =>
  a.language < b.language ? -1 : a.language > b.language ? 1 : a.key < b.key ? -1 : a.key > b.key ? 1 : a.sense - b.sense

/** The pair in the order it is stored in. */
export const orderedPair = (a: ConceptRef, b: ConceptRef): readonly [ConceptRef, ConceptRef] => (compareRefs(a, b) <= 0 ? [a, b] : [b, a])

/** Surfaces a surface is linked to by people. */
export function linkedTo(db: Db, ref: ConceptRef, kind: 'must' | 'cannot'): ConceptRef[] {
  return sql<ConceptRef>(
    db,
    `SELECT b_language AS language, b_key AS key, b_sense AS sense FROM links WHERE a_language=@language AND a_key=@key AND a_sense=@sense AND kind=@kind
     UNION SELECT a_language, a_key, a_sense FROM links WHERE b_language=@language AND b_key=@key AND b_sense=@sense AND kind=@kind
     ORDER BY 1, 2, 3`,
  ).all({ language: ref.language, key: ref.key, sense: ref.sense, kind })
}

/** True when people said something about a concept: such a concept is never merged away by a run. */
export function isTouched(db: Db, concept: ConceptId): boolean {
  return (
    sql(
      db,
      `SELECT 1 FROM concepts WHERE id=@id AND origin='human' UNION ALL SELECT 1 FROM decisions WHERE concept_id=@id
       UNION ALL SELECT 1 FROM usage WHERE concept_id=@id UNION ALL SELECT 1 FROM merges WHERE into_id=@id OR concept_id=@id LIMIT 1`,
    ).get({ id: concept }) !== undefined
  )
}

/** Every touched concept that was not merged into another. */
export const touchedConcepts = (db: Db): ConceptId[] =>
  sql<{ id: number }>(
    db,
    `SELECT id FROM (SELECT id FROM concepts WHERE origin='human' UNION SELECT concept_id FROM decisions UNION SELECT concept_id FROM usage
     UNION SELECT into_id FROM merges) WHERE id NOT IN (SELECT concept_id FROM merges) ORDER BY id`,
  )
    .all()
    .map((row) => row.id)

import type { ConceptId } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'
import { fieldsOf, machineDefinitions, type Sight, type StoredTerm } from './term-rows.ts'

/** Rows of terms as the map needs them. */

export interface MapTerm extends StoredTerm {
  readonly concept: ConceptId
}

/** A neighbour by one kind of link. `out`: the link leads from the middle to it. */
export interface Neighbour {
  readonly id: ConceptId
  readonly weight: number
  readonly out: boolean
}

/** The term whatever people decided about it; null when the revision has none. */
export function mapTerm(db: Db, revisionId: number, concept: ConceptId): MapTerm | null {
  const row = sql<StoredTerm>(db, 'SELECT * FROM terms WHERE revision_id=? AND concept_id=?').get(revisionId, concept)
  return row ? { ...row, concept: row.concept_id } : null
}

/** Those of the concepts that can be seen: neither merged into another, nor dropped. In the order of the glossary. */
export function mapTerms(db: Db, revisionId: number, concepts: readonly ConceptId[]): MapTerm[] {
  if (concepts.length === 0) return []
  return sql<StoredTerm>(
    db,
    `SELECT t.* FROM json_each(@concepts) j CROSS JOIN terms t ON t.revision_id=@revisionId AND t.concept_id=j.value
     WHERE t.hidden=0 AND t.decision<>2 ORDER BY t.glossary_rank, t.concept_id`,
  )
    .all({ revisionId, concepts: JSON.stringify([...new Set(concepts)]) })
    .map((row) => ({ ...row, concept: row.concept_id }))
}

/** Those of the concepts that are in the glossary, best first. A map of every candidate would be a map of noise. */
export function glossaryOnly(db: Db, revisionId: number, concepts: readonly ConceptId[], limit: number): MapTerm[] {
  if (concepts.length === 0) return []
  return sql<StoredTerm>(
    db,
    `SELECT t.* FROM json_each(@concepts) j CROSS JOIN terms t ON t.revision_id=@revisionId AND t.concept_id=j.value
     WHERE t.hidden=0 AND t.in_glossary=1 ORDER BY t.glossary_rank, t.concept_id LIMIT @limit`,
  )
    .all({ revisionId, limit, concepts: JSON.stringify([...new Set(concepts)]) })
    .map((row) => ({ ...row, concept: row.concept_id }))
}

/** What people read as the definition of a concept; empty when it has none. A mere context is none. */
export function definitionOf(db: Db, sight: Sight, concept: ConceptId): string {
  const own = fieldsOf(db, concept).definition
  if (own !== undefined) return own
  const [best] = machineDefinitions(db, sight, concept, 1)
  return best === undefined || best.kind === 'context' ? '' : best.text
}

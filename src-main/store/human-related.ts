import type { ConceptId } from '../contract/library-api.ts'
import { members, rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'

/** Relations people drew between terms: field `related` of the human layer, a JSON list of concept ids on either side. */

/** The concepts that people relate to this one or to one merged into it, as they live now; ascending, without itself. */
export function relatedByPeople(db: Db, concept: ConceptId): ConceptId[] {
  const read = sql<{ value: string }>(db, `SELECT value FROM decisions WHERE concept_id=? AND field='related'`)
  const named = members(db, concept).flatMap((member) => {
    const value = read.get(member)?.value
    return value === undefined ? [] : (JSON.parse(value) as ConceptId[])
  })
  const roots = new Set(named.map((id) => rootOf(db, id)))
  roots.delete(concept)
  return [...roots].sort((a, b) => a - b)
}

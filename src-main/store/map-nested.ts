import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import { rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { conceptsWith } from './key-search.ts'
import { glossaryOnly, type MapTerm, type Neighbour } from './map-terms.ts'
import { partsOf } from './nesting.ts'
import type { Sight } from './term-rows.ts'

/** Terms that are part of a longer one, and the longer ones: broader and narrower by their words. */

/** Longer terms looked at; a word like `system` is part of thousands. */
const MOST_LONGER = 200

/** True when the words of `shorter` are part of those of `longer`, at their boundaries. */
export const isPartOf = (shorter: Pick<MapTerm, 'language' | 'key'>, longer: Pick<MapTerm, 'language' | 'key'>): boolean =>
  shorter.language === longer.language &&
  shorter.key.length < longer.key.length &&
  longer.key.includes(shorter.key) &&
  partsOf(longer.key).includes(shorter.key)

/** Terms of the glossary that are part of the term, or of which it is part; the closest in length first. */
export function nestedWith(db: Db, sight: Sight, term: MapTerm): Neighbour[] {
  const longer = conceptsWith(db, sight.extract, !sight.preview, term.key)
  const candidates = [...shorterThan(db, sight, term), ...machineRelated(db, sight, term), ...longer].filter((id) => id !== term.concept)
  return glossaryOnly(db, sight.extract, candidates, MOST_LONGER)
    .filter((other) => other.concept !== term.concept && (isPartOf(other, term) || isPartOf(term, other) || isMachines(term, other)))
    .map((other) => ({
      id: other.concept,
      weight: Math.min(other.key.length, term.key.length) / Math.max(other.key.length, term.key.length),
      out: other.key.length > term.key.length,
    }))
    .sort((a, b) => b.weight - a.weight || a.id - b.id)
}

/** The same without a search through all terms: shorter ones, and what the run noted. Concepts. */
export function quickNested(db: Db, sight: Sight, term: MapTerm): ConceptId[] {
  const candidates = [...shorterThan(db, sight, term), ...machineRelated(db, sight, term)]
  return glossaryOnly(db, sight.extract, candidates, MOST_LONGER)
    .map(({ concept }) => concept)
    .filter((id) => id !== term.concept)
}

/** The run relates terms by their base forms too: `variations of wind speed`. */
const isMachines = (term: MapTerm, other: MapTerm): boolean =>
  (JSON.parse(term.related) as ConceptRef[]).some(({ language, key }) => language === other.language && key === other.key)

function shorterThan(db: Db, sight: Sight, { language, key }: MapTerm): ConceptId[] {
  return sql<{ id: number }>(
    db,
    `SELECT t.concept_id AS id FROM json_each(@keys) j CROSS JOIN terms t INDEXED BY terms_by_ref
     ON t.revision_id=@extract AND t.language=@language AND t.key=j.value WHERE t.hidden=0`,
  )
    .all({ extract: sight.extract, language, keys: JSON.stringify(partsOf(key)) })
    .map(({ id }) => id)
}

function machineRelated(db: Db, sight: Sight, term: MapTerm): ConceptId[] {
  const read = sql<{ id: number }>(
    db,
    'SELECT concept_id AS id FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? ORDER BY claim, concept_id LIMIT 1',
  )
  return (JSON.parse(term.related) as ConceptRef[]).flatMap(({ language, key, sense }) => {
    const row = read.get(sight.extract, language, key, sense)
    return row ? [rootOf(db, row.id)] : []
  })
}

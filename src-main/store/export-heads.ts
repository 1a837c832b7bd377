import type { ExportScope } from '../contract/export.ts'
import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptRef, DefinitionKind } from '../contract/results.ts'
import { ByRef } from './by-ref.ts'
import { rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { viewConcepts } from './term-query.ts'
import { headwordSeen, type Sight, sightOf } from './term-rows.ts'

/** Which concepts an export takes, with the little that has to be known of all of them before the first is written. */

export interface ExportHead {
  readonly id: ConceptId
  readonly language: string
  readonly headword: string
  readonly reading: string | null
  /** By what other concepts refer to it, where nothing but its own row can be meant. */
  readonly ref: ConceptRef | null
}

const AMBIGUOUS = 'SELECT language, key, sense FROM terms WHERE revision_id=? GROUP BY language, key, sense HAVING count(*)>1'

/** The concepts of a scope in the order of the glossary ranking, with what their order needs. Call it in a transaction with ExportReader. */
export function exportHeads(db: Db, scope: ExportScope, limit = Number.POSITIVE_INFINITY): ExportHead[] {
  const sight = sightOf(db, false)
  const ids = JSON.stringify(conceptsIn(db, scope, sight).slice(0, Math.min(limit, Number.MAX_SAFE_INTEGER)))
  const ambiguous = new ByRef<true>()
  for (const ref of sql<ConceptRef>(db, AMBIGUOUS).all(sight.extract)) ambiguous.set(ref, true)
  const unambiguous = (ref: ConceptRef): ConceptRef | null => (ambiguous.get(ref) === undefined ? ref : null)
  const rows = sql<HeadRow>(
    db,
    `SELECT t.concept_id AS id, t.language, t.headword, t.reading, t.key, t.sense, ${headwordSeen('t')} AS shown, r.value AS read
     FROM json_each(@ids) AS wanted JOIN terms t ON t.revision_id=@extract AND t.concept_id=wanted.value
     LEFT JOIN decisions r ON r.concept_id=t.concept_id AND r.field='reading' ORDER BY wanted.key`,
  ).all({ ids, extract: sight.extract })
  return rows.map(({ id, language, headword, shown, reading, read, key, sense }) => ({
    ref: unambiguous({ language, key, sense }),
    id,
    language,
    headword: shown,
    reading: read ?? (shown === headword ? reading : null),
  }))
}

interface HeadRow {
  readonly id: number
  readonly language: ConceptRef['language']
  readonly headword: string
  readonly reading: string | null
  readonly key: string
  readonly sense: number
  readonly shown: string
  /** How people read it. */
  readonly read: string | null
}

function conceptsIn(db: Db, scope: ExportScope, sight: Sight): ConceptId[] {
  if (scope.kind === 'all') return viewConcepts(db, { view: 'glossary', preview: false })
  if (scope.kind === 'accepted') return viewConcepts(db, { view: 'accepted', preview: false })
  if (scope.kind === 'filter') return viewConcepts(db, { view: scope.view, search: scope.search, preview: false })
  const roots = [...new Set(scope.concepts.map((id) => rootOf(db, id)))]
  return sql<{ id: number }>(
    db,
    `SELECT concept_id AS id FROM terms WHERE revision_id=? AND hidden=0 AND concept_id IN (SELECT value FROM json_each(?))
     ORDER BY glossary_rank, concept_id`,
  )
    .all(sight.extract, JSON.stringify(roots))
    .map(({ id }) => id)
}

/**
 * Which kind of definition each of the concepts shows: a person's, else the refined one, else the first of the machine; none where there is
 * none. Call it in a transaction with exportHeads.
 */
export function shownKinds(db: Db, concepts: readonly ConceptId[]): Map<ConceptId, DefinitionKind | 'human'> {
  const sight = sightOf(db, false)
  const ids = JSON.stringify(concepts)
  type Row = { id: number; kind: DefinitionKind }
  const inIds = 'concept_id IN (SELECT value FROM json_each(@ids))'
  const kinds = new Map<ConceptId, DefinitionKind | 'human'>()
  const machine = sql<Row>(
    db,
    `SELECT concept_id AS id, kind, min(ordinal) FROM definitions WHERE revision_id=@generate AND ${inIds} AND state<>'failed' AND text<>''
     GROUP BY concept_id`,
  )
  for (const { id, kind } of machine.all({ ids, generate: sight.generate })) kinds.set(id, kind)
  const refined = sql<Row>(
    db,
    `SELECT concept_id AS id FROM refinements WHERE revision_id=@refine AND ${inIds} AND state<>'failed' AND text<>''`,
  )
  for (const { id } of refined.all({ ids, refine: sight.refine })) kinds.set(id, 'written')
  const human = sql<Row>(db, `SELECT concept_id AS id FROM decisions WHERE field='definition' AND value<>'' AND ${inIds}`)
  for (const { id } of human.all({ ids })) kinds.set(id, 'human')
  // What an import brought stands before what the machine found, and is the human text itself until somebody writes another.
  const imported = sql<Row>(
    db,
    `SELECT i.concept_id AS id, json_extract(i.value, '$.definitions[0].kind') AS kind FROM decisions i
     LEFT JOIN decisions d ON d.concept_id=i.concept_id AND d.field='definition'
     WHERE i.field='imported' AND i.concept_id IN (SELECT value FROM json_each(@ids)) AND json_extract(i.value, '$.definitions[0].text')<>''
       AND coalesce(d.value, json_extract(i.value, '$.definitions[0].text'))=json_extract(i.value, '$.definitions[0].text')`,
  )
  for (const { id, kind } of imported.all({ ids })) kinds.set(id, kind)
  return kinds
}

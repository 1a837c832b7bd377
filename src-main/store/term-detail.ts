import { crc32 } from 'node:zlib'
import type { ConceptId, DefinitionView, TermDetail, TermQuery, TermRow, UsageStatus } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { ConceptRefs, ExportPage, MergeProposal } from './api.ts'
import { members, rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { passageViews } from './contents.ts'
import { relatedByPeople } from './human-related.ts'
import { importedDefinitions, importedRecord, importedView } from './imported-record.ts'
import { problemsOf } from './problems.ts'
import { termPage } from './term-query.ts'
import {
  fieldsOf,
  isProposed,
  type MachineDefinition,
  machineDefinitions,
  type Sight,
  type StoredTerm,
  sightOf,
  storedTerm,
  toTermRow,
} from './term-rows.ts'
import { surfacesOf, variantsOf } from './variants.ts'

/** One concept whole: for the detail view and for exports. */

export function termRow(db: Db, concept: ConceptId): TermRow | null {
  const sight = sightOf(db, true)
  const term = termInSight(db, sight, rootOf(db, concept))
  return term ? toTermRow(db, term.sight, term.term) : null
}

/** Null when the library has no such concept. A merged concept answers as the one it was merged into. */
export function termDetail(db: Db, concept: ConceptId, preview = true): TermDetail | null {
  const found = termInSight(db, sightOf(db, preview), rootOf(db, concept))
  return found ? detailOf(db, found.sight, found.term) : null
}

/** The row in the revision people look at; for a concept a preview has not come to yet, the live one. */
function termInSight(db: Db, sight: Sight, concept: ConceptId): { sight: Sight; term: StoredTerm } | null {
  const term = storedTerm(db, sight.extract, concept)
  if (term) return { sight, term }
  if (!sight.preview) return null
  const live = sightOf(db, false)
  const liveTerm = storedTerm(db, live.extract, concept)
  return liveTerm ? { sight: live, term: liveTerm } : null
}

function detailOf(db: Db, sight: Sight, term: StoredTerm): TermDetail {
  const concept = term.concept_id
  const fields = fieldsOf(db, concept)
  const machine = machineDefinitions(db, sight, concept).map((definition, index, all) => {
    const replaced = definition.ordinal === -1 ? all[index + 1]?.text : undefined
    return { ...toView(db, definition), ...(replaced === undefined ? {} : { refines: replaced }) }
  })
  const record = importedRecord(db, concept)
  const imported = importedDefinitions(db, record, fields.definition)
  const human: DefinitionView[] =
    fields.definition === undefined || imported[0]?.pinned
      ? []
      : [{ kind: 'human', text: fields.definition, sources: passageViews(db, JSON.parse(fields.cited ?? '[]')), pinned: true, state: 'ok' }]
  const usage = usageOf(db, concept)
  return {
    ...toTermRow(db, sight, term, fields),
    variants: variantsOf(db, sight.extract, concept).map(({ surface, key, rule, count }) => ({
      surface,
      key,
      rule,
      count,
      usage: usage.get(surface) ?? null,
    })),
    features: JSON.parse(term.features),
    definitions: [...human, ...imported, ...machine],
    proposal: isProposed(machine[0], fields) ? machine[0]! : null,
    note: fields.note ?? '',
    problemList: problemsOf(db, sight.review, concept),
    related: relatedOf(db, sight, concept, JSON.parse(term.related)),
    ...importedView(db, record, (other) => rootOf(db, other)),
  }
}

const toView = (db: Db, definition: MachineDefinition): DefinitionView => ({
  kind: definition.kind,
  text: definition.text,
  sources: passageViews(db, JSON.parse(definition.sources)),
  pinned: false,
  state: definition.state,
})

/** What people said about spellings, of the concept and those merged into it; the concept's own word comes first. */
function usageOf(db: Db, concept: ConceptId): Map<string, UsageStatus> {
  const usage = new Map<string, UsageStatus>()
  const read = sql<{ surface: string; status: UsageStatus }>(db, 'SELECT surface, status FROM usage WHERE concept_id=?')
  for (const member of members(db, concept)) {
    for (const row of read.all(member)) if (!usage.has(row.surface)) usage.set(row.surface, row.status)
  }
  return usage
}

function relatedOf(db: Db, sight: Sight, self: ConceptId, refs: readonly ConceptRef[]): TermDetail['related'] {
  const related = new Map<ConceptId, string>()
  const read = sql<{ concept: number }>(
    db,
    'SELECT concept_id AS concept FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? ORDER BY claim, concept_id LIMIT 1',
  )
  for (const ref of refs) {
    const row = read.get(sight.extract, ref.language, ref.key, ref.sense)
    const concept = row ? rootOf(db, row.concept) : self
    const term = concept === self ? null : storedTerm(db, sight.extract, concept)
    if (term) related.set(concept, fieldsOf(db, concept).headword ?? term.headword)
  }
  for (const concept of relatedByPeople(db, self)) {
    const term = termInSight(db, sight, concept)?.term
    if (term) related.set(concept, fieldsOf(db, concept).headword ?? term.headword)
  }
  return [...related].map(([id, headword]) => ({ id, headword }))
}

/** Concepts by surface, of the live revision: a headword or variant, else a surface the library remembers. */
export function findConcepts(db: Db, surfaces: readonly string[]): (ConceptId | null)[] {
  const { extract } = sightOf(db, false)
  const byVariant = sql<{ concept: number }>(
    db,
    `SELECT t.concept_id AS concept FROM terms t WHERE t.revision_id=@extract AND t.language IN('en','ja','other') AND t.key=@key
     UNION ALL SELECT v.concept_id FROM term_variants v JOIN terms t ON t.revision_id=v.revision_id AND t.concept_id=v.concept_id
     WHERE v.revision_id=@extract AND v.language IN('en','ja','other') AND v.key=@key LIMIT 1`,
  )
  const there = sql(db, `SELECT 1 FROM surfaces WHERE language IN('en','ja','other') AND key=? LIMIT 1`)
  // In order it costs three times the question whether there is one, and most have none.
  const given = sql<{ concept: number; origin: string }>(
    db,
    `SELECT concept_id AS concept, origin FROM surfaces WHERE language IN('en','ja','other') AND key=? ORDER BY origin, language, sense LIMIT 1`,
  )
  // An import into a new library asks for every one of its terms.
  const empty = sql(db, 'SELECT 1 FROM terms WHERE revision_id=? LIMIT 1').get(extract) === undefined
  return surfaces.map((surface) => {
    const key = foldKey(surface)
    const known = there.get(key) === undefined ? undefined : given.get(key)
    const row = known?.origin === 'human' || empty ? known : (byVariant.get({ extract, key }) ?? known)
    return row ? rootOf(db, row.concept) : null
  })
}

/** The refs of the headwords of concepts; those the library does not know are left out. */
export const headRefs = (db: Db, concepts: readonly ConceptId[]): ConceptRef[] =>
  concepts.flatMap((concept) => conceptRefs(db, concept)?.headword ?? [])

export function conceptRefs(db: Db, concept: ConceptId): ConceptRefs | null {
  const root = rootOf(db, concept)
  const term = storedTerm(db, sightOf(db, false).extract, root)
  const stored = sql<ConceptRef>(db, 'SELECT language, key, 0 AS sense FROM concepts WHERE id=?').get(root)
  if (!stored) return null
  const headword = term ? ({ language: term.language, key: term.key, sense: term.sense } as ConceptRef) : stored
  return { headword, surfaces: surfacesOf(db, members(db, root), false) }
}

/**
 * A number that differs as soon as a row of the grid may have changed: another revision is live, somebody gave or took back a command, the
 * documents changed. Logs, caches and clearing up do not count. CRC-32 of what tells these states apart.
 */
export function generationOf(db: Db): number {
  const state = [
    sql(db, 'SELECT stage, revision_id, previous_id FROM live_revisions ORDER BY stage').all(),
    sql(db, 'SELECT count(*), total(undone) FROM commands').get(),
    sql(db, 'SELECT id, time, octet_length(changes) FROM commands ORDER BY id DESC LIMIT 1').get(),
    sql(db, 'SELECT name, value FROM stamps ORDER BY name').all(),
  ]
  return crc32(JSON.stringify(state))
}

/** Everything of a view in its order. The cursor is an offset: pages of one `generation` fit together without gap or repeat. */
export function exportPage(db: Db, query: Omit<TermQuery, 'offset' | 'limit'>, cursor: string | null, limit: number): ExportPage {
  return db.transaction((): ExportPage => {
    const offset = cursor === null ? 0 : Number(cursor)
    const page = termPage(db, { ...query, preview: query.preview ?? false, offset, limit })
    const rows = page.rows.flatMap((row) => termDetail(db, row.id, query.preview ?? false) ?? [])
    const next = offset + page.rows.length
    return { rows, next: next < page.total ? String(next) : null, generation: generationOf(db) }
  })()
}

/** Pairs of the live revision that are still two concepts. */
export function mergeProposals(db: Db): MergeProposal[] {
  const sight = sightOf(db, false)
  const headword = (concept: ConceptId): string | null => {
    const term = storedTerm(db, sight.extract, concept)
    return term ? (fieldsOf(db, concept).headword ?? term.headword) : null
  }
  return sql<{ keep: number; other: number }>(
    db,
    'SELECT keep_id AS keep, other_id AS other FROM proposals WHERE revision_id=? ORDER BY keep_id, other_id',
  )
    .all(sight.extract)
    .flatMap(({ keep, other }) => {
      const [a, b] = [headword(keep), headword(other)]
      return a === null || b === null || rootOf(db, keep) === rootOf(db, other) ? [] : [{ keep, other, headwords: [a, b] as const }]
    })
}

import type { ImportedRecord } from '../contract/imports.ts'
import type { ConceptId } from '../contract/library-api.ts'
import type { RunId } from '../contract/run.ts'
import { isTouched, rootOf, touchedConcepts } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { importedRecord } from './imported-record.ts'
import type { HumanView } from './overlay.ts'
import { liveRevision } from './revisions.ts'
import { CLAIM, NO_RANK, putTerm, type TermData } from './terms.ts'

/**
 * "A human concept no longer found stays" (design §3): every concept people touched has a row in the live revision. Idempotent; runs after
 * a flip and at opening.
 */

/** Touched concepts the revision has no row for. */
export const missingConcepts = (db: Db, revisionId: number): ConceptId[] => {
  const there = sql(db, 'SELECT 1 FROM terms WHERE revision_id=? AND concept_id=?')
  return touchedConcepts(db).filter((concept) => there.get(revisionId, concept) === undefined)
}

/** Gives these concepts, as far as people touched them, rows in the live revision: somebody may decide about a term the last run missed. */
export function carryTouched(db: Db, concepts: Iterable<ConceptId>): void {
  const live = liveRevision(db, 'extract')
  if (!live) return
  const there = sql(db, 'SELECT 1 FROM terms WHERE revision_id=? AND concept_id=?')
  for (const concept of concepts) {
    if (there.get(live.revisionId, concept) || rootOf(db, concept) !== concept || !isTouched(db, concept)) continue
    carryConcept(db, live.revisionId, concept, runOf(db, live.revisionId))
  }
}

/** The run that made a revision; null for the first one of a library. */
export const runOf = (db: Db, revisionId: number): RunId | null =>
  sql<{ id: number | null }>(db, 'SELECT run_id AS id FROM revisions WHERE id=?').get(revisionId)?.id ?? null

/** Copies the newest row the concept has in another revision, or makes one of what `concepts` knows. */
export function carryConcept(db: Db, revisionId: number, concept: ConceptId, absentSince: RunId | null): void {
  const data = lastKnown(db, concept)
  if (data) putTerm(db, revisionId, concept, CLAIM.carried, { ...data, absentSince })
}

interface LastRow {
  readonly language: string
  readonly headword: string
  readonly key: string
  readonly sense: number
  readonly reading: string | null
  readonly readingSure: number
  readonly category: string
  readonly abbreviation: string | null
}

function lastKnown(db: Db, concept: ConceptId): TermData | null {
  const row =
    sql<LastRow>(
      db,
      `SELECT language, headword, key, sense, reading, reading_sure AS readingSure, category, abbreviation FROM terms WHERE concept_id=?
       ORDER BY revision_id DESC LIMIT 1`,
    ).get(concept) ??
    sql<LastRow>(
      db,
      `SELECT language, headword, key, coalesce((SELECT min(sense) FROM surfaces s WHERE s.concept_id=c.id AND s.language=c.language
         AND s.key=c.key), 0) AS sense, NULL AS reading, 0 AS readingSure, 'term' AS category, NULL AS abbreviation FROM concepts c WHERE id=?`,
    ).get(concept)
  return row ? { ...UNFOUND, ...row, readingSure: row.readingSure === 1, ...known(importedRecord(db, concept)) } : null
}

/** What the file an import read knew, for a concept no run of this library has found. */
function known(record: ImportedRecord | null): Partial<TermData> {
  if (!record) return {}
  const { accepted, reading, readingSure, category, abbreviation, frequency, documents } = record
  const { glossaryRank, glossaryScore, termhoodRank, termhoodScore, related } = record
  const values = { accepted, reading, readingSure, category, abbreviation, frequency, documents }
  const ranks = { glossaryRank, glossaryScore, termhoodRank, termhoodScore }
  const present = Object.entries({ ...values, ...ranks }).filter(([, value]) => value !== undefined)
  const refs = (related ?? []).flatMap(({ ref }) => (ref ? [ref] : []))
  return { ...(Object.fromEntries(present) as Partial<TermData>), ...(refs.length > 0 ? { related: JSON.stringify(refs) } : {}) }
}

const UNFOUND = {
  frequency: 0,
  documents: 0,
  glossaryRank: NO_RANK,
  termhoodRank: NO_RANK,
  glossaryScore: 0,
  termhoodScore: 0,
  accepted: false,
  features: '{}',
  related: '[]',
  fromGlossary: false,
  absentSince: null,
} as const

/**
 * Rows for a concept a person has just made, in every revision people may be looking at.
 *
 * @param made what is known of it, where no import or run can have known it before
 * @param view what the human layer says about it, where the caller knows
 */
export function carryNewConcept(db: Db, concept: ConceptId, made: NewRow | null = null, view?: HumanView): void {
  const revisions = sql<{ id: number }>(
    db,
    `SELECT id FROM revisions WHERE stage='extract' AND state IN('live','staging','previous')`,
  ).all()
  const { record, ...row } = made ?? { record: null }
  const data = made === null ? lastKnown(db, concept) : { ...UNFOUND, ...NEW, ...(row as Omit<NewRow, 'record'>), ...known(record) }
  if (data) for (const { id } of revisions) putTerm(db, id, concept, CLAIM.carried, data, view)
}

/** What its maker knows of a new concept, so that it need not be read again. */
export interface NewRow {
  readonly language: string
  readonly headword: string
  readonly key: string
  readonly sense: number
  readonly record: ImportedRecord | null
}

const NEW = { reading: null, readingSure: false, category: 'term', abbreviation: null } as const

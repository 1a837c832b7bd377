import type { ConceptId } from '../contract/library-api.ts'
import type { ProblemItem } from '../contract/results.ts'
import { type Db, sql } from './connection.ts'
import { relatedByPeople } from './human-related.ts'
import { liveRevision } from './revisions.ts'

/** Which problems of a review seem to be mended by what was done since: a problem that was fixed is neither open nor ignored. */

export type Mended = (problem: ProblemItem, concepts: readonly ConceptId[]) => boolean

/** @returns a test of one problem of that review; what it needs of the command log is read once */
export function mendedSince(db: Db, reviewRevision: number): Mended {
  const since = sql<{ time: string }>(db, 'SELECT created_at AS time FROM revisions WHERE id=?').get(reviewRevision)?.time ?? ''
  const edited = editedSince(db, since)
  const refine = liveRevision(db, 'refine')?.revisionId ?? 0
  const generate = liveRevision(db, 'generate')?.revisionId ?? 0
  const refined = sql(db, `SELECT 1 FROM refinements WHERE revision_id=? AND concept_id=? AND state<>'failed' AND text<>''`)
  const written = sql(db, `SELECT 1 FROM definitions WHERE revision_id=? AND concept_id=? AND ordinal=0 AND state='ok' AND kind<>'context'`)
  const rewritten = (concept: ConceptId): boolean =>
    edited.has(concept) ||
    (refine > reviewRevision && refined.get(refine, concept) !== undefined) ||
    (generate > reviewRevision && written.get(generate, concept) !== undefined)
  const dropped = (concept: ConceptId): boolean => isDropped(db, concept)
  return ({ kind }, concepts) => {
    if (concepts.length === 0 || concepts.every(dropped)) return true
    if (kind === 'not-checked' || kind === 'forbidden-form' || kind === 'unnecessary') return false
    if (kind === 'duplicate') return concepts.length < 2 || concepts.filter((one) => !dropped(one)).length < 2
    if (kind === 'missing-relation') return concepts.length < 2 || isRelated(db, concepts)
    if (kind === 'circular' || kind === 'contradiction') return concepts.some(rewritten)
    return concepts.every(rewritten)
  }
}

const isDropped = (db: Db, concept: ConceptId): boolean =>
  sql<{ value: string }>(db, `SELECT value FROM decisions WHERE concept_id=? AND field='decision'`).get(concept)?.value === 'dropped'

const isRelated = (db: Db, [first, ...others]: readonly ConceptId[]): boolean => {
  const related = relatedByPeople(db, first!)
  return others.every((one) => related.includes(one))
}

/** Concepts whose definition people edited after that time and which have one now. */
function editedSince(db: Db, since: string): ReadonlySet<ConceptId> {
  const rows = sql<{ key: string }>(
    db,
    `SELECT merge_key AS key FROM commands WHERE time>=? AND undone NOT IN(1,2) AND merge_key GLOB 'definition:*'`,
  )
  const has = sql(db, `SELECT 1 FROM decisions WHERE concept_id=? AND field='definition'`)
  const ids = rows.all(since).map(({ key }) => Number.parseInt(key.slice('definition:'.length), 10))
  return new Set(ids.filter((id) => has.get(id) !== undefined))
}

import type { ConceptId } from '../contract/library-api.ts'
import { members } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { sortKey } from './sort-key.ts'

/**
 * The columns of `terms` that repeat the human layer (decision, listed, hidden, in_glossary, sort_key): the only code that writes them.
 * Called in the transaction that changes what they are made from, so no reader ever sees them differ.
 */

export const DECISION = { undecided: 0, accepted: 1, dropped: 2 } as const
export const LISTED = { no: 0, required: 1, excluded: 2 } as const

/** What the overlay of a row depends on besides the human layer. */
export interface TermFacts {
  readonly revisionId: number
  readonly concept: ConceptId
  readonly language: string
  readonly key: string
  readonly headword: string
  readonly reading: string | null
  readonly accepted: boolean
}

export interface Overlay {
  readonly decision: number
  readonly listed: number
  readonly hidden: number
  readonly inGlossary: number
  readonly sortKey: string
}

/** What the human layer says about a concept: read once, used for its rows of every revision. */
export interface HumanView {
  readonly decision: number
  readonly hidden: number
  readonly headword: string | null
  readonly reading: string | null
}

export function humanView(db: Db, concept: ConceptId): HumanView {
  const fields = Object.fromEntries(
    sql<{ field: string; value: string }>(
      db,
      `SELECT field, value FROM decisions WHERE concept_id=? AND field IN('decision','headword','reading')`,
    )
      .all(concept)
      .map((row) => [row.field, row.value]),
  )
  const hidden = sql(db, 'SELECT 1 FROM merges WHERE concept_id=?').get(concept) !== undefined
  return viewOfFields(fields, hidden)
}

/** @param hidden the concept was merged into another */
export function viewOfFields({ decision, headword, reading }: SaidFields, hidden: boolean): HumanView {
  return {
    decision: decision === 'accepted' ? DECISION.accepted : decision === 'dropped' ? DECISION.dropped : DECISION.undecided,
    hidden: hidden ? 1 : 0,
    headword: headword ?? null,
    reading: reading ?? null,
  }
}

/** The human fields a row repeats. */
interface SaidFields {
  readonly decision?: string
  readonly headword?: string
  readonly reading?: string
}

/**
 * A row is required when any of its surfaces is (its variants in that revision, those of concepts merged into it, those people gave it),
 * excluded when its headword is. Only what its own revision holds counts, so that a run still going on changes no other row.
 */
function listedState(db: Db, { revisionId, concept, language, key }: TermFacts): number {
  if (sql(db, 'SELECT 1 FROM listed_terms LIMIT 1').get() === undefined) return LISTED.no
  const on = sql(db, 'SELECT 1 FROM listed_terms WHERE list=? AND language=? AND key=?')
  if (on.get('required', language, key)) return LISTED.required
  // From the few surfaces of a concept to the list, never the other way: an import may have listed thousands of terms.
  const surfaces = sql(
    db,
    `SELECT 1 FROM term_variants v CROSS JOIN listed_terms l ON l.list='required' AND l.language=v.language AND l.key=v.key
       WHERE v.revision_id=@revisionId AND v.concept_id=@member
     UNION ALL SELECT 1 FROM surfaces s CROSS JOIN listed_terms l ON l.list='required' AND l.language=s.language AND l.key=s.key
       WHERE s.concept_id=@member AND s.origin='human' LIMIT 1`,
  )
  if (members(db, concept).some((member) => surfaces.get({ revisionId, member }) !== undefined)) return LISTED.required
  return on.get('excluded', language, key) ? LISTED.excluded : LISTED.no
}

/** A term is in the glossary when people want it, or when the machine accepts it and nobody said no. */
export function overlayOf(db: Db, view: HumanView, term: TermFacts): Overlay {
  const listed = listedState(db, term)
  const wanted = view.decision === DECISION.accepted || listed === LISTED.required
  const inGlossary = view.decision !== DECISION.dropped && (wanted || (term.accepted && listed !== LISTED.excluded))
  return {
    decision: view.decision,
    listed,
    hidden: view.hidden,
    inGlossary: inGlossary ? 1 : 0,
    sortKey: sortKey(view.headword ?? term.headword, view.reading ?? (view.headword === null ? term.reading : null)),
  }
}

type FactRow = Omit<TermFacts, 'accepted'> & Overlay & { readonly id: number; readonly accepted: number }

const same = (a: Overlay, b: Overlay): boolean =>
  a.decision === b.decision && a.listed === b.listed && a.hidden === b.hidden && a.inGlossary === b.inGlossary && a.sortKey === b.sortKey

/** Writes the overlay of these concepts into their rows of every revision. */
export function refreshOverlay(db: Db, concepts: Iterable<ConceptId>): void {
  const read = sql<FactRow>(
    db,
    `SELECT id, revision_id AS revisionId, concept_id AS concept, language, key, headword, reading, accepted, decision, listed, hidden,
       in_glossary AS inGlossary, sort_key AS sortKey FROM terms WHERE concept_id=?`,
  )
  const write = sql(db, 'UPDATE terms SET decision=?, listed=?, hidden=?, in_glossary=?, sort_key=? WHERE id=?')
  for (const concept of new Set(concepts)) {
    const view = humanView(db, concept)
    for (const row of read.all(concept)) {
      const overlay = overlayOf(db, view, { ...row, accepted: row.accepted === 1 })
      // Rows an import has just made are right already; writing them anew would write every index anew.
      if (same(row, overlay)) continue
      write.run(overlay.decision, overlay.listed, overlay.hidden, overlay.inGlossary, overlay.sortKey, row.id)
    }
  }
}

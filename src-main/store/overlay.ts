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

interface TermBits {
  readonly id: number
  readonly headword: string
  readonly reading: string | null
  readonly accepted: number
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
  readonly listed: number
  readonly hidden: number
  readonly headword: string | null
  readonly reading: string | null
}

export function humanView(db: Db, concept: ConceptId): HumanView {
  const fields = new Map(
    sql<{ field: string; value: string }>(db, 'SELECT field, value FROM decisions WHERE concept_id=?')
      .all(concept)
      .map((row) => [row.field, row.value]),
  )
  const hidden = sql(db, 'SELECT 1 FROM merges WHERE concept_id=?').get(concept) !== undefined
  const decided = fields.get('decision')
  return {
    decision: decided === 'accepted' ? DECISION.accepted : decided === 'dropped' ? DECISION.dropped : DECISION.undecided,
    listed: listedState(db, concept),
    hidden: hidden ? 1 : 0,
    headword: fields.get('headword') ?? null,
    reading: fields.get('reading') ?? null,
  }
}

/** Required wins over excluded when a concept has surfaces in both lists. */
function listedState(db: Db, concept: ConceptId): number {
  let state: number = LISTED.no
  for (const member of members(db, concept)) {
    const rows = sql<{ list: string }>(
      db,
      'SELECT DISTINCT l.list FROM surfaces s JOIN listed_terms l ON l.language=s.language AND l.key=s.key WHERE s.concept_id=?',
    ).all(member)
    if (rows.some((row) => row.list === 'required')) return LISTED.required
    if (rows.length > 0) state = LISTED.excluded
  }
  return state
}

/** A term is in the glossary when people want it, or when the machine accepts it and nobody said no. */
export function overlayOf(
  view: HumanView,
  term: { readonly headword: string; readonly reading: string | null; readonly accepted: boolean },
): Overlay {
  const wanted = view.decision === DECISION.accepted || view.listed === LISTED.required
  const inGlossary = view.decision !== DECISION.dropped && (wanted || (term.accepted && view.listed !== LISTED.excluded))
  return {
    decision: view.decision,
    listed: view.listed,
    hidden: view.hidden,
    inGlossary: inGlossary ? 1 : 0,
    sortKey: sortKey(view.headword ?? term.headword, view.reading ?? (view.headword === null ? term.reading : null)),
  }
}

/** Writes the overlay of these concepts into their rows of every revision. */
export function refreshOverlay(db: Db, concepts: Iterable<ConceptId>): void {
  const read = sql<TermBits>(db, 'SELECT id, headword, reading, accepted FROM terms WHERE concept_id=?')
  const write = sql(db, 'UPDATE terms SET decision=?, listed=?, hidden=?, in_glossary=?, sort_key=? WHERE id=?')
  for (const concept of new Set(concepts)) {
    const view = humanView(db, concept)
    for (const row of read.all(concept)) {
      const overlay = overlayOf(view, { headword: row.headword, reading: row.reading, accepted: row.accepted === 1 })
      write.run(overlay.decision, overlay.listed, overlay.hidden, overlay.inGlossary, overlay.sortKey, row.id)
    }
  }
}

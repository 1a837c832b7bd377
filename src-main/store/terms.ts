import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptItem, Variant } from '../contract/results.ts'
import { type Db, sql } from './connection.ts'
import { type HumanView, humanView, overlayOf, refreshOverlay } from './overlay.ts'

/** Tables `terms` and `term_variants`: one row a concept and revision. */

/** What gives a row its concept; a smaller number is the stronger claim. */
export const CLAIM = { headword: 0, overlap: 1, fresh: 2, leftover: 3, carried: 4 } as const

/** Rank of a row no run ranked; sorts last. */
export const NO_RANK = 2 ** 31 - 1

export interface TermData {
  readonly language: string
  readonly headword: string
  readonly key: string
  readonly sense: number
  readonly reading: string | null
  readonly readingSure: boolean
  readonly category: string
  readonly abbreviation: string | null
  readonly frequency: number
  readonly documents: number
  readonly glossaryRank: number
  readonly termhoodRank: number
  readonly glossaryScore: number
  readonly termhoodScore: number
  readonly accepted: boolean
  /** JSON, as in ConceptItem. */
  readonly features: string
  /** JSON of refs. */
  readonly related: string
  readonly fromGlossary: boolean
  /** The run that looked for it in vain. */
  readonly absentSince: number | null
}

export const termData = (item: ConceptItem): TermData => ({
  language: item.language,
  headword: item.headword,
  key: item.key,
  sense: item.sense,
  reading: item.reading ?? null,
  readingSure: item.readingSure ?? false,
  category: item.category,
  abbreviation: item.abbreviation ?? null,
  frequency: item.frequency,
  documents: item.documents,
  glossaryRank: item.glossaryRank,
  termhoodRank: item.termhoodRank,
  glossaryScore: item.glossaryScore,
  termhoodScore: item.termhoodScore,
  accepted: item.accepted,
  features: JSON.stringify(item.features),
  related: JSON.stringify(item.related),
  fromGlossary: item.fromGlossary,
  absentSince: null,
})

/**
 * Writes the row of a concept in a revision, in place of one that is there. Its variants come first. True when there was none.
 *
 * @param view what the human layer says about it, where the caller knows
 */
export function putTerm(
  db: Db,
  revisionId: number,
  concept: ConceptId,
  claim: number,
  data: TermData,
  view: HumanView = humanView(db, concept),
): boolean {
  const overlay = overlayOf(db, view, { ...data, revisionId, concept })
  const existed = sql(db, 'DELETE FROM terms WHERE revision_id=? AND concept_id=?').run(revisionId, concept).changes > 0
  sql(
    db,
    `INSERT INTO terms(revision_id, concept_id, claim, language, headword, key, sense, reading, reading_sure, category, abbreviation, frequency,
       documents, glossary_rank, termhood_rank, glossary_score, termhood_score, accepted, features, related, from_glossary, absent_since,
       decision, listed, hidden, in_glossary, sort_key)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    revisionId,
    concept,
    claim,
    data.language,
    data.headword,
    data.key,
    data.sense,
    data.reading,
    data.readingSure ? 1 : 0,
    data.category,
    data.abbreviation,
    data.frequency,
    data.documents,
    data.glossaryRank,
    data.termhoodRank,
    data.glossaryScore,
    data.termhoodScore,
    data.accepted ? 1 : 0,
    data.features,
    data.related,
    data.fromGlossary ? 1 : 0,
    data.absentSince,
    overlay.decision,
    overlay.listed,
    overlay.hidden,
    overlay.inGlossary,
    overlay.sortKey,
  )
  return !existed
}

/** Replaces the variants of a concept in a revision. */
export function putVariants(db: Db, revisionId: number, concept: ConceptId, language: string, variants: readonly Variant[]): void {
  sql(db, 'DELETE FROM term_variants WHERE revision_id=? AND concept_id=?').run(revisionId, concept)
  variants.forEach((variant, ordinal) => {
    insertVariant(db, revisionId, concept, language, ordinal, variant)
  })
}

/** Adds variants a concept's row does not have yet (by spelling) and counts its frequency anew. Repeating it changes nothing. */
export function addVariants(db: Db, revisionId: number, concept: ConceptId, language: string, variants: readonly Variant[]): void {
  const present = sql<{ surface: string; ordinal: number }>(
    db,
    'SELECT surface, ordinal FROM term_variants WHERE revision_id=? AND concept_id=? ORDER BY ordinal',
  ).all(revisionId, concept)
  const surfaces = new Set(present.map((row) => row.surface))
  let ordinal = (present.at(-1)?.ordinal ?? -1) + 1
  for (const variant of variants) {
    if (surfaces.has(variant.surface)) continue
    insertVariant(db, revisionId, concept, language, ordinal, variant)
    ordinal++
  }
  sql(
    db,
    `UPDATE terms SET frequency=(SELECT coalesce(sum(count), 0) FROM term_variants v WHERE v.revision_id=terms.revision_id
       AND v.concept_id=terms.concept_id) WHERE revision_id=? AND concept_id=?`,
  ).run(revisionId, concept)
  refreshOverlay(db, [concept])
}

function insertVariant(db: Db, revisionId: number, concept: ConceptId, language: string, ordinal: number, variant: Variant): void {
  sql(
    db,
    'INSERT INTO term_variants(revision_id, concept_id, ordinal, language, key, surface, rule, count) VALUES(?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(revisionId, concept, ordinal, language, variant.key, variant.surface, variant.rule, variant.count)
}

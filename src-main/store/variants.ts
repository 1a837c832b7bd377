import type { Language } from '../contract/blocks.ts'
import type { ConceptId } from '../contract/library-api.ts'
import type { Variant, VariantRule } from '../contract/results.ts'
import { members } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { importedKeys, importedVariants } from './imported-record.ts'
import { liveRevision } from './revisions.ts'

/** Table `term_variants`, read with what people merged and split since the rows were staged. */

export interface OwnedVariant extends Variant {
  readonly language: Language
}

interface Row {
  readonly language: Language
  readonly key: string
  readonly surface: string
  readonly rule: VariantRule
  readonly count: number
  /** The concept a person gave the surface to; null when no one did. */
  readonly given: ConceptId | null
  /** A spelling an import brought, shown as it was written. */
  readonly exact?: true
}

const SELECT = `SELECT v.language, v.key, v.surface, v.rule, v.count, s.concept_id AS given FROM term_variants v
  JOIN terms t ON t.revision_id=v.revision_id AND t.concept_id=v.concept_id
  LEFT JOIN surfaces s ON s.language=v.language AND s.key=v.key AND s.sense=t.sense AND s.origin='human'`

// The index by name: without statistics SQLite goes through all variants of the revision instead.
const OF_KEY = `${SELECT.replace('term_variants v', 'term_variants v INDEXED BY term_variants_by_key')}
  WHERE v.revision_id=? AND v.language=? AND v.key=? ORDER BY v.concept_id, v.ordinal`
const OF_CONCEPT = `${SELECT} WHERE v.revision_id=? AND v.concept_id=? ORDER BY v.ordinal`

/** Rows of the concepts in a revision, without surfaces people gave to another concept. */
const ownRows = (db: Db, revisionId: number, concepts: readonly ConceptId[]): Row[] =>
  concepts.flatMap((member) =>
    sql<Row>(db, OF_CONCEPT)
      .all(revisionId, member)
      .filter((row) => row.given === null || concepts.includes(row.given)),
  )

/**
 * The folded keys of the variants of a concept: those of `variantsOf`, of whatever language, for much less work.
 *
 * @param all the concept and every one merged into it
 */
export function variantKeys(db: Db, revisionId: number, all: readonly ConceptId[]): Set<string> {
  const keys = new Set(surfacesOf(db, all, true).map(({ key }) => key))
  for (const { key } of ownRows(db, revisionId, all)) keys.add(key)
  for (const member of all) for (const key of importedKeys(db, member, all, keys)) keys.add(key)
  if (keys.size === 0) for (const { key } of surfacesOf(db, all, false)) keys.add(key)
  return keys
}

/**
 * Variants of a concept in a revision, its headword first: rows of the concept and of those merged into it, without surfaces people gave
 * to another concept, with surfaces people gave to this one. A concept a person made and no run has found yet has its surfaces, count 0.
 */
export function variantsOf(db: Db, revisionId: number, concept: ConceptId): OwnedVariant[] {
  const all = members(db, concept)
  const rows = ownRows(db, revisionId, all)
  const foundByRun = rows.length > 0
  for (const member of all) {
    for (const variant of importedVariants(db, member, all)) rows.push({ ...variant, count: foundByRun ? 0 : variant.count, given: null })
  }
  for (const surface of surfacesOf(db, all, true)) {
    const elsewhere = sql<Row>(db, OF_KEY)
      .all(revisionId, surface.language, surface.key)
      .filter((row) => row.given !== null && all.includes(row.given))
    rows.push(...elsewhere, {
      language: surface.language,
      key: surface.key,
      surface: surface.surface,
      rule: 'human',
      count: 0,
      given: null,
    })
  }
  if (rows.length === 0) rows.push(...surfacesOf(db, all, false).map((row) => ({ ...row, rule: 'human' as const, count: 0, given: null })))
  return distinctVariants(rows)
}

/** One entry a spelling; a spelling no run counted only when none of its key was found. */
export function distinctVariants(rows: readonly (Variant & { readonly language: string; readonly exact?: boolean })[]): OwnedVariant[] {
  const variants: OwnedVariant[] = []
  for (const { language, key, surface, rule, count, exact } of rows) {
    const uncounted = !exact && count === 0 && rule === 'human'
    // A concept has a handful of spellings, an export asks for fifty thousand concepts: looking through is cheaper than making keys.
    const known = variants.some((one) => one.key === key && one.language === language && (uncounted || one.surface === surface))
    if (!known) variants.push({ language: language as Language, key, surface, rule, count })
  }
  return variants
}

export interface SurfaceRow {
  readonly language: Language
  readonly key: string
  readonly sense: number
  readonly surface: string
  readonly concept: ConceptId
}

/** Surfaces of these concepts, those people gave only or all. */
export function surfacesOf(db: Db, concepts: readonly ConceptId[], humanOnly: boolean): SurfaceRow[] {
  const statement = sql<SurfaceRow>(
    db,
    `SELECT language, key, sense, surface, concept_id AS concept FROM surfaces WHERE concept_id=? AND (origin='human' OR ?=0)
     ORDER BY language, key, sense`,
  )
  return concepts.flatMap((concept) => statement.all(concept, humanOnly ? 1 : 0))
}

/** The folded keys under which a concept occurs in the documents, by the live revision. */
export function keysOfConcept(db: Db, concept: ConceptId): { readonly language: Language; readonly key: string }[] {
  const revisionId = liveRevision(db, 'extract')?.revisionId ?? 0
  const keys = new Map<string, { language: Language; key: string }>()
  for (const { language, key } of variantsOf(db, revisionId, concept)) keys.set(JSON.stringify([language, key]), { language, key })
  return [...keys.values()]
}

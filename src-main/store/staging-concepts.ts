import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptItem, ConceptRef, Variant } from '../contract/results.ts'
import { claimSurface, conceptOfSurface, insertConcept, isTouched, linkedTo, rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { refreshOverlay } from './overlay.ts'
import { addVariants, CLAIM, putTerm, putVariants, termData } from './terms.ts'

/**
 * Which concept a group found by a run becomes (design §3, "Concepts"):
 * 1. the concept of its headword's key, merges followed, or one it is must-linked to – unless nobody touched that one and exactly one of
 *    the concepts its variants belong to was touched: then that one, so that what people decided stays with the term;
 * 2. else the concept most of its variants belong to;
 * 3. else a new one.
 * Variants of another concept that people touched, or that people split off, are left to that concept: two touched concepts in one group
 * become a proposal to merge, never a merge.
 */

interface Owned {
  readonly variant: Variant
  readonly ref: ConceptRef
  readonly owner: ConceptId | null
}

/** Writes the rows of one group into a staged revision. Repeating it with the same item changes nothing. True when its row is new. */
export function stageConcept(db: Db, revisionId: number, item: ConceptItem): boolean {
  const head: ConceptRef = { language: item.language, key: item.key, sense: item.sense }
  const owned = item.variants.map((variant) => own(db, item, variant))
  const apart = splitOff(db, owned)
  const together = owned.filter((entry) => !apart.has(entry))
  const { concept, claim } = conceptOfGroup(db, revisionId, head, together)
  const chosen = concept ?? insertConcept(db, 'machine', item)
  const touched = isTouched(db, chosen)
  const foreign = (entry: Owned): boolean => touched && entry.owner !== null && entry.owner !== chosen && isTouched(db, entry.owner)
  const mine = together.filter((entry) => !foreign(entry))
  const isNew = place(db, revisionId, chosen, claim, item, mine)
  leaveToOthers(db, revisionId, chosen, item, together.filter(foreign), true)
  leaveToOthers(db, revisionId, chosen, item, [...apart], false)
  return isNew
}

/**
 * Takes the row of a group out of a staged revision again. The concept itself stays, with all people did to it. True when there was a row
 * with this headword; repeating it changes nothing.
 */
export function retractConcept(db: Db, revisionId: number, ref: ConceptRef): boolean {
  const row = sql<{ concept: number }>(
    db,
    'SELECT concept_id AS concept FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? AND claim<?',
  ).get(revisionId, ref.language, ref.key, ref.sense, CLAIM.leftover)
  if (!row) return false
  sql(db, 'DELETE FROM term_variants WHERE revision_id=? AND concept_id=?').run(revisionId, row.concept)
  sql(db, 'DELETE FROM terms WHERE revision_id=? AND concept_id=?').run(revisionId, row.concept)
  return true
}

function own(db: Db, item: ConceptItem, variant: Variant): Owned {
  const ref: ConceptRef = { language: item.language, key: variant.key, sense: item.sense }
  const concept = conceptOfSurface(db, ref)
  return { variant, ref, owner: concept === null ? null : rootOf(db, concept) }
}

/** Variants people split from one that comes before them in the group (the headword comes first). */
function splitOff(db: Db, owned: readonly Owned[]): Set<Owned> {
  const apart = new Set<Owned>()
  if (sql(db, `SELECT 1 FROM links WHERE kind='cannot' LIMIT 1`).get() === undefined) return apart
  const kept = new Set<string>()
  for (const entry of owned) {
    const forbidden = linkedTo(db, entry.ref, 'cannot').filter((ref) => ref.language === entry.ref.language)
    if (forbidden.some((ref) => kept.has(ref.key))) apart.add(entry)
    else kept.add(entry.ref.key)
  }
  return apart
}

interface Choice {
  /** null: make a new one. */
  readonly concept: ConceptId | null
  readonly claim: number
}

function conceptOfGroup(db: Db, revisionId: number, head: ConceptRef, owned: readonly Owned[]): Choice {
  const again = sql<{ concept: number; claim: number }>(
    db,
    'SELECT concept_id AS concept, claim FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? AND claim<?',
  ).get(revisionId, head.language, head.key, head.sense, CLAIM.leftover)
  if (again) return again
  const byHead = headConcept(db, head)
  const others = new Set(owned.flatMap((entry) => (entry.owner !== null && entry.owner !== byHead ? [entry.owner] : [])))
  const touched = [...others].filter((concept) => isTouched(db, concept) && isFree(db, revisionId, concept))
  if (byHead !== null && (isTouched(db, byHead) || touched.length !== 1)) return { concept: byHead, claim: CLAIM.headword }
  if (touched.length === 1) return { concept: touched[0] as number, claim: CLAIM.overlap }
  const best = mostOverlap(db, owned).find((concept) => isFree(db, revisionId, concept))
  return best === undefined ? { concept: null, claim: CLAIM.fresh } : { concept: best, claim: CLAIM.overlap }
}

function headConcept(db: Db, head: ConceptRef): ConceptId | null {
  for (const ref of [head, ...linkedTo(db, head, 'must')]) {
    const concept = conceptOfSurface(db, ref)
    if (concept !== null) return rootOf(db, concept)
  }
  return null
}

/** Owners of the variants, the one of most variants first, then touched ones, then the oldest. */
function mostOverlap(db: Db, owned: readonly Owned[]): ConceptId[] {
  const counts = new Map<ConceptId, number>()
  for (const { owner } of owned) if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  const weight = (concept: ConceptId): number => (isTouched(db, concept) ? 1 : 0)
  return [...counts].sort(([a, n], [b, m]) => m - n || weight(b) - weight(a) || a - b).map(([concept]) => concept)
}

/** True when no other group of this revision has the concept yet. */
const isFree = (db: Db, revisionId: number, concept: ConceptId): boolean =>
  sql(db, 'SELECT 1 FROM terms WHERE revision_id=? AND concept_id=? AND claim<?').get(revisionId, concept, CLAIM.leftover) === undefined

interface Placed {
  readonly claim: number
  readonly language: string
  readonly headword: string
  readonly key: string
  readonly sense: number
}

/** Writes the row, making room or joining where another group of this revision has the concept already. */
function place(db: Db, revisionId: number, concept: ConceptId, claim: number, item: ConceptItem, owned: readonly Owned[]): boolean {
  const variants = owned.map((entry) => entry.variant)
  for (const entry of owned) claimSurface(db, entry.ref, concept, entry.variant.surface)
  const there = sql<Placed>(db, 'SELECT claim, language, headword, key, sense FROM terms WHERE revision_id=? AND concept_id=?').get(
    revisionId,
    concept,
  )
  const other = there && (there.key !== item.key || there.sense !== item.sense || there.language !== item.language)
  if (other && there.claim <= claim) {
    addVariants(db, revisionId, concept, item.language, variants)
    return false
  }
  if (other && there.claim < CLAIM.leftover) moveAway(db, revisionId, concept, there)
  const leftovers = there?.claim === CLAIM.leftover ? variantsThere(db, revisionId, concept) : []
  putVariants(db, revisionId, concept, item.language, variants)
  const isNew = putTerm(db, revisionId, concept, claim, termData(item))
  if (leftovers.length > 0) addVariants(db, revisionId, concept, item.language, leftovers)
  return isNew
}

const variantsThere = (db: Db, revisionId: number, concept: ConceptId): Variant[] =>
  sql<Variant>(db, 'SELECT surface, key, rule, count FROM term_variants WHERE revision_id=? AND concept_id=? ORDER BY ordinal').all(
    revisionId,
    concept,
  )

/** A group that had the concept by overlap only gives way to the group with its headword: it gets its own headword's concept, or a new one. */
function moveAway(db: Db, revisionId: number, concept: ConceptId, row: Placed): void {
  const ref = { language: row.language, key: row.key, sense: row.sense } as ConceptRef
  const own = headConcept(db, ref)
  const target = own !== null && own !== concept && isFree(db, revisionId, own) ? own : insertConcept(db, 'machine', row)
  sql(db, 'DELETE FROM terms WHERE revision_id=? AND concept_id=?').run(revisionId, target)
  sql(db, 'DELETE FROM term_variants WHERE revision_id=? AND concept_id=?').run(revisionId, target)
  sql(db, 'UPDATE terms SET concept_id=?, claim=? WHERE revision_id=? AND concept_id=?').run(target, CLAIM.headword, revisionId, concept)
  sql(db, 'UPDATE term_variants SET concept_id=? WHERE revision_id=? AND concept_id=?').run(target, revisionId, concept)
  sql(db, `UPDATE surfaces SET concept_id=? WHERE language=? AND key=? AND sense=? AND concept_id=? AND origin='machine'`).run(
    target,
    row.language,
    row.key,
    row.sense,
    concept,
  )
  refreshOverlay(db, [target])
}

/** Gives variants back to the concepts they belong to: a row for each that has none in this revision yet. */
function leaveToOthers(
  db: Db,
  revisionId: number,
  chosen: ConceptId,
  item: ConceptItem,
  entries: readonly Owned[],
  propose: boolean,
): void {
  const groups = new Map<ConceptId, Owned[]>()
  for (const entry of entries) {
    const owner = own(db, item, entry.variant).owner ?? newOwner(db, entry)
    if (owner === chosen) continue
    groups.set(owner, [...(groups.get(owner) ?? []), entry])
  }
  for (const [owner, group] of groups) {
    if (propose) {
      sql(db, 'INSERT OR IGNORE INTO proposals(revision_id, keep_id, other_id) VALUES(?, ?, ?)').run(revisionId, chosen, owner)
    }
    const variants = group.map((entry) => entry.variant)
    if (isFree(db, revisionId, owner)) putLeftover(db, revisionId, owner, item, variants)
    else addVariants(db, revisionId, owner, item.language, variants)
  }
}

function newOwner(db: Db, { ref, variant }: Owned): ConceptId {
  const concept = insertConcept(db, 'machine', { language: ref.language, headword: variant.surface, key: ref.key })
  claimSurface(db, ref, concept, variant.surface)
  return concept
}

function putLeftover(db: Db, revisionId: number, owner: ConceptId, item: ConceptItem, variants: readonly Variant[]): void {
  const first = variants[0] as Variant
  const frequency = variants.reduce((sum, variant) => sum + variant.count, 0)
  putVariants(db, revisionId, owner, item.language, variants)
  putTerm(db, revisionId, owner, CLAIM.leftover, {
    ...termData(item),
    headword: first.surface,
    key: first.key,
    reading: null,
    readingSure: false,
    abbreviation: null,
    frequency,
    documents: Math.min(item.documents, frequency),
  })
}

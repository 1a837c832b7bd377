import type { Collision, ImportCounts, ImportPreview, NotRead } from '../../contract/imports.ts'
import type { ConceptId } from '../../contract/library-api.ts'
import { foldKey } from '../../contract/text/fold.ts'
import { type Db, sql } from '../../store/connection.ts'
import type { PackedList } from '../../store/packed-list.ts'
import { sightOf } from '../../store/term-rows.ts'
import { type Collected, type CollectedTerm, joined } from './collect.ts'
import { type Compared, collisionsOf, compare, conceptsOf } from './compare.ts'
import { notRead } from './model.ts'
import { languageByScript } from './text.ts'

/** A file compared with a library: what is new, what is there, what both say differently. Nothing is written. */

export interface PlannedTerm {
  readonly term: CollectedTerm
  /** The concept of the library; null: a new one. */
  readonly concept: ConceptId | null
  /** Only for a concept of the library. */
  readonly compared: Compared | null
}

export interface PlannedListing {
  readonly list: 'required' | 'excluded'
  readonly language: 'en' | 'ja' | 'other'
  readonly key: string
  readonly surface: string
}

export interface ImportPlan {
  readonly terms: readonly PlannedTerm[]
  readonly listings: readonly PlannedListing[]
  readonly collisions: readonly Collision[]
  readonly notRead: PackedList<NotRead>
  readonly counts: ImportCounts
}

/** Terms an import puts on the list of required terms at most: every run is sent that list. */
export const MOST_REQUIRED = 10_000

export interface PlanOptions {
  /** New accepted terms are looked for by every run from now on, as terms a person adds; formats that say so themselves are obeyed. */
  readonly require: boolean
  /** Documents the file carries. */
  readonly documents: number
}

/** @param db a reading connection; the caller keeps it in one transaction, so that the plan sees one state */
export function planImport(db: Db, collected: Collected, options: PlanOptions): ImportPlan {
  const missed: NotRead[] = []
  const sight = sightOf(db, false)
  const terms = matched(db, collected.terms, missed).map(({ term, concept }): PlannedTerm => {
    const compared = concept === null ? null : compare(db, sight, concept, term)
    if (compared) missed.push(...compared.missed)
    return { term, concept, compared }
  })
  const listings = listingsOf(db, collected, terms, options, missed)
  const collisions = terms.flatMap(({ term, compared }, index) => (compared ? collisionsOf(index, term, compared) : []))
  const all = collected.notRead.with(missed)
  const states = terms.map(stateOf)
  const count = (state: ReturnType<typeof stateOf>): number => states.filter((other) => other === state).length
  const counts: ImportCounts = {
    terms: terms.length,
    fresh: count('fresh'),
    added: count('added'),
    same: count('same'),
    differing: count('differing'),
    collisions: collisions.length,
    excluded: listings.filter(({ list }) => list === 'excluded').length,
    required: listings.filter(({ list }) => list === 'required').length,
    notRead: all.length,
    documents: options.documents,
  }
  return { terms, listings, collisions, notRead: all, counts }
}

/** Every term with its concept; two terms of the file that the library holds as one become one. */
function matched(db: Db, terms: readonly CollectedTerm[], missed: NotRead[]): { term: CollectedTerm; concept: ConceptId | null }[] {
  const places = new Map<ConceptId, number>()
  const found: { term: CollectedTerm; concept: ConceptId | null }[] = []
  const concepts = conceptsOf(db, terms)
  for (const [index, term] of terms.entries()) {
    const concept = concepts[index] ?? null
    const at = concept === null ? undefined : places.get(concept)
    if (at !== undefined) found[at] = { term: joined((found[at] as { term: CollectedTerm }).term, term, missed), concept }
    else {
      if (concept !== null) places.set(concept, found.length)
      found.push({ term, concept })
    }
  }
  return found
}

export function stateOf({ concept, compared }: PlannedTerm): ImportPreview['terms'][number]['state'] {
  if (concept === null) return 'fresh'
  const differences = compared?.differences ?? []
  if (differences.length === 0) return 'same'
  return differences.some((difference) => difference.kind !== 'surface' && difference.collides) ? 'differing' : 'added'
}

/** Lists of the file, and the new terms runs are to look for; what is on a list already is left out. */
function listingsOf(
  db: Db,
  collected: Collected,
  terms: readonly PlannedTerm[],
  { require }: PlanOptions,
  missed: NotRead[],
): PlannedListing[] {
  const there = sql(db, 'SELECT 1 FROM listed_terms WHERE list=? AND language=? AND key=?')
  const listing = (list: PlannedListing['list'], surface: string, language = languageByScript(surface)): PlannedListing => ({
    list,
    language,
    key: foldKey(surface),
    surface,
  })
  const fresh = terms.filter(
    ({ term, concept }) => term.required ?? (require && concept === null && (term.decision ?? 'accepted') === 'accepted'),
  )
  const required = [
    ...collected.required.map((surface) => listing('required', surface)),
    ...fresh.map(({ term }) => listing('required', term.term, term.language)),
  ]
  const excluded = collected.excluded.map((surface) => listing('excluded', surface))
  const wanted = new Set(required.map(({ key }) => key))
  for (const { key, surface } of excluded) {
    if (wanted.has(key)) missed.push(notRead('excluded terms', surface, 'The file also requires this term, so it is not excluded.'))
  }
  const kept = [...required.slice(0, MOST_REQUIRED), ...excluded.filter(({ key }) => !wanted.has(key))]
  if (required.length > MOST_REQUIRED) {
    const text = `${required.length - MOST_REQUIRED} terms`
    missed.push(
      notRead(
        'required terms',
        text,
        `Runs look for at most ${MOST_REQUIRED} required terms; these are imported, but not put on the list.`,
      ),
    )
  }
  const byKey = new Map(kept.map((entry) => [`${entry.list}:${entry.language}:${entry.key}`, entry]))
  return [...byKey.values()].filter(({ list, language, key }) => there.get(list, language, key) === undefined)
}

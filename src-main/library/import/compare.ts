import type { Collision, CollisionField } from '../../contract/imports.ts'
import type { ConceptId, UsageStatus } from '../../contract/library-api.ts'
import { foldKey } from '../../contract/text/fold.ts'
import { hasSurfaces, members } from '../../store/concepts.ts'
import { type Db, sql } from '../../store/connection.ts'
import { importedRecord } from '../../store/imported-record.ts'
import { findConcepts } from '../../store/term-detail.ts'
import { fieldsOf, machineDefinitions, type Sight, storedTerm } from '../../store/term-rows.ts'
import { variantKeys } from '../../store/variants.ts'
import type { CollectedTerm } from './collect.ts'
import { type NotRead, notRead } from './model.ts'

/** What the library says about a concept of the file, field by field. Reads only. */

/** One thing the file adds, or says otherwise. */
export type Difference =
  | {
      readonly kind: 'field'
      readonly field: 'definition' | 'reading' | 'category' | 'note' | 'decision'
      readonly mine: string
      readonly theirs: string
      readonly collides: boolean
    }
  | {
      readonly kind: 'usage'
      readonly surface: string
      readonly mine: UsageStatus | null
      readonly theirs: UsageStatus
      readonly collides: boolean
    }
  | { readonly kind: 'surface'; readonly surface: string }

export interface Compared {
  readonly differences: readonly Difference[]
  readonly missed: readonly NotRead[]
}

/** The concepts of the library that terms of a file are about; null for what is new. A further sense only meets the same sense. */
export function conceptsOf(db: Db, terms: readonly CollectedTerm[]): (ConceptId | null)[] {
  const surface = sql<{ concept: number }>(db, 'SELECT concept_id AS concept FROM surfaces WHERE language=? AND key=? AND sense=?')
  // An import into a new library asks for every one of its terms.
  if (!hasSurfaces(db)) return terms.map(() => null)
  const found = terms.map(({ language, key, sense }) => {
    const exact = surface.get(language, key, sense)
    return exact && exists(db, exact.concept) ? findRoot(db, exact.concept) : null
  })
  const open = terms.flatMap(({ sense }, index) => (found[index] === null && sense === 0 ? [index] : []))
  const near = findConcepts(
    db,
    open.map((index) => (terms[index] as CollectedTerm).term),
  )
  open.forEach((index, at) => {
    found[index] = near[at] ?? null
  })
  return found
}

const exists = (db: Db, concept: ConceptId): boolean => sql(db, 'SELECT 1 FROM concepts WHERE id=?').get(concept) !== undefined

function findRoot(db: Db, concept: ConceptId): ConceptId {
  const into = sql<{ into: number }>(db, 'SELECT into_id AS "into" FROM merges WHERE concept_id=?')
  let root = concept
  for (let next = into.get(root); next; next = into.get(root)) root = next.into
  return root
}

/** Texts count as equal when they differ in white space or composition only. */
const sameText = (a: string, b: string): boolean =>
  a === b || a.normalize('NFC').replace(/\s+/gu, ' ').trim() === b.normalize('NFC').replace(/\s+/gu, ' ').trim()

export function compare(db: Db, sight: Sight, concept: ConceptId, term: CollectedTerm): Compared {
  const missed: NotRead[] = []
  const differences = [...fieldDifferences(db, sight, concept, term, missed), ...surfaceDifferences(db, sight, concept, term, missed)]
  return { differences, missed }
}

function fieldDifferences(db: Db, sight: Sight, concept: ConceptId, term: CollectedTerm, missed: NotRead[]): Difference[] {
  const fields = fieldsOf(db, concept)
  // Only where people said nothing: the row is a wide one.
  const row = fields.reading === undefined || fields.category === undefined ? storedTerm(db, sight.extract, concept) : null
  const found: Difference[] = []
  const say = (field: Exclude<CollisionField, 'usage'>, mine: string, theirs: string, collides: boolean): void => {
    found.push({ kind: 'field', field, mine, theirs, collides })
  }
  const definition = fields.definition ?? shownDefinition(db, sight, concept)
  if (term.definition !== undefined && !sameText(term.definition, definition))
    say('definition', definition, term.definition, definition !== '')
  const reading = fields.reading ?? row?.reading ?? ''
  const sure = fields.reading !== undefined || row?.reading_sure === 1
  const checkedHere = term.readingSure !== false
  if (term.reading !== undefined && (term.reading !== reading || (!sure && checkedHere))) {
    if (checkedHere) say('reading', reading, term.reading, sure && reading !== '')
    else missed.push(notRead(term.place, `reading: ${term.reading}`, 'An unsure reading does not replace what the library has.'))
  }
  const category = fields.category ?? row?.category ?? 'term'
  if (term.category !== undefined && term.category !== category)
    say('category', category, term.category, fields.category !== undefined || category !== 'term')
  const note = fields.note ?? ''
  if (term.note !== undefined && !note.includes(term.note)) say('note', note, term.note, note !== '')
  const decision = fields.decision ?? 'undecided'
  const theirs = term.decision ?? 'accepted'
  if (theirs !== 'undecided' && theirs !== decision) say('decision', decision, theirs, decision !== 'undecided')
  return found
}

/** What the window shows as the definition: not an example of use. '' when there is none. */
function shownDefinition(db: Db, sight: Sight, concept: ConceptId): string {
  const imported = importedRecord(db, concept)?.definitions?.[0]
  if (imported && imported.kind !== 'context') return imported.text
  const [machine] = machineDefinitions(db, sight, concept, 1)
  return machine && machine.kind !== 'context' ? machine.text : ''
}

function surfaceDifferences(db: Db, sight: Sight, concept: ConceptId, term: CollectedTerm, missed: NotRead[]): Difference[] {
  const all = members(db, concept)
  const known = variantKeys(db, sight.extract, all)
  const usage = new Map<string, UsageStatus>()
  for (const member of all) {
    const rows = sql<{ surface: string; status: UsageStatus }>(db, 'SELECT surface, status FROM usage WHERE concept_id=?').all(member)
    for (const { surface, status } of rows) if (!usage.has(surface)) usage.set(surface, status)
  }
  const found: Difference[] = []
  const spellings = [{ surface: term.term, usage: term.usage ?? null }, ...term.variants]
  for (const { surface, usage: theirs } of spellings) {
    const key = foldKey(surface)
    if (!known.has(key)) {
      known.add(key)
      const owner = ownerOf(db, term.language, key)
      if (owner !== null && !all.includes(owner))
        missed.push(notRead(term.place, surface, 'This spelling belongs to another term of the library.'))
      else found.push({ kind: 'surface', surface })
    }
    const mine = usage.get(surface) ?? null
    if (theirs !== null && theirs !== undefined && theirs !== mine)
      found.push({ kind: 'usage', surface, mine, theirs, collides: mine !== null })
  }
  return found
}

/** The concept that has a spelling in its first sense; null when none does. */
export const ownerOf = (db: Db, language: string, key: string): ConceptId | null =>
  sql<{ concept: number }>(db, 'SELECT concept_id AS concept FROM surfaces WHERE language=? AND key=? AND sense=0').get(language, key)
    ?.concept ?? null

/** The differences a person is asked about. */
export function collisionsOf(index: number, term: CollectedTerm, { differences }: Compared): Collision[] {
  return differences.flatMap((difference): Collision[] => {
    if (difference.kind === 'surface' || !difference.collides) return []
    const base = { index, place: term.place, term: term.term, theirs: difference.theirs }
    return difference.kind === 'usage'
      ? [{ ...base, field: 'usage', detail: difference.surface, mine: difference.mine ?? '' }]
      : [{ ...base, field: difference.field, detail: '', mine: difference.mine }]
  })
}

import type { ConceptId } from '../contract/library-api.ts'
import { rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { glossaryOnly, type Neighbour } from './map-terms.ts'
import { unpackPositions } from './positions.ts'
import { liveEngine } from './revisions.ts'
import type { Sight } from './term-rows.ts'
import { keysOfConcept } from './variants.ts'

/**
 * Terms that often stand near a term in the documents. Near is within 160 UTF-16 units, about two sentences; how much is the cosine of the
 * two terms' places (Salton and McGill 1983): places of the one with the other near, over the root of the product of their uses.
 */

const NEAR = 160
/** Once may be chance. */
const LEAST = 2
/** Documents looked at, those that use the term most, and rows of occurrences read from them. */
const MOST_DOCUMENTS = 24
const MOST_ROWS = 20_000
/** Forms by how often they are near, before they become terms. */
const MOST_FORMS = 400
/** Nearly everything is near a common word: only the strongest say something. */
const MOST_NEAR = 20

interface Row {
  readonly language: string
  readonly key: string
  readonly positions: Uint8Array
}

/** Concepts of the glossary near the concept, nearest first. */
export function nearConcepts(db: Db, sight: Sight, concept: ConceptId): Neighbour[] {
  const keys = keysOfConcept(db, concept).map(({ language, key }) => `${language} ${key}`)
  const counts = countsNear(db, concept, new Set(keys))
  const forms = [...counts.near].filter(([, n]) => n >= LEAST).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const byConcept = new Map<ConceptId, number>()
  for (const [form, n] of forms.slice(0, MOST_FORMS)) {
    const [language, key] = split(form)
    for (const id of conceptsOf(db, sight, language, key)) if (id !== concept) byConcept.set(id, (byConcept.get(id) ?? 0) + n)
  }
  return glossaryOnly(db, sight.extract, [...byConcept.keys()], MOST_FORMS)
    .map(({ concept: id, frequency }) => ({
      id,
      weight: Math.min(1, byConcept.get(id)! / Math.sqrt(Math.max(1, counts.uses) * Math.max(1, frequency))),
      out: true,
    }))
    .sort((a, b) => b.weight - a.weight || a.id - b.id)
    .slice(0, MOST_NEAR)
}

function split(form: string): readonly [string, string] {
  const at = form.indexOf(' ')
  return [form.slice(0, at), form.slice(at + 1)]
}

const conceptsOf = (db: Db, sight: Sight, language: string, key: string): ConceptId[] =>
  sql<{ id: number }>(
    db,
    'SELECT concept_id AS id FROM term_variants INDEXED BY term_variants_by_key WHERE revision_id=? AND language=? AND key=?',
  )
    .all(sight.extract, language, key)
    .map(({ id }) => rootOf(db, id))

interface Counts {
  /** Places of the concept in the documents looked at. */
  readonly uses: number
  /** Form (`language key`) → places of the concept that have it near. */
  readonly near: ReadonlyMap<string, number>
}

/** How often each form is near the concept's own. */
function countsNear(db: Db, concept: ConceptId, own: ReadonlySet<string>): Counts {
  const engine = liveEngine(db)
  const near = new Map<string, number>()
  let uses = 0
  let room = MOST_ROWS
  const read = sql<Row>(
    db,
    `SELECT language, key, positions FROM occurrences INDEXED BY occurrences_by_content WHERE content_id=? AND engine_version=? LIMIT ?`,
  )
  for (const { content, engineVersion } of documentsWith(db, concept, engine)) {
    if (room <= 0) break
    const rows = read.all(content, engineVersion, room)
    room -= rows.length
    const places = rows.filter((row) => own.has(`${row.language} ${row.key}`)).flatMap((row) => spansOf(row.positions))
    places.sort((a, b) => a[0] - b[0])
    uses += places.length
    for (const row of rows) {
      const form = `${row.language} ${row.key}`
      if (own.has(form)) continue
      const n = placesNear(places, spansOf(row.positions))
      if (n > 0) near.set(form, (near.get(form) ?? 0) + n)
    }
  }
  return { uses, near }
}

type Span = readonly [start: number, end: number]

function spansOf(positions: Uint8Array): Span[] {
  const triples = unpackPositions(positions)
  const spans: Span[] = []
  for (let i = 0; i < triples.length; i += 3) spans.push([triples[i]!, triples[i + 1]!])
  return spans
}

/** How many of the places, ascending, have one of the others near but not inside them or around them. */
export function placesNear(places: readonly Span[], others: readonly Span[]): number {
  const sorted = others.toSorted((a, b) => a[0] - b[0])
  let first = 0
  let n = 0
  for (const [start, end] of places) {
    while (first < sorted.length && sorted[first]![0] < start - NEAR) first++
    for (let at = first; at < sorted.length && sorted[at]![0] <= end + NEAR; at++) {
      const [from, to] = sorted[at]!
      if (to <= start || from >= end) {
        n++
        break
      }
    }
  }
  return n
}

interface Place {
  readonly content: number
  readonly engineVersion: string
}

/** Contents of documents people see that use the concept, those with the most of it first. */
function documentsWith(db: Db, concept: ConceptId, engine: string | null): Place[] {
  const read = sql<Place & { readonly bytes: number }>(
    db,
    `SELECT o.content_id AS content, o.engine_version AS engineVersion, octet_length(o.positions) AS bytes FROM occurrences o
     JOIN occurrence_contents c ON c.id=o.content_id
     WHERE o.language=@language AND o.key=@key AND o.engine_version=coalesce(@engine,
       (SELECT a.engine_version FROM analyses a WHERE a.content_hash=c.content_hash ORDER BY a.rowid DESC LIMIT 1))
       AND EXISTS(SELECT 1 FROM documents d WHERE d.content_hash=c.content_hash AND d.hidden=0)`,
  )
  const bytes = new Map<number, Place & { bytes: number }>()
  for (const { language, key } of keysOfConcept(db, concept)) {
    for (const row of read.all({ engine, language, key })) {
      const known = bytes.get(row.content)
      bytes.set(row.content, { ...row, bytes: row.bytes + (known?.bytes ?? 0) })
    }
  }
  return [...bytes.values()].sort((a, b) => b.bytes - a.bytes || a.content - b.content).slice(0, MOST_DOCUMENTS)
}

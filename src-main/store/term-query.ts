import type { ConceptId, TermPage, TermQuery } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import { readingOf, toKatakana } from '../contract/text/kana.ts'
import { type Db, sql } from './connection.ts'
import { foldedIds, foldedPage, foldedUnder } from './folded-page.ts'
import { conceptsWith } from './key-search.ts'
import { orderBy, orderOf, slice } from './term-order.ts'
import { PROPOSED, type Sight, type StoredTerm, sightOf, toTermRow } from './term-rows.ts'

/** Pages of the term grid. Every order is one index, every view a condition on columns of that index (schema.ts). */

const VIEWS: Readonly<Record<TermQuery['view'], string>> = {
  glossary: 'in_glossary=1',
  all: '1',
  undecided: 'decision=0',
  review: 'in_glossary=1 AND decision=0',
  accepted: 'decision=1',
  dropped: 'decision=2',
  required: 'listed=1',
  problems: `concept_id IN (SELECT c.concept_id FROM problem_concepts c JOIN problems p ON p.id=c.problem_id
    WHERE c.revision_id=@review AND p.fingerprint NOT IN (SELECT fingerprint FROM ignored_problems))`,
  proposals: `concept_id IN (${PROPOSED})`,
}

/**
 * One page of a view. `search` finds terms with a headword or variant that contains the text (folded as keys are), or a reading that does (kana or romaji); `limit` ≤ 1000.
 * A page costs the index entries it skips, not their rows.
 */
export function termPage(db: Db, query: TermQuery): TermPage {
  const sight = sightOf(db, query.preview ?? true)
  if (isFolded(query, sight)) return foldedPage(db, sight, { ...query, order: orderOf(query) })
  const { total, ids } = idsOf(db, query, sight)
  const read = sql<StoredTerm>(db, 'SELECT * FROM terms WHERE id=?')
  return { total, rows: ids.map((id) => toTermRow(db, sight, read.get(id) as StoredTerm)) }
}

/** Ids of every row of the list, in its order; `offset` and `limit` don't count. */
export function termIds(db: Db, query: TermQuery): ConceptId[] {
  const sight = sightOf(db, query.preview ?? true)
  return isFolded(query, sight) ? foldedIds(db, sight, { ...query, order: orderOf(query) }) : viewConcepts(db, query)
}

/** Row number of a concept in the list, from 0; null when it isn't in it. */
export function termIndex(db: Db, query: TermQuery, concept: ConceptId): number | null {
  const index = termIds(db, query).indexOf(concept)
  return index < 0 ? null : index
}

/** The term a concept is folded under in this list; null when it is a row of its own, or none of the list. */
export function topOf(db: Db, query: TermQuery, concept: ConceptId): ConceptId | null {
  const sight = sightOf(db, query.preview ?? true)
  return isFolded(query, sight) ? foldedUnder(db, sight, query.view, concept) : null
}

const FOLDED_VIEWS: ReadonlySet<TermQuery['view']> = new Set(['glossary', 'review', 'all', 'undecided'])

/** What was searched for, and what people decided, is shown as it is; the rows of a preview change all the time. */
const isFolded = (query: TermQuery, sight: Sight): boolean =>
  query.fold === true && !sight.preview && FOLDED_VIEWS.has(query.view) && foldKey(query.search ?? '') === ''

/** Every concept of a view, in its order; `offset`, `limit` and `fold` don't count. */
export function viewConcepts(db: Db, query: TermQuery): ConceptId[] {
  const { from, parameters } = condition(db, query, sightOf(db, query.preview ?? true))
  const list = sql<{ id: ConceptId }>(db, `SELECT concept_id AS id ${from} ${orderBy(orderOf(query))}`)
  return list.all(parameters).map(({ id }) => id)
}

/** Of more terms found than this, going through the view costs less than looking each of them up. */
const MOST_LOOKED_UP = 10_000

/** How many terms a view holds. A whole view is counted in its index, no row read; few that were found are looked up one by one. `offset`, `limit` and `fold` don't count. */
export function termCount(db: Db, query: TermQuery): number {
  const { from, parameters, found } = condition(db, query, sightOf(db, query.preview ?? true))
  const few = found !== undefined && found.length <= MOST_LOOKED_UP
  const parts = few
    ? `FROM json_each(@found) f CROSS JOIN terms ON revision_id=@extract AND concept_id=f.value WHERE hidden=0 AND ${VIEWS[query.view]}`
    : from
  return sql<{ n: number }>(db, `SELECT count(*) AS n ${parts}`).get(parameters)?.n ?? 0
}

/** Row ids of the page and the size of the whole view. */
function idsOf(db: Db, query: TermQuery, sight: Sight): { total: number; ids: number[] } {
  const { from, parameters } = condition(db, query, sight)
  const list = `SELECT id ${from} ${orderBy(orderOf(query))}`
  const total = sql<{ n: number }>(db, `SELECT count(*) AS n ${from}`).get(parameters)?.n ?? 0
  const page = sql<{ id: number }>(db, `${list} LIMIT @limit OFFSET @offset`).all({ ...parameters, ...slice(query) })
  return { total, ids: page.map(({ id }) => id) }
}

interface Condition {
  readonly from: string
  readonly parameters: Record<string, unknown>
  /** Concepts the search found, each once; undefined where nothing is searched for. */
  readonly found?: readonly ConceptId[]
}

function condition(db: Db, query: TermQuery, sight: Sight): Condition {
  const parameters: Record<string, unknown> = { extract: sight.extract }
  if (query.view === 'problems') parameters.review = sight.review
  if (query.view === 'proposals') Object.assign(parameters, { generate: sight.generate, refine: sight.refine })
  let from = `FROM terms INDEXED BY ${orderOf(query).index} WHERE revision_id=@extract AND hidden=0 AND ${VIEWS[query.view]}`
  const search = foldKey(query.search ?? '')
  if (!search) return { from, parameters }
  const surfaces = conceptsWith(db, sight.extract, !sight.preview, search)
  const found = [...new Set([...surfaces, ...conceptsRead(db, sight.extract, query.search ?? '')])]
  parameters.found = JSON.stringify(found)
  from += ' AND concept_id IN (SELECT value FROM json_each(@found))'
  return { from, parameters, found }
}

/** The reading people see, else the headword: the second part of the key of the alphabet (sort-key.ts). The first one has no voicing any more. */
const READ = 'substr(sort_key, instr(sort_key, char(1)))'

/** Concepts whose reading, a person's before the machine's, holds what was typed in kana or romaji. */
function conceptsRead(db: Db, revision: number, search: string): number[] {
  const hiragana = readingOf(search)
  if (hiragana === null) return []
  const rows = sql<{ id: number }>(
    db,
    `SELECT concept_id AS id FROM terms INDEXED BY terms_alphabet
     WHERE revision_id=@revision AND (instr(${READ}, @hiragana) OR instr(${READ}, @katakana))`,
  )
  return rows.all({ revision, hiragana, katakana: toKatakana(hiragana) }).map(({ id }) => id)
}

import type { ConceptId, TermPage, TermQuery, TermSort } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import { readingOf } from '../contract/text/kana.ts'
import { type Db, sql } from './connection.ts'
import { conceptsWith } from './key-search.ts'
import { type Sight, type StoredTerm, sightOf, toTermRow } from './term-rows.ts'

/** Pages of the term grid. Every order is one index, every view a condition on columns of that index (schema.ts). */

/** Columns of each order, as they stand in its index; `descending` flips all of them, so the index serves both ways. */
const ORDERS: Readonly<Record<TermSort, { readonly index: string; readonly columns: readonly (readonly [string, boolean])[] }>> = {
  rank: { index: 'terms_rank', columns: [['glossary_rank', false]] },
  termhood: { index: 'terms_termhood', columns: [['termhood_rank', false]] },
  alphabet: { index: 'terms_alphabet', columns: [['sort_key', false]] },
  frequency: { index: 'terms_frequency', columns: [['frequency', true]] },
  documents: { index: 'terms_documents', columns: [['documents', true]] },
  decision: {
    index: 'terms_decision',
    columns: [
      ['decision', false],
      ['glossary_rank', false],
    ],
  },
}

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
}

const DEFAULT_LIMIT = 100
export const MAX_PAGE = 1000

/** Frequency and documents run from the highest down unless `descending` says false. */
const defaultDescending = (sort: TermSort): boolean => sort === 'frequency' || sort === 'documents'

/**
 * One page of a view. `search` finds terms with a headword or variant that contains the text (folded as keys are), or a reading that does (kana or romaji); `limit` ≤ 1000.
 * A page costs the index entries it skips, not their rows.
 */
export function termPage(db: Db, query: TermQuery): TermPage {
  const sight = sightOf(db, query.preview ?? true)
  const { total, ids } = idsOf(db, query, sight)
  const read = sql<StoredTerm>(db, 'SELECT * FROM terms WHERE id=?')
  return { total, rows: ids.map((id) => toTermRow(db, sight, read.get(id) as StoredTerm)) }
}

/** Every concept of a view, in its order; `offset` and `limit` don't count. */
export function viewConcepts(db: Db, query: TermQuery): ConceptId[] {
  const { from, parameters } = condition(db, query, sightOf(db, query.preview ?? true))
  const list = sql<{ id: ConceptId }>(db, `SELECT concept_id AS id ${from} ${order(query)}`)
  return list.all(parameters).map(({ id }) => id)
}

/** Row ids of the page and the size of the whole view. */
function idsOf(db: Db, query: TermQuery, sight: Sight): { total: number; ids: number[] } {
  const { from, parameters } = condition(db, query, sight)
  const [limit, offset] = [Math.min(query.limit ?? DEFAULT_LIMIT, MAX_PAGE), query.offset ?? 0]
  const list = `SELECT id ${from} ${order(query)}`
  const total = sql<{ n: number }>(db, `SELECT count(*) AS n ${from}`).get(parameters)?.n ?? 0
  const page = sql<{ id: number }>(db, `${list} LIMIT @limit OFFSET @offset`).all({ ...parameters, limit, offset })
  return { total, ids: page.map(({ id }) => id) }
}

function condition(db: Db, query: TermQuery, sight: Sight): { from: string; parameters: Record<string, unknown> } {
  const parameters: Record<string, unknown> = { extract: sight.extract }
  if (query.view === 'problems') parameters.review = sight.review
  let from = `FROM terms INDEXED BY ${ORDERS[query.sort ?? 'rank'].index} WHERE revision_id=@extract AND hidden=0 AND ${VIEWS[query.view]}`
  const search = foldKey(query.search ?? '')
  if (search) {
    const found = [...conceptsWith(db, sight.extract, !sight.preview, search), ...conceptsRead(db, sight.extract, query.search ?? '')]
    parameters.found = JSON.stringify(found)
    from += ' AND concept_id IN (SELECT value FROM json_each(@found))'
  }
  return { from, parameters }
}

/** Concepts whose reading holds what was typed, in kana or romaji. */
function conceptsRead(db: Db, revisionId: number, search: string): number[] {
  const reading = readingOf(search)
  if (reading === null) return []
  const rows = sql<{ id: number }>(db, 'SELECT concept_id AS id FROM terms WHERE revision_id=? AND instr(reading, ?)')
  return rows.all(revisionId, reading).map(({ id }) => id)
}

function order(query: TermQuery): string {
  const sort = query.sort ?? 'rank'
  const flip = (query.descending ?? defaultDescending(sort)) !== defaultDescending(sort)
  const columns = [...ORDERS[sort].columns, ['concept_id', false] as const]
  return `ORDER BY ${columns.map(([name, descending]) => `${name} ${descending !== flip ? 'DESC' : 'ASC'}`).join(', ')}`
}

import type { TermQuery, TermSort } from '../contract/library-api.ts'

/** Orders of the term grid, and the part of a list a page is. */

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

const DEFAULT_LIMIT = 100
export const MAX_PAGE = 1000

/** Frequency and documents run from the highest down unless `descending` says false. */
const defaultDescending = (sort: TermSort): boolean => sort === 'frequency' || sort === 'documents'

/** The part of the list a page is. */
export const slice = (query: TermQuery): { readonly limit: number; readonly offset: number } => ({
  limit: Math.min(query.limit ?? DEFAULT_LIMIT, MAX_PAGE),
  offset: query.offset ?? 0,
})

/** An order as its index and its columns, each with its direction. */
export interface Order {
  readonly index: string
  readonly columns: readonly (readonly [name: string, direction: 'ASC' | 'DESC'])[]
}

export function orderOf(query: TermQuery): Order {
  const sort = query.sort ?? 'rank'
  const flip = (query.descending ?? defaultDescending(sort)) !== defaultDescending(sort)
  const columns = [...ORDERS[sort].columns, ['concept_id', false] as const]
  return { index: ORDERS[sort].index, columns: columns.map(([name, descending]) => [name, descending !== flip ? 'DESC' : 'ASC']) }
}

export const orderBy = ({ columns }: Order, prefix = ''): string =>
  `ORDER BY ${columns.map(([name, direction]) => `${prefix}${name} ${direction}`).join(', ')}`

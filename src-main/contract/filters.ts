import type { TermQuery, TermSort } from './library-api.ts'

/** Filters people save in a library. No schema here: the window imports it. */

export interface FilterQuery {
  readonly view: TermQuery['view']
  readonly search: string
  readonly sort: TermSort
  readonly descending: boolean
}

export interface SavedFilter {
  readonly id: number
  readonly name: string
  readonly query: FilterQuery
}

/** Filters one library may have: each is counted again when terms change. */
export const MOST_FILTERS = 50

/** Two queries that show the same terms in the same order. */
export const sameQuery = (a: FilterQuery, b: FilterQuery): boolean =>
  a.view === b.view && a.search === b.search && a.sort === b.sort && a.descending === b.descending

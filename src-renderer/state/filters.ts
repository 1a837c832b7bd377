import { type FilterQuery, type SavedFilter, sameQuery } from '../../src-main/contract/filters.ts'
import type { FilterChange } from '../../src-main/contract/host-filters.ts'
import type { TermQuery } from '../../src-main/contract/library-api.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'

/** Filters people save: what the term list shows, under a name. */

/** What a filter made now would show. */
export const queryNow = ({ view, search, sort, descending }: TermQuery): FilterQuery => ({
  view,
  search: (search ?? '').trim(),
  sort: sort ?? 'rank',
  descending: descending ?? false,
})

/** The saved filter the list shows at the moment; null when it shows something else. */
export const filterShown = (filters: readonly SavedFilter[] | null, query: TermQuery): SavedFilter | null =>
  filters?.find((filter) => sameQuery(filter.query, queryNow(query))) ?? null

/** Shows what a filter shows. */
export async function showFilter({ act, terms }: App, { query }: SavedFilter): Promise<void> {
  act.show({ place: 'terms' })
  await terms.actions.setQuery(query)
}

/** Changes the filters of the library. @returns false when that failed (the error is shown) */
export async function changeFilters({ host, act, session }: App, change: FilterChange, said: string): Promise<boolean> {
  const library = session.getState().library?.id ?? ''
  try {
    await host.call('filters.change', { library, change })
    act.say(said, true)
    return true
  } catch (error) {
    act.fail(error)
    return false
  }
}

export const deleteFilter = (app: App, { id, name }: SavedFilter): Promise<boolean> =>
  changeFilters(app, { type: 'delete', filter: id }, i18n._('Deleted the filter “{name}”', { name }))

export const moveFilter = (app: App, { id, name }: SavedFilter, by: 1 | -1): Promise<boolean> =>
  changeFilters(app, { type: 'move', filter: id, by }, i18n._('Moved the filter “{name}”', { name }))

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { SavedFilter } from '../../src-main/contract/filters.ts'
import type { HostApi, Lists } from '../../src-main/contract/host-api.ts'
import type { DocumentRow, ProblemView } from '../../src-main/contract/library-api.ts'
import { errorData } from './errors.ts'

/** The library's smaller tables. null = not asked yet, which is never shown as `none`. */
export interface TablesState {
  readonly documents: readonly DocumentRow[] | null
  readonly problems: readonly ProblemView[] | null
  readonly lists: Lists | null
  readonly filters: readonly SavedFilter[] | null
  /** Terms each saved filter shows, by its id, as far as they are counted. */
  readonly filterTerms: ReadonlyMap<number, number>
  readonly error: AppErrorData | null
}

export type TableName = 'documents' | 'problems' | 'lists' | 'filters'

export interface TablesActions {
  open(library: string): void
  load(table: TableName): Promise<void>
  /** Asks again for those that were asked before. */
  refresh(tables: readonly TableName[]): Promise<void>
  /** Counts the terms of the saved filters, where those were asked for. */
  countFilters(): Promise<void>
}

export type TablesStore = StoreApi<TablesState> & { readonly actions: TablesActions }

const nothing: TablesState = { documents: null, problems: null, lists: null, filters: null, filterTerms: new Map(), error: null }

export function createTablesStore(host: HostApi): TablesStore {
  const store = createStore<TablesState>(() => nothing)
  let library = ''
  const asked = new Set<TableName>()
  let questions = 0
  const answered = new Map<TableName, number>()

  const ask = {
    documents: async (id: string) => ({ documents: await host.call('documents.list', { library: id }) }),
    problems: async (id: string) => ({ problems: await host.call('problems.list', { library: id }) }),
    lists: async (id: string) => ({ lists: await host.call('lists.get', { library: id }) }),
    filters: async (id: string) => ({ filters: await host.call('filters.list', { library: id }) }),
  }

  const actions: TablesActions = {
    open: (id) => {
      library = id
      asked.clear()
      store.setState(nothing)
    },
    load: async (table) => {
      const mine = library
      asked.add(table)
      const number = ++questions
      // Another library, or an answer to a later question: that one knows more.
      const late = () => mine !== library || number < (answered.get(table) ?? 0)
      try {
        const answer = await ask[table](mine)
        if (late()) return
        answered.set(table, number)
        store.setState({ ...answer, error: null })
      } catch (error) {
        if (!late()) store.setState({ error: errorData(error) })
      }
    },
    refresh: async (tables) => {
      await Promise.all(tables.filter((table) => asked.has(table)).map(actions.load))
    },
    countFilters: async () => {
      const mine = library
      if (!asked.has('filters') || mine === '') return
      try {
        const counts = await host.call('filters.counts', { library: mine })
        if (mine === library) store.setState({ filterTerms: new Map(counts.map(({ filter, terms }) => [filter, terms])) })
      } catch (error) {
        if (mine === library) store.setState({ error: errorData(error) })
      }
    },
  }
  return Object.assign(store, { actions })
}

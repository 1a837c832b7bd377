import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { ConceptId, Decision, TermQuery, TermRow } from '../../src-main/contract/library-api.ts'
import { Decided, leavesView } from './decided.ts'
import { emptySelection, extendTo, type Selection, toggleRow } from './selection.ts'
import { createTermLoader, queryOf } from './term-loader.ts'
import { PAGE_ROWS, rowAt, type TermPages, withoutRows } from './term-pages.ts'

export { PAGE_ROWS, rowAt }

/** The term list: pages fetched as they come into view, one row with the focus, any number selected. Sorting and searching are the host's. */

export interface TermsState {
  readonly query: TermQuery
  readonly total: number
  /** Terms of the view that are folded under a longer one at the moment. */
  readonly folded: number
  readonly pages: TermPages
  /** First answer of the current query has arrived. */
  readonly ready: boolean
  readonly error: AppErrorData | null
  readonly active: number
  readonly selection: Selection
  /** The term in hand where that is not the list's: the map's. Commands act on it. */
  readonly pointed: Pointed | null
}

export type Pointed = Pick<TermRow, 'id' | 'headword'>

export interface TermsActions {
  open(library: string): Promise<void>
  setQuery(change: Partial<TermQuery>): Promise<void>
  /** Folds shorter terms under the longer ones they are part of, or lists every term by itself. */
  setFold(fold: boolean): Promise<void>
  /** Shows or hides the shorter terms of a row. */
  unfold(id: ConceptId, on: boolean): Promise<void>
  /** From a shorter term to the row of its longer one. */
  focusTop(): void
  /** Rows [from, to) are in sight: makes sure they are there or on their way. */
  ensure(from: number, to: number): Promise<void>
  /** Asks for the pages again. The focus stays on its term (`term`) or on its row number (`row`). */
  refresh(keep: 'term' | 'row'): Promise<void>
  /** @param how `keep` leaves the selection as it is */
  focusRow(index: number, how?: 'plain' | 'extend' | 'keep' | 'toggle'): void
  focusTerm(id: ConceptId): Promise<boolean>
  selectAll(): Promise<void>
  clearSelection(): void
  /** Says which term is in hand outside the list; null = the list's own again. */
  point(term: Pointed | null): void
  /** Ids an action applies to: the term in hand outside the list, else the selection, else the row with the focus. */
  targets(): readonly ConceptId[]
  /**
   * Shows the decision at once: rows the view has no place for any more leave it, and the focus is on the row that moves up. Until the host has
   * stored it, its answers are read with it, so that a key pressed meanwhile is never about a row decided already.
   */
  mark(ids: readonly ConceptId[], decision: Decision, stored: Promise<unknown>): void
}

export type TermsStore = StoreApi<TermsState> & { readonly actions: TermsActions }

const initial: TermsState = {
  query: { view: 'glossary', sort: 'rank', fold: true },
  total: 0,
  folded: 0,
  pages: new Map(),
  ready: false,
  error: null,
  active: 0,
  selection: emptySelection,
  pointed: null,
}

/** The term a command for one term is about; undefined when there is none. */
export const termInHand = (state: Pick<TermsState, 'pages' | 'active' | 'pointed'>): Pointed | undefined =>
  state.pointed ?? rowAt(state, state.active)

/** How often a term is looked for again in a list that changes while it is asked for. */
const MOST_TRIES = 3

/** As many as one query may name. */
const MOST_OPEN = 1000

const withoutOpen = ({ open: _open, ...query }: TermQuery): TermQuery => query

export function createTermsStore(host: HostApi): TermsStore {
  const store = createStore<TermsState>(() => initial)
  const { getState: get, setState: set } = store
  let library = ''
  const decided = new Decided()
  const loader = createTermLoader(host, store, decided, () => library)
  const { ensure, refresh, restart } = loader

  /** Row of a term; where it is folded under another, that one is opened first. */
  async function rowOf(id: ConceptId): Promise<number | null> {
    const index = await host.call('terms.indexOf', { library, query: queryOf(get()), concept: id })
    if (index !== null || get().query.fold !== true) return index
    const top = await host.call('terms.topOf', { library, query: queryOf(get()), concept: id })
    if (top === null) return null
    await actions.unfold(top, true)
    return host.call('terms.indexOf', { library, query: queryOf(get()), concept: id })
  }

  async function focusTerm(id: ConceptId): Promise<boolean> {
    for (let tries = 0; ; tries++) {
      const index = await rowOf(id)
      if (index === null) return false
      set({ active: index })
      await loader.load(index, index + 1)
      if (rowAt(get(), index)?.id === id || get().active !== index || tries === MOST_TRIES) return true
      // The list has changed between its place and its row: what brings the new rows knows nothing of it.
      await loader.settled()
      if (rowAt(get(), get().active)?.id === id) return true
    }
  }

  function focusRow(index: number, how: 'plain' | 'extend' | 'keep' | 'toggle' = 'plain'): void {
    const state = get()
    const row = Math.max(0, Math.min(index, state.total - 1))
    const idAt = (at: number) => rowAt(state, at)?.id
    if (how === 'extend') {
      const selection = extendTo(state.selection, state.active, row, idAt)
      set({ active: row, selection })
      if (selection.ids.size <= Math.abs(row - (selection.anchor ?? row))) void selectUnloaded(selection)
    } else if (how === 'toggle') set({ active: row, selection: toggleRow(state.selection, row, idAt(row)) })
    else set(how === 'keep' ? { active: row } : { active: row, selection: emptySelection })
  }

  /** A range goes over rows that are not there: the host knows them. */
  async function selectUnloaded(selection: Selection): Promise<void> {
    const ids = await host.call('terms.ids', { library, query: queryOf(get()) })
    if (get().selection !== selection) return
    const [from, to] = [selection.anchor ?? get().active, get().active].toSorted((a, b) => a - b) as [number, number]
    set({ selection: { ...selection, ids: new Set(ids.slice(from, to + 1)) } })
  }

  function mark(ids: readonly ConceptId[], decision: Decision, stored: Promise<unknown>): void {
    decided.add(ids, decision, stored)
    const { pages, total, active, query } = get()
    const chosen = new Set(ids)
    const left = leavesView(query.view, decision) ? withoutRows({ pages, total, active }, chosen) : null
    if (left !== null) {
      set(left)
      return
    }
    const marked = (rows: readonly TermRow[]) => rows.map((row) => (chosen.has(row.id) ? { ...row, decision } : row))
    set({ pages: new Map([...pages].map(([page, rows]) => [page, marked(rows)])) })
  }

  const actions: TermsActions = {
    open: async (id) => {
      library = id
      await restart({ query: { ...initial.query, fold: get().query.fold ?? true }, total: 0, folded: 0 })
    },
    setQuery: (change) => restart({ query: { ...withoutOpen(get().query), ...change } }),
    setFold: async (fold) => {
      if (get().query.fold === fold) return
      set({ query: { ...withoutOpen(get().query), fold } })
      if (library !== '') await refresh('term')
    },
    unfold: (id, on) => {
      const others = (get().query.open ?? []).filter((one) => one !== id)
      set({ query: { ...get().query, open: on ? [...others, id].slice(-MOST_OPEN) : others } })
      return refresh('term')
    },
    focusTop: () => {
      let row = get().active
      while (row > 0 && rowAt(get(), row)?.under !== undefined) row--
      focusRow(row)
    },
    ensure,
    refresh,
    focusRow,
    focusTerm,
    selectAll: async () => {
      const ids = await host.call('terms.ids', { library, query: queryOf(get()) })
      set({ selection: { ids: new Set(ids), anchor: null } })
    },
    clearSelection: () => set({ selection: emptySelection }),
    point: (pointed) => set({ pointed }),
    targets: () => {
      const { selection, active, pointed } = get()
      if (pointed) return [pointed.id]
      if (selection.ids.size > 0) return [...selection.ids]
      const row = rowAt(get(), active)
      return row ? [row.id] : []
    },
    mark,
  }
  return Object.assign(store, { actions })
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { ConceptId, Decision, TermPage, TermQuery, TermRow } from '../../src-main/contract/library-api.ts'
import { Decided, leavesView } from './decided.ts'
import { errorData } from './errors.ts'
import { emptySelection, extendTo, type Selection, toggleRow } from './selection.ts'
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
  /** Makes sure rows [from, to) are there or on their way. */
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

/** The query as the host takes it. */
const queryOf = ({ query }: Pick<TermsState, 'query'>) => {
  const { open, ...rest } = query
  return open === undefined ? rest : { ...rest, open: [...open] }
}

/** As many as one query may name. */
const MOST_OPEN = 1000

const withoutOpen = ({ open: _open, ...query }: TermQuery): TermQuery => query

export function createTermsStore(host: HostApi): TermsStore {
  const store = createStore<TermsState>(() => initial)
  const { getState: get, setState: set } = store
  let library = ''
  // Answers to an earlier query or an earlier refresh are dropped by this number.
  let generation = 0
  const asked = new Set<number>()
  let seen = { from: 0, to: PAGE_ROWS }
  const decided = new Decided()

  async function fetchPage(page: number): Promise<void> {
    const mine = generation
    const since = decided.begin()
    asked.add(page)
    try {
      const query = { ...queryOf(get()), offset: page * PAGE_ROWS, limit: PAGE_ROWS }
      const answer: TermPage = decided.read(await host.call('terms.page', { library, query }), query.view, since, get().pages.get(page))
      if (mine !== generation) return
      const pages = new Map(get().pages).set(page, answer.rows)
      const active = Math.max(0, Math.min(get().active, answer.total - 1))
      set({ pages, total: answer.total, folded: answer.folded ?? 0, ready: true, error: null, active })
    } catch (error) {
      if (mine === generation) set({ error: errorData(error), ready: true })
    } finally {
      if (mine === generation) asked.delete(page)
    }
  }

  async function ensure(from: number, to: number): Promise<void> {
    seen = { from, to }
    const jobs: Promise<void>[] = []
    for (let page = Math.floor(Math.max(0, from) / PAGE_ROWS); page * PAGE_ROWS < Math.max(to, 1); page++) {
      if (!get().pages.has(page) && !asked.has(page)) jobs.push(fetchPage(page))
    }
    await Promise.all(jobs)
  }

  async function restart(change: Partial<TermsState>): Promise<void> {
    generation++
    asked.clear()
    set({ pages: new Map(), ready: false, active: 0, selection: emptySelection, error: null, ...change })
    seen = { from: 0, to: PAGE_ROWS }
    await ensure(0, PAGE_ROWS)
  }

  /** One refresh at a time: those asked for meanwhile become one more after it. */
  let refreshing: Promise<void> | null = null
  let again: 'term' | 'row' | null = null

  function refresh(keep: 'term' | 'row'): Promise<void> {
    if (refreshing) again = again === 'row' ? 'row' : keep
    refreshing ??= refreshAll(keep).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function refreshAll(first: 'term' | 'row'): Promise<void> {
    for (let keep: 'term' | 'row' | null = first; keep !== null; keep = again) {
      again = null
      await refreshOnce(keep)
    }
  }

  async function refreshOnce(keep: 'term' | 'row'): Promise<void> {
    generation++
    const mine = generation
    asked.clear()
    const first = Math.floor(seen.from / PAGE_ROWS)
    const last = Math.floor(Math.max(seen.to - 1, seen.from) / PAGE_ROWS)
    const inSight = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    // Pages out of sight are dropped and fetched when scrolled to; those in sight stay until the new rows are there.
    set({ pages: new Map([...get().pages].filter(([page]) => page >= first && page <= last)) })
    for (const page of inSight) asked.add(page)
    try {
      const since = decided.begin()
      const query = queryOf(get())
      const ask = (page: number) => host.call('terms.page', { library, query: { ...query, offset: page * PAGE_ROWS, limit: PAGE_ROWS } })
      const answers = await Promise.all(inSight.map(ask))
      if (mine !== generation) return
      const read = () => inSight.map((page, i) => [page, decided.read(answers[i]!, query.view, since, get().pages.get(page))] as const)
      const active = keep === 'term' ? await placeOfFocus(read) : null
      if (mine !== generation) return
      const pages = read()
      const { total, folded = 0 } = pages[0]![1]
      const row = active ?? Math.max(0, Math.min(get().active, total - 1))
      set({ pages: new Map(pages.map(([page, { rows }]) => [page, rows])), total, folded, ready: true, error: null, active: row })
      if (active !== null) await ensure(active, active + 1)
    } catch (error) {
      if (mine === generation) set({ error: errorData(error), ready: true })
    } finally {
      if (mine === generation) for (const page of inSight) asked.delete(page)
    }
  }

  /**
   * Where the term with the focus is in pages that are about to be shown; null when it is in the list no more. New rows are shown together with the new
   * place, so that no key meets another term than the one people see; whoever moves on while the host is asked is not taken back.
   */
  async function placeOfFocus(read: () => readonly (readonly [number, TermPage])[]): Promise<number | null> {
    for (let asked: ConceptId | null = null, found: number | null = null; ; ) {
      const focused = rowAt(get(), get().active)
      if (!focused || focused.id === asked) return found
      for (const [page, { rows }] of read()) {
        const at = rows.findIndex((row) => row?.id === focused.id)
        if (at >= 0) return page * PAGE_ROWS + at
      }
      found = await host.call('terms.indexOf', { library, query: queryOf(get()), concept: focused.id })
      asked = focused.id
    }
  }

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
    const index = await rowOf(id)
    if (index === null) return false
    set({ active: index })
    await ensure(index, index + 1)
    return true
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

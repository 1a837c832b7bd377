import type { StoreApi } from 'zustand/vanilla'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { ConceptId, TermPage } from '../../src-main/contract/library-api.ts'
import type { Decided } from './decided.ts'
import { errorData } from './errors.ts'
import { emptySelection } from './selection.ts'
import { PAGE_ROWS, pageOf, pagesOf, rowAt, withPage } from './term-pages.ts'
import type { TermsState } from './terms.ts'

/** Brings the rows of the term list: those that come into view, and all that is shown anew when something has changed. A row that stays is never blank meanwhile. */
export interface TermLoader {
  /** Another list: nothing of the one before is shown. */
  restart(change: Partial<TermsState>): Promise<void>
  /** Rows [from, to) are in sight from now on. */
  ensure(from: number, to: number): Promise<void>
  /** Rows [from, to) are wanted, in sight or not; those on their way are not asked for again. */
  load(from: number, to: number): Promise<void>
  /** Asks for what is shown again. The focus stays on its term (`term`) or on its row number (`row`). */
  refresh(keep: Keep): Promise<void>
  /** Settles when no refresh is under way. */
  settled(): Promise<void>
}

type Keep = 'term' | 'row'

/** The query as the host takes it. */
export const queryOf = ({ query }: Pick<TermsState, 'query'>) => {
  const { open, ...rest } = query
  return open === undefined ? rest : { ...rest, open: [...open] }
}

/** Rows below those in sight that are there too: where terms leave the list they move up before the host has answered. */
const AHEAD = 20

/** @param library id of the open one, asked at each call */
export function createTermLoader(host: HostApi, store: StoreApi<TermsState>, decided: Decided, library: () => string): TermLoader {
  const { getState: get, setState: set } = store
  // Answers to an earlier query or an earlier refresh are dropped by this number.
  let generation = 0
  const asked = new Set<number>()
  let seen = { from: 0, to: PAGE_ROWS }

  const askPage = (query: ReturnType<typeof queryOf>, page: number): Promise<TermPage> =>
    host.call('terms.page', { library: library(), query: { ...query, offset: page * PAGE_ROWS, limit: PAGE_ROWS } })

  async function fetchPage(page: number): Promise<void> {
    const mine = generation
    const since = decided.begin()
    asked.add(page)
    try {
      const query = queryOf(get())
      const answer = decided.read(await askPage(query, page), query.view, since, get().pages.get(page))
      if (mine !== generation) return
      const pages = withPage(get().pages, page, answer.rows, decided.unknownTo(since))
      const active = Math.max(0, Math.min(get().active, answer.total - 1))
      set({ pages, total: answer.total, folded: answer.folded ?? 0, ready: true, error: null, active })
    } catch (error) {
      if (mine === generation) set({ error: errorData(error), ready: true })
    } finally {
      if (mine === generation) asked.delete(page)
    }
  }

  async function load(from: number, to: number): Promise<void> {
    // The list is drawn a moment before its library is told to it.
    if (library() === '') return
    const missing = pagesOf(from, to).filter((page) => !get().pages.has(page) && !asked.has(page))
    await Promise.all(missing.map(fetchPage))
  }

  function ensure(from: number, to: number): Promise<void> {
    seen = { from, to: to + AHEAD }
    // Behind the end there is nothing to ask for; how long the list is may not be known yet.
    return load(from, Math.max(to, Math.min(to + AHEAD, get().total)))
  }

  async function restart(change: Partial<TermsState>): Promise<void> {
    generation++
    asked.clear()
    set({ pages: new Map(), ready: false, active: 0, selection: emptySelection, error: null, ...change })
    // A list that stays scrolled as it is does not say again what is in sight.
    await Promise.all([load(0, PAGE_ROWS), load(seen.from, Math.min(seen.to, get().total))])
  }

  /** One refresh at a time: those asked for meanwhile become one more after it. */
  let refreshing: Promise<void> | null = null
  let again: Keep | null = null

  function refresh(keep: Keep): Promise<void> {
    if (refreshing) again = again === 'row' ? 'row' : keep
    refreshing ??= refreshAll(keep).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function refreshAll(first: Keep): Promise<void> {
    for (let keep: Keep | null = first; keep !== null; keep = again) {
      again = null
      await refreshOnce(keep)
    }
  }

  async function refreshOnce(keep: Keep): Promise<void> {
    const mine = ++generation
    const current = () => mine === generation
    const { active, total } = get()
    const wanted = new Set([...pagesOf(seen.from, Math.min(seen.to, Math.max(total, PAGE_ROWS))), pageOf(active)])
    // Pages out of sight are dropped and fetched when scrolled to; those in sight, and the one with the focus, stay until the new rows are there.
    set({ pages: new Map([...get().pages].filter(([page]) => wanted.has(page))) })
    asked.clear()
    for (const page of wanted) asked.add(page)
    const since = decided.begin()
    const query = queryOf(get())
    const answers = new Map<number, TermPage>()
    const read = () => decided.readPages(answers, query.view, since, get().pages)
    try {
      const ask = async (page: number) => void answers.set(page, await askPage(query, page))
      await Promise.all([...wanted].map(ask))
      if (!current()) return
      const row = await rowOfFocus(keep, read, ask, current)
      if (row === null) return
      const { pages, ...counts } = read()
      // Those scrolled to meanwhile are as new as these.
      set({ pages: new Map([...get().pages, ...pages]), ...counts, ready: true, error: null, active: row })
    } catch (error) {
      if (current()) set({ error: errorData(error), ready: true })
    } finally {
      if (current()) for (const page of wanted) asked.delete(page)
    }
  }

  /** The row the focus will be on; its page is asked for where it is another one than before. @returns null when another refresh has begun */
  async function rowOfFocus(
    keep: Keep,
    read: () => ReturnType<Decided['readPages']>,
    ask: (page: number) => Promise<void>,
    current: () => boolean,
  ): Promise<number | null> {
    while (current()) {
      const place = keep === 'term' ? await placeOfFocus(read) : null
      const { pages, total } = read()
      const row = place ?? Math.max(0, Math.min(get().active, total - 1))
      if (total === 0 || pages.has(pageOf(row))) return current() ? row : null
      await ask(pageOf(row))
    }
    return null
  }

  /**
   * Where the term with the focus is in pages that are about to be shown; null when it is in the list no more. New rows are shown together with the new
   * place, so that no key meets another term than the one people see; whoever moves on while the host is asked is not taken back.
   */
  async function placeOfFocus(read: () => ReturnType<Decided['readPages']>): Promise<number | null> {
    for (let lastAsked: ConceptId | null = null, found: number | null = null; ; ) {
      const focused = rowAt(get(), get().active)
      if (!focused || focused.id === lastAsked) return found
      for (const [page, rows] of read().pages) {
        const at = rows.findIndex((row) => row.id === focused.id)
        if (at >= 0) return page * PAGE_ROWS + at
      }
      found = await host.call('terms.indexOf', { library: library(), query: queryOf(get()), concept: focused.id })
      lastAsked = focused.id
    }
  }

  return { restart, ensure, load, refresh, settled: async () => void (await refreshing) }
}

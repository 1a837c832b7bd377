import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { CommandEntry, ConceptId, PassageView, TermDetail } from '../../src-main/contract/library-api.ts'
import { errorData } from './errors.ts'

/** Everything about the term with the focus: what the inspector shows. */
export interface DetailState {
  readonly id: ConceptId | null
  readonly term: TermDetail | null
  /** null = not asked yet. */
  readonly occurrences: readonly PassageView[] | null
  readonly history: readonly CommandEntry[] | null
  readonly error: AppErrorData | null
}

export interface DetailActions {
  open(library: string): void
  show(id: ConceptId | null): Promise<void>
  refresh(): Promise<void>
  loadOccurrences(): Promise<void>
  loadHistory(): Promise<void>
}

export type DetailStore = StoreApi<DetailState> & { readonly actions: DetailActions }

const nothing: DetailState = { id: null, term: null, occurrences: null, history: null, error: null }

export function createDetailStore(host: HostApi): DetailStore {
  const store = createStore<DetailState>(() => nothing)
  const { getState: get, setState: set } = store
  let library = ''
  let loading: Promise<void> = Promise.resolve()
  let asked = 0
  let answered = 0

  async function load(id: ConceptId): Promise<void> {
    const mine = ++asked
    // An answer to an earlier question may come later: what has been decided or typed since must not be taken back on screen.
    const counts = () => {
      if (get().id !== id || mine < answered) return false
      answered = mine
      return true
    }
    try {
      const term = await host.call('terms.detail', { library, concept: id })
      if (counts()) set({ term, error: null })
    } catch (error) {
      if (counts()) set({ term: null, error: errorData(error) })
    }
  }

  async function part<K extends 'occurrences' | 'history'>(key: K, ask: (concept: ConceptId) => Promise<DetailState[K]>): Promise<void> {
    const id = get().id
    if (id === null) return
    try {
      const value = await ask(id)
      if (get().id === id) set({ [key]: value } as Pick<DetailState, K>)
    } catch (error) {
      if (get().id === id) set({ error: errorData(error) })
    }
  }

  const actions: DetailActions = {
    open: (id) => {
      library = id
      set(nothing)
    },
    show: async (id) => {
      if (id === get().id) return loading
      // The last term stays on screen until the next one is there: no flicker while moving fast.
      set({ id, occurrences: null, history: null, error: null, ...(id === null ? { term: null } : {}) })
      loading = id === null ? Promise.resolve() : load(id)
      await loading
    },
    refresh: async () => {
      const { id, history } = get()
      if (id === null) return
      await load(id)
      if (history) await actions.loadHistory()
    },
    loadOccurrences: () => part('occurrences', (concept) => host.call('reader.occurrences', { library, concept })),
    loadHistory: () => part('history', (concept) => host.call('terms.history', { library, concept })),
  }
  return Object.assign(store, { actions })
}

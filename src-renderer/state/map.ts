import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { ConceptId } from '../../src-main/contract/library-api.ts'
import { MAP_LINKS, type MapLinkKind, type TermMap } from '../../src-main/contract/term-map.ts'
import { errorData } from './errors.ts'

/** The map: which term is in the middle, what is shown around it, and where the keyboard is. */
export interface MapState {
  readonly centre: ConceptId | null
  readonly kinds: readonly MapLinkKind[]
  /** Other spellings of the term in the middle are shown. */
  readonly forms: boolean
  readonly steps: 1 | 2
  /** First of the neighbours shown. */
  readonly from: number
  /** null = not there yet, or (with `ready`) the term is no longer in the library. */
  readonly map: TermMap | null
  readonly ready: boolean
  readonly error: AppErrorData | null
  /** Term the keyboard is on. */
  readonly at: ConceptId | null
  /** Terms that were in the middle before, the last one last. */
  readonly before: readonly ConceptId[]
  /** The same as a list. */
  readonly asList: boolean
  /** 1 = as it was laid out. */
  readonly zoom: number
  /** Somebody has chosen that zoom. */
  readonly zoomed: boolean
}

export interface MapActions {
  open(library: string): void
  /** Puts a term in the middle. */
  show(concept: ConceptId): Promise<void>
  /** The term that was in the middle before. */
  back(): Promise<void>
  turn(kind: MapLinkKind): Promise<void>
  turnForms(): void
  setSteps(steps: 1 | 2): Promise<void>
  /** The next neighbours, or the first ones again. */
  page(from: number): Promise<void>
  /** Asks again, when a map is shown. */
  refresh(): Promise<void>
  point(at: ConceptId): void
  showAs(list: boolean): void
  /** Draws a new map this large, unless somebody has chosen a zoom. */
  fitAtFirst(zoom: number): void
  zoomTo(zoom: number): void
}

export type MapStore = StoreApi<MapState> & { readonly actions: MapActions }

const MOST_BEFORE = 50
/** Terms at once: what still can be read in a window of usual size. */
const SHOWN = 40

const nothing: MapState = {
  centre: null,
  kinds: MAP_LINKS,
  forms: true,
  steps: 2,
  from: 0,
  map: null,
  ready: false,
  error: null,
  at: null,
  before: [],
  asList: false,
  zoom: 1,
  zoomed: false,
}

export function createMapStore(host: HostApi): MapStore {
  const store = createStore<MapState>(() => nothing)
  const { getState: get, setState: set } = store
  let library = ''
  // Answers to an earlier question are dropped by this number.
  let asked = 0

  async function load(): Promise<void> {
    const { centre, kinds, steps, from } = get()
    if (centre === null) return
    const mine = ++asked
    try {
      const map = await host.call('terms.map', { library, query: { concept: centre, kinds: [...kinds], steps, from, limit: SHOWN } })
      if (mine !== asked) return
      const still = map?.nodes.some(({ id }) => id === get().at) === true
      set({ map, ready: true, error: null, at: still ? get().at : (map?.nodes[0]?.id ?? null) })
    } catch (error) {
      if (mine === asked) set({ error: errorData(error), ready: true })
    }
  }

  const actions: MapActions = {
    open: (id) => {
      library = id
      asked++
      const { kinds, forms, steps, asList, zoom, zoomed } = get()
      set({ ...nothing, kinds, forms, steps, asList, zoom, zoomed })
    },
    show: (concept) => {
      const { centre, before } = get()
      if (concept === centre) {
        set({ at: concept })
        return load()
      }
      set({ centre: concept, from: 0, at: concept, before: centre === null ? before : [...before, centre].slice(-MOST_BEFORE) })
      return load()
    },
    back: async () => {
      const concept = get().before.at(-1)
      if (concept === undefined) return
      set({ centre: concept, at: concept, from: 0, before: get().before.slice(0, -1) })
      await load()
    },
    turn: (kind) => {
      const { kinds } = get()
      // In the order of the contract, whatever order they were switched in: the same choice asks the same question.
      set({ kinds: MAP_LINKS.filter((one) => (one === kind ? !kinds.includes(one) : kinds.includes(one))), from: 0 })
      return load()
    },
    turnForms: () => set({ forms: !get().forms }),
    setSteps: (steps) => {
      set({ steps, from: 0 })
      return load()
    },
    page: (from) => {
      set({ from })
      return load()
    },
    refresh: async () => {
      if (get().ready) await load()
    },
    point: (at) => set({ at }),
    showAs: (asList) => set({ asList }),
    fitAtFirst: (zoom) => set(get().zoomed ? {} : { zoom }),
    zoomTo: (zoom) => set({ zoom, zoomed: true }),
  }
  return Object.assign(store, { actions })
}

import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { ReaderPlace } from '../../src-main/contract/host-readers.ts'
import type { ConceptId, Decision, HumanCommand, LibraryInfo, PassageView, TermQuery } from '../../src-main/contract/library-api.ts'
import { count, i18n } from '../i18n/index.ts'
import { leavesView } from './decided.ts'
import { placeOf } from './detached.ts'
import { createDetailStore, type DetailStore } from './detail.ts'
import { errorData } from './errors.ts'
import { filterShown } from './filters.ts'
import { HeldDrafts } from './held-drafts.ts'
import { createMapStore, type MapStore } from './map.ts'
import { createReaderStore, type ReaderStore } from './reader.ts'
import { createRunsStore, type RunsStore } from './runs.ts'
import { createSessionStore, type SessionStore } from './session.ts'
import { createTablesStore, type TablesStore } from './tables.ts'
import { createTermsStore, rowAt, type TermsStore } from './terms.ts'
import { createUiStore, type UiState, type UiStore } from './ui.ts'

/** All stores of one window and what people do with them. Made once per window over a host; tests make it over a fake one. */
export interface App {
  readonly host: HostApi
  readonly session: SessionStore
  readonly terms: TermsStore
  readonly detail: DetailStore
  readonly runs: RunsStore
  readonly reader: ReaderStore
  readonly tables: TablesStore
  readonly map: MapStore
  readonly ui: UiStore
  readonly act: Actions
  /** Texts being typed, so that leaving and quitting can wait for them. */
  readonly drafts: HeldDrafts
  /** Stores them all. Rejects when the host refused one that is on the screen. */
  flushDrafts(): Promise<void>
}

export interface Actions {
  openLibrary(how: () => Promise<LibraryInfo>, what: string): Promise<boolean>
  leaveLibrary(): Promise<void>
  /** Does a human command; null when it failed (the error is shown). */
  command(command: HumanCommand): Promise<boolean>
  decide(decision: Decision): Promise<void>
  /** Makes a spelling a variant of a term: the term that has it already is merged, a new one is added first. */
  addVariant(term: ConceptId, surface: string): Promise<boolean>
  undo(): Promise<void>
  redo(): Promise<void>
  view(view: TermQuery['view']): Promise<void>
  /** Shows a term in the grid and inspector, whatever the current view. */
  goToTerm(id: ConceptId): Promise<void>
  /** Puts a term in the middle of the map. */
  showOnMap(id: ConceptId): void
  /** Shows a passage in the reader. @param peek the term it is peeked at for; without one whoever peeked is done with it */
  openPassage(passage: PassageView, peek?: ConceptId | null): Promise<void>
  openDocument(document: number): Promise<void>
  say(text: string, undoable?: boolean): void
  show(change: Partial<UiState>): void
  fail(error: unknown): void
}

export function createApp(host: HostApi): App {
  const stores = {
    session: createSessionStore(host),
    terms: createTermsStore(host),
    detail: createDetailStore(host),
    runs: createRunsStore(host),
    reader: createReaderStore(host),
    tables: createTablesStore(host),
    map: createMapStore(host),
    ui: createUiStore(),
  }
  const drafts = new HeldDrafts()
  stores.session.subscribe(({ settings }) => void stores.terms.actions.setFold(settings?.foldNested ?? true))
  const app: App = {
    host,
    ...stores,
    act: actionsOf(host, stores, () => app.flushDrafts()),
    drafts,
    flushDrafts: () => drafts.flush((error) => app.act.fail(error)),
  }
  return app
}

const LAST = 'genglossary.library'

/** The library this window shows, so that a reload comes back to it. */
function remember(file: string | null): void {
  if (file === null) globalThis.sessionStorage?.removeItem(LAST)
  else globalThis.sessionStorage?.setItem(LAST, file)
}

/** The library this window showed before it was reloaded; null when it showed none. */
export const rememberedLibrary = (): string | null => globalThis.sessionStorage?.getItem(LAST) ?? null

type Stores = Pick<App, 'session' | 'terms' | 'detail' | 'runs' | 'reader' | 'tables' | 'map' | 'ui'>

/** What a decision is called once done, with how many terms it took. */
export function decisionNotice(decision: Decision, terms: number): string {
  const values = { n: count(terms) }
  if (decision === 'accepted') return i18n._('Accepted: {n}', values)
  if (decision === 'dropped') return i18n._('Dropped: {n}', values)
  return i18n._('Back to review: {n}', values)
}

function actionsOf(host: HostApi, stores: Stores, flushDrafts: () => Promise<void>): Actions {
  const { session, terms, detail, runs, reader, tables, map, ui } = stores
  const libraryId = () => session.getState().library?.id ?? ''
  const show = (change: Partial<UiState>) => ui.setState(change)
  const fail = (error: unknown) => show({ error: errorData(error) })
  const say = (text: string, undoable = false) => show({ notice: { text, undoable, at: Date.now() } })

  async function command(what: HumanCommand): Promise<boolean> {
    try {
      await host.call('commands.do', { library: libraryId(), command: what as never })
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }

  async function decide(decision: Decision): Promise<void> {
    const concepts = terms.actions.targets()
    if (concepts.length === 0) return
    show({ sheet: false })
    const { query, active, total, selection, pointed } = terms.getState()
    const stored = command({ type: 'decide', concepts, decision })
    terms.actions.mark(concepts, decision, stored)
    const stays = selection.ids.size === 0 && !leavesView(query.view, decision) && active < total - 1
    // A term in hand outside the list moves nothing in it.
    if (pointed === null && stays) terms.actions.focusRow(active + 1)
    else if (pointed === null) terms.actions.clearSelection()
    if (await stored) say(decisionNotice(decision, concepts.length), true)
    // The next key is about the term people see with the focus now, wherever the list moves it.
    await terms.actions.refresh('term')
  }

  async function stepBack(which: 'undo' | 'redo'): Promise<void> {
    try {
      await flushDrafts()
      const result = await host.call(which === 'undo' ? 'commands.undo' : 'commands.redo', { library: libraryId() })
      if (!result.ok) say(result.reason)
      else say(which === 'undo' ? i18n._('Undone') : i18n._('Redone'))
      await Promise.all([terms.actions.refresh('term'), detail.actions.refresh(), session.actions.refresh()])
    } catch (error) {
      fail(error)
    }
  }

  async function goToTerm(id: ConceptId): Promise<void> {
    show({ place: 'terms', inspector: true, sheet: false })
    try {
      if (!(await terms.actions.focusTerm(id))) {
        await terms.actions.setQuery({ view: 'all', search: '' })
        await terms.actions.focusTerm(id)
      }
    } catch (error) {
      fail(error)
    }
    await detail.actions.show(rowAt(terms.getState(), terms.getState().active)?.id === id ? id : null)
  }

  let clicks = 0
  /** Where a place is to be read: by a reader in a window of its own, where there is one. `passed`: another place was asked for meanwhile. */
  async function whereTo(place: ReaderPlace): Promise<'here' | 'elsewhere' | 'passed'> {
    const mine = ++clicks
    let taken = false
    try {
      taken = await host.call('readers.show', { library: libraryId(), place })
    } catch (error) {
      fail(error)
    }
    // Answers may come in another order than the questions went: the place clicked on last is the one that is read.
    return mine !== clicks ? 'passed' : taken ? 'elsewhere' : 'here'
  }

  return {
    openLibrary: async (how, what) => {
      try {
        // Into the library they were typed in, while it is still open.
        await flushDrafts()
      } catch (error) {
        fail(error)
        return false
      }
      const library = await session.actions.open(how, what)
      if (!library) return false
      const { id } = library
      detail.actions.open(id)
      reader.actions.open(id)
      tables.actions.open(id)
      map.actions.open(id)
      runs.actions.open(id, library.activeRun)
      show({ place: 'terms', dialog: null, reader: false, log: false, sheet: false, error: null, notice: null, offer: null })
      remember(library.file)
      void tables.actions.load('filters').then(tables.actions.countFilters)
      await terms.actions.open(id)
      if (library.lastRun && !library.readOnly && !library.activeRun) void session.actions.rescan()
      return true
    },
    leaveLibrary: async () => {
      await flushDrafts()
      remember(null)
      await session.actions.leave()
      show({ dialog: null })
    },
    command,
    decide,
    addVariant: (concept, surface) => command({ type: 'add-variant', concept, surface }),
    undo: () => stepBack('undo'),
    redo: () => stepBack('redo'),
    view: async (view) => {
      show({ place: 'terms' })
      // From a saved filter back to a plain view: what was searched and how it was sorted belongs to the filter.
      const filtered = filterShown(tables.getState().filters, terms.getState().query) !== null
      await terms.actions.setQuery({ view, ...(filtered ? { search: '', sort: 'rank' as const, descending: false } : {}) })
    },
    goToTerm,
    showOnMap: (id) => {
      show({ place: 'map', sheet: false })
      void map.actions.show(id)
    },
    openPassage: async (passage, peek = null) => {
      if (passage.documentId === null) return
      // What people read is what the reader's text has.
      const wanted = { start: passage.start, end: passage.end, quote: passage.text ?? passage.quote, content: passage.contentHash }
      const where = await whereTo(placeOf(passage.documentId, wanted))
      if (where === 'passed') return
      if (where === 'elsewhere') return show({ peek: null })
      show({ reader: true, place: 'terms', peek })
      await reader.actions.show(passage.documentId, wanted)
    },
    openDocument: async (document) => {
      if ((await whereTo(placeOf(document))) !== 'here') return
      show({ reader: true })
      await reader.actions.show(document)
    },
    say,
    show,
    fail,
  }
}

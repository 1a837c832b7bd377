import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { AppInfo, AppSettings, HostApi, RecentLibrary, UndoState } from '../../src-main/contract/host-api.ts'
import type { LibraryInfo, ScanSummary } from '../../src-main/contract/library-api.ts'
import { errorData, isFolderMissing } from './errors.ts'

/** The app as a whole: what it runs on, its settings, and the library this window shows. */
export interface SessionState {
  readonly info: AppInfo | null
  readonly settings: AppSettings | null
  readonly connected: boolean
  readonly recent: readonly RecentLibrary[]
  readonly library: LibraryInfo | null
  readonly undo: UndoState
  /** A library is being opened: what is said meanwhile. */
  readonly opening: string | null
  /** What the last scan of the folders found; null before the first. */
  readonly scan: ScanSummary | null
  /** The folders are being looked at. */
  readonly scanning: boolean
  readonly error: AppErrorData | null
}

export interface SessionActions {
  start(): Promise<void>
  setSettings(change: Partial<AppSettings>): Promise<void>
  /** Settings as the host has them by now, changed by this window or another one. */
  settingsChanged(settings: AppSettings): void
  /** Opens by one of the ways the host has. @returns the library, or null when it failed (the error is in the state). */
  open(how: () => Promise<LibraryInfo>, what: string): Promise<LibraryInfo | null>
  refresh(): Promise<void>
  rescan(): Promise<ScanSummary | null>
  /** What a look at the folders found; a folder that was missing is there again. */
  looked(scan: ScanSummary): void
  /** What a look at one folder in its new place found; of others that are away nothing is known anew. @param from its old place */
  relocated(from: string, scan: ScanSummary): void
  leave(): Promise<void>
  fail(error: unknown): void
  dismissError(): void
  /** Of folders that are not there no more is said until the next look. */
  dismissAway(): void
}

export type SessionStore = StoreApi<SessionState> & { readonly actions: SessionActions }

const nothing: UndoState = { undo: null, redo: null }

export function createSessionStore(host: HostApi): SessionStore {
  const store = createStore<SessionState>(() => ({
    info: null,
    settings: null,
    connected: true,
    recent: [],
    library: null,
    undo: nothing,
    opening: null,
    scan: null,
    scanning: false,
    error: null,
  }))
  const { getState: get, setState: set } = store
  const fail = (error: unknown) => set({ error: errorData(error) })
  /** Changes of the settings this window made, and how many of them are not answered yet. */
  let changes = 0
  let onTheirWay = 0
  // Answers may come in another order than the questions went: the state before an undo must not replace that after it.
  let asked = 0
  let answered = 0

  const actions: SessionActions = {
    start: async () => {
      try {
        const [info, settings, recent] = await Promise.all([
          host.call('app.info', {}),
          host.call('app.settings', {}),
          host.call('libraries.recent', {}),
        ])
        set({ info, settings, recent })
      } catch (error) {
        fail(error)
      }
    },
    setSettings: async (change) => {
      const before = get().settings
      if (!before) return
      const mine = ++changes
      onTheirWay++
      set({ settings: { ...before, ...change } })
      try {
        const stored = await host.call('app.setSettings', { settings: { ...before, ...change } })
        // An answer to an earlier change knows nothing of a later one: the next would be made from it, and lose that.
        if (mine === changes) set({ settings: stored })
      } catch (error) {
        if (mine === changes) set({ settings: before })
        fail(error)
      } finally {
        onTheirWay--
      }
    },
    settingsChanged: (settings) => {
      // While a change of this window is on its way, its answer says what holds.
      if (onTheirWay === 0) set({ settings })
    },
    open: async (how, what) => {
      set({ opening: what, error: null })
      try {
        const library = await how()
        set({ library, opening: null, scan: null, undo: await host.call('commands.state', { library: library.id }) })
        return library
      } catch (error) {
        set({ opening: null })
        fail(error)
        return null
      }
    },
    refresh: async () => {
      const library = get().library?.id
      if (!library) return
      const mine = ++asked
      try {
        const [info, undo] = await Promise.all([host.call('libraries.info', { library }), host.call('commands.state', { library })])
        if (get().library?.id !== library || mine < answered) return
        answered = mine
        set({ library: info, undo })
      } catch (error) {
        fail(error)
      }
    },
    rescan: async () => {
      const library = get().library?.id
      if (!library) return null
      set({ scanning: true })
      try {
        const scan = await host.call('documents.scan', { library })
        actions.looked(scan)
        await actions.refresh()
        return scan
      } catch (error) {
        fail(error)
        return null
      } finally {
        set({ scanning: false })
      }
    },
    looked: (scan) => {
      const { error } = get()
      set({ scan, ...(error && isFolderMissing(error) ? { error: null } : {}) })
    },
    relocated: (from, scan) => {
      const away = get().scan?.away?.filter(({ params }) => params.folder !== from) ?? []
      actions.looked(away.length === 0 ? scan : { ...scan, away })
    },
    leave: async () => {
      const library = get().library?.id
      set({ library: null, scan: null, undo: nothing })
      try {
        if (library) await host.call('libraries.close', { library })
        set({ recent: await host.call('libraries.recent', {}) })
      } catch (error) {
        fail(error)
      }
    },
    fail,
    dismissError: () => set({ error: null }),
    dismissAway: () => {
      const { scan } = get()
      if (scan?.away) set({ scan: { ...scan, away: [] } })
    },
  }
  return Object.assign(store, { actions })
}

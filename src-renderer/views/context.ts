import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { App } from '../state/app.ts'
import type { DetailState } from '../state/detail.ts'
import type { ReaderState } from '../state/reader.ts'
import type { RunsState } from '../state/runs.ts'
import type { SessionState } from '../state/session.ts'
import type { TablesState } from '../state/tables.ts'
import type { TermsState } from '../state/terms.ts'
import type { UiState } from '../state/ui.ts'

/** The window's stores, by context: views hold no state the stores should have. */
export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('No App above this view.')
  return app
}

export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session, select)
export const useTerms = <T>(select: (state: TermsState) => T): T => useStore(useApp().terms, select)
export const useDetail = <T>(select: (state: DetailState) => T): T => useStore(useApp().detail, select)
export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useApp().runs, select)
export const useReader = <T>(select: (state: ReaderState) => T): T => useStore(useApp().reader, select)
export const useTables = <T>(select: (state: TablesState) => T): T => useStore(useApp().tables, select)
export const useUi = <T>(select: (state: UiState) => T): T => useStore(useApp().ui, select)

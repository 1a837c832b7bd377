import type { LibraryInfo, TermQuery } from '../../src-main/contract/library-api.ts'
import type { Progress } from '../../src-main/contract/run.ts'
import { shareDone } from '../../src-main/contract/run-values.ts'

/** Why the list of terms is empty: each reason has words of its own, since each asks for something else. */
export type WhyEmpty = 'searched' | 'running' | 'reviewed' | 'decided' | 'failed' | 'unread' | 'none'

type Known = Pick<LibraryInfo, 'terms' | 'lastRun'> | null

/** @param running a run of the library is active */
export function whyEmpty(query: Pick<TermQuery, 'view' | 'search'>, running: boolean, library: Known): WhyEmpty {
  if (query.search) return 'searched'
  if (running) return 'running'
  if ((library?.terms.total ?? 0) > 0) return query.view === 'review' ? 'reviewed' : 'decided'
  const status = library?.lastRun?.status
  if (status === 'failed') return 'failed'
  // A run that ended early says nothing about what is in the documents.
  return status === 'completed' ? 'none' : 'unread'
}

/** The window's title: with how far the run is, where no dock or taskbar shows it (Linux has neither; users-and-exports.md, c5). */
export function windowTitle(name: string | null, progress: Progress | null): string {
  const app = name === null ? 'GenGlossary' : `${name} – GenGlossary`
  return progress === null || name === null ? app : `${Math.floor(100 * shareDone(progress))} % – ${app}`
}

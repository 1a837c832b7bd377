import type { LibraryInfo, TermQuery } from '../../src-main/contract/library-api.ts'
import type { Progress } from '../../src-main/contract/run.ts'
import { shareDone } from '../../src-main/contract/run-values.ts'

/** Why the list of terms is empty: each reason has words of its own, since each asks for something else. */
export type WhyEmpty = 'searched' | 'looking' | 'running' | 'reviewed' | 'required' | 'decided' | 'failed' | 'unread' | 'none'

const DECIDED: ReadonlySet<TermQuery['view']> = new Set(['accepted', 'dropped', 'required'])

type Known = Pick<LibraryInfo, 'terms' | 'lastRun'> | null

/** @param running a run of the library is active @param scanning its folders are being looked at, after which a first run begins */
export function whyEmpty(query: Pick<TermQuery, 'view' | 'search'>, running: boolean, library: Known, scanning = false): WhyEmpty {
  if (query.search) return 'searched'
  const byPeople = DECIDED.has(query.view)
  // What people decide comes from no run: it is not on its way.
  if (running && !byPeople) return 'running'
  if (running || (library?.terms.total ?? 0) > 0)
    return query.view === 'review' ? 'reviewed' : query.view === 'required' ? 'required' : 'decided'
  const status = library?.lastRun?.status
  if (scanning && status === undefined) return 'looking'
  if (status === 'failed') return 'failed'
  // A run that ended early says nothing about what is in the documents.
  return status === 'completed' ? 'none' : 'unread'
}

/** Why the list of problems is empty. Not checked is never shown as none found. */
export type WhyNoProblems = 'ignored' | 'running' | 'failed' | 'unchecked' | 'none'

/** @param ignored problems there are that people ignore @param running a run of the library is active */
export function whyNoProblems(
  ignored: number,
  running: boolean,
  library: Pick<LibraryInfo, 'reviewed' | 'outdated' | 'lastRun'> | null,
): WhyNoProblems {
  if (ignored > 0) return 'ignored'
  if (library?.reviewed && !library.outdated.includes('review')) return 'none'
  if (running) return 'running'
  return library?.lastRun?.status === 'failed' ? 'failed' : 'unchecked'
}

/** The window's title: with how far the run is, where no dock or taskbar shows it (Linux has neither; users-and-exports.md, c5). */
export function windowTitle(name: string | null, progress: Progress | null): string {
  const app = name === null ? 'GenGlossary' : `${name} – GenGlossary`
  return progress === null || name === null ? app : `${Math.floor(100 * shareDone(progress))} % – ${app}`
}

import type { LibraryInfo, ScanSummary } from '../../src-main/contract/library-api.ts'
import type { RunSettings } from '../../src-main/contract/run-protocol.ts'
import { canonical } from './canonical.ts'

/** What is known of whether the list is that of the documents as they are now. */

/** How many documents are others than the terms were made from; moved ones are the same documents, and need no run. None once a run has read them. */
export const changesIn = ({ changes, outdated }: Pick<LibraryInfo, 'changes' | 'outdated'>): number =>
  outdated.includes('extract') ? changes.added + changes.changed + changes.missing : 0

/** The last run completed, the folders have been looked at since, and nothing it was made from has changed. @param scan null before a look */
export const isUpToDate = (library: Pick<LibraryInfo, 'lastRun' | 'outdated'>, scan: ScanSummary | null): boolean =>
  library.lastRun?.status === 'completed' && library.outdated.length === 0 && scan !== null

/**
 * Whether a run would make again what is there: the documents and what people decided are the same, and so are the settings.
 * A run of extraction alone leaves something to do.
 */
export function nothingToDo(library: LibraryInfo, scan: ScanSummary | null, settings: RunSettings): boolean {
  const { lastRun } = library
  if (lastRun === null || lastRun.scope === 'extract' || !isUpToDate(library, scan)) return false
  const { selection: _selection, ...then } = JSON.parse(lastRun.settings) as Record<string, unknown>
  return canonical(then) === canonical(settings)
}

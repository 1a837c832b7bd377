import type { LibraryInfo, ScanSummary } from '../../src-main/contract/library-api.ts'
import { type Stage, shareDone, stagesOf } from '../../src-main/contract/run-values.ts'
import { changesIn, isUpToDate } from './freshness.ts'
import type { RunsState } from './runs.ts'

/** The state of the library's runs in one word: what the pill in the toolbar shows, whatever else is on the screen. Pure. */

export type RunKind =
  /** No run has ended yet and none is active. */
  | 'none'
  /** The same, and the folders are being looked at: a run follows. */
  | 'looking'
  | 'starting'
  | 'running'
  | 'paused'
  | 'cancelling'
  /** Over, and not written into the library yet. */
  | 'saving'
  | 'failed'
  | 'cancelled'
  | 'interrupted'
  /** Documents are others than the terms were made from. */
  | 'changed'
  /** Documents of the library that no run has read. */
  | 'unread'
  /** Decisions, settings or the app itself are others than a stage was made with. */
  | 'outdated'
  | 'current'
  /** Completed; whether anything has changed since nobody knows yet. */
  | 'finished'

export interface RunState {
  readonly kind: RunKind
  /** Share of the step that is done, 0 to 1; null while no run tells. */
  readonly share: number | null
  /** Which of the stages of this run works, from 1; null where none does. */
  readonly step: { readonly stage: Stage; readonly n: number; readonly of: number } | null
  /** How many documents, of `changed` and `unread`. */
  readonly documents: number
}

type Known = Pick<LibraryInfo, 'lastRun' | 'outdated' | 'changes' | 'documents'>
type Running = Pick<RunsState, 'active' | 'paused' | 'saving' | 'progress'>

/** Documents that no run has read: what people added, or what a look at the folders found. */
export const unreadDocuments = ({ documents }: Pick<LibraryInfo, 'documents'>): number =>
  documents.total - documents.ok - documents.skipped - documents.failed - documents.missing

const still = (kind: RunKind, documents = 0): RunState => ({ kind, share: null, step: null, documents })

function working({ active, paused, saving, progress }: Running): RunState {
  const stages = stagesOf(active!.scope)
  const n = progress ? stages.indexOf(progress.stage) + 1 : 0
  const step = progress && n > 0 ? { stage: progress.stage, n, of: stages.length } : null
  const share = progress ? shareDone(progress) : null
  const begun = progress === null ? 'starting' : 'running'
  const kind = saving ? 'saving' : active!.status === 'cancelling' ? 'cancelling' : paused ? 'paused' : begun
  return { kind, share, step, documents: 0 }
}

/** @param scan what the last look at the folders found; null before one @param scanning they are being looked at */
export function runState(library: Known | null, scan: ScanSummary | null, runs: Running, scanning = false): RunState {
  if (runs.active) return working(runs)
  const last = library?.lastRun
  if (!library || !last) return still(scanning ? 'looking' : 'none')
  if (last.status === 'failed' || last.status === 'cancelled' || last.status === 'interrupted') return still(last.status)
  const changed = changesIn(library)
  if (changed > 0) return still('changed', changed)
  if (library.outdated.length > 0) {
    const unread = unreadDocuments(library)
    return unread > 0 ? still('unread', unread) : still('outdated')
  }
  return still(isUpToDate(library, scan) ? 'current' : 'finished')
}

/** What became of a stage, for its badge. */
export type StageFreshness = 'current' | 'outdated' | 'never'

export const stageFreshness = (library: Pick<LibraryInfo, 'made' | 'outdated'>, stage: Stage): StageFreshness =>
  !library.made.includes(stage) ? 'never' : library.outdated.includes(stage) ? 'outdated' : 'current'

import { AppError } from '../contract/errors.ts'
import type { CommandEntry } from '../contract/library-api.ts'
import type { RunId } from '../contract/run.ts'
import type { LibraryStore, RevisionInfo } from '../store/api.ts'
import { plural, type Wanted, withBefore } from './changes.ts'
import { applyPlan } from './commands.ts'

/** Commands on whole runs: taking one back, and keeping what an unfinished one had finished. Both can be undone. */

type RevisionStore = Pick<LibraryStore, 'revisions' | 'human' | 'terms'>

/**
 * "Revert this run": every stage whose live revision this run made shows the revision before it again.
 *
 * @throws AppError INVALID_INPUT when none of its results is live, or there was nothing before it
 */
export async function revertRun(store: RevisionStore, run: RunId): Promise<CommandEntry | null> {
  const revisions = (await store.revisions.list()).filter(({ runId, state }) => runId === run && state === 'live')
  const wanted: Wanted[] = []
  for (const { stage } of revisions) {
    const live = await store.revisions.live(stage)
    if (live === null || live.previousId === null) continue
    wanted.push({ kind: 'live', key: { stage }, after: { revisionId: live.previousId, previousId: live.revisionId } })
  }
  if (wanted.length === 0) {
    const why = revisions.length === 0 ? 'its results are not the ones shown' : 'nothing was there before it'
    throw new AppError('INVALID_INPUT', `Run ${run} can't be reverted: ${why}.`, { run })
  }
  return applyPlan(store, { label: `Revert run ${run}`, changes: await withBefore(store, wanted) })
}

const finishedOf = (revisions: readonly RevisionInfo[], run: RunId): RevisionInfo[] =>
  revisions.filter(({ runId, state, items }) => runId === run && state === 'unfinished' && items > 0)

/** How many items an unfinished run left finished; 0 = nothing to keep. */
export const finishedItems = async (store: Pick<RevisionStore, 'revisions'>, run: RunId): Promise<number> =>
  finishedOf(await store.revisions.list(), run).reduce((sum, { items }) => sum + items, 0)

/**
 * "Keep the n finished": what an unfinished run had found is shown instead of what was there.
 *
 * @throws AppError INVALID_INPUT when the run left nothing
 */
export async function keepFinished(store: RevisionStore, run: RunId): Promise<CommandEntry | null> {
  const finished = finishedOf(await store.revisions.list(), run)
  if (finished.length === 0) throw new AppError('INVALID_INPUT', `Run ${run} left nothing finished to keep.`, { run })
  const wanted: Wanted[] = []
  for (const { stage, id } of finished) {
    const live = await store.revisions.live(stage)
    wanted.push({ kind: 'live', key: { stage }, after: { revisionId: id, previousId: live?.revisionId ?? null } })
  }
  const items = finished.reduce((sum, revision) => sum + revision.items, 0)
  return applyPlan(store, { label: `Keep the ${plural(items, 'finished item')} of run ${run}`, changes: await withBefore(store, wanted) })
}

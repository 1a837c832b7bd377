import { type ProblemItem, problemItemSchema } from '../../src-main/contract/results.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import type { RunSession } from '../session.ts'
import { stageDigest } from './digest.ts'
import { pullConcepts } from './generate.ts'
import { definitionRows } from './review.ts'
import { endDigest, isUnchanged, selector } from './selection.ts'

export interface Refined {
  readonly result: StageResult
  readonly counts: Record<string, number>
}

/**
 * Stage 4: definitions with problems written anew by a model. Without a model quoted sentences are not rewritten: there is nothing to do, and
 * the log says so.
 */
export async function refine(session: RunSession, previous: string): Promise<Refined> {
  const { context } = session
  const inputDigest = stageDigest('refine', context, previous)
  // The revision of a run of some terms holds the others' rows: it is always shown.
  const staged = context.selection !== undefined
  const end = (failed: number): string => endDigest(context, 'refine', inputDigest, failed)
  const nothing: Refined = { result: { stage: 'refine', result: staged ? 'staged' : 'nothing', inputDigest: end(0), items: 0 }, counts: {} }
  const { model } = context.settings
  if (model === undefined) {
    session.log('info', 'Refinement rewrites definitions with a language model; without one there is nothing to do.')
    return nothing
  }
  if (isUnchanged(context, 'refine', inputDigest)) {
    session.log('info', 'Nothing changed since the last refinement: it is kept as it is.')
    return { result: { ...nothing.result, result: 'unchanged' }, counts: {} }
  }
  const { entriesToRefine, refineWithModel, withModel } = await import('./model/index.ts')
  const entries = entriesToRefine(
    (await pullConcepts(session)).filter(selector(context)),
    await definitionRows(session),
    await pullProblems(session),
  )
  if (entries.length === 0) {
    session.log('info', 'The review found nothing a better definition could mend.')
    return nothing
  }
  const { items, failed, counts } = await withModel(session, model, (open) => refineWithModel(session, open, entries))
  return { result: { stage: 'refine', result: 'staged', inputDigest: end(failed), items }, counts }
}

/** Problems of this run's review, else of the live one. */
async function pullProblems(session: RunSession): Promise<ProblemItem[]> {
  await session.flush()
  const out: ProblemItem[] = []
  for await (const row of session.pull({ source: 'problems' })) {
    const problem = problemItemSchema.safeParse(row)
    if (problem.success) out.push(problem.data)
  }
  return out
}

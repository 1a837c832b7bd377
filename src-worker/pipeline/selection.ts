import type { ConceptRef } from '../../src-main/contract/results.ts'
import type { Stage } from '../../src-main/contract/run.ts'
import type { ExecutionContext } from '../../src-main/contract/run-protocol.ts'

/** A run of some terms only: which these are, and what its stage may say of itself. */

/** A concept's identity as one string. */
export const identity = (ref: ConceptRef): string => `${ref.language}\n${ref.key}\n${ref.sense}`

/** Whether a concept is to be made anew in this run: every one, unless people chose some. */
export function selector({ selection }: ExecutionContext): (ref: ConceptRef) => boolean {
  if (selection === undefined) return () => true
  const chosen = new Set(selection.concepts.map(identity))
  return (ref) => chosen.has(identity(ref))
}

/**
 * The digest of a stage when it ends. A run of some terms says nothing about the others: they are as fresh as they were. Items a model failed
 * on are asked for again by the next run, so that its digest must differ.
 */
export function endDigest(context: ExecutionContext, stage: Stage, inputDigest: string, failed: number): string {
  // Where nothing was there, what is there now stands for no inputs of the whole stage.
  if (context.selection !== undefined) return context.liveDigests[stage] ?? 'partial'
  return failed === 0 ? inputDigest : `${inputDigest}+${failed}`
}

/** True when the stage has nothing to do because its inputs are those of what is there; a run people asked for by name always has. */
export const isUnchanged = (context: ExecutionContext, stage: Stage, inputDigest: string): boolean =>
  context.selection === undefined && context.liveDigests[stage] === inputDigest

import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import type { RunSession } from '../session.ts'
import { stageDigest } from './digest.ts'

/** Stage 4 without a model: quoted sentences are not rewritten, so there is nothing to do, and the log says so. */
export function refine(session: RunSession, previous: string): StageResult {
  const inputDigest = stageDigest('refine', session.context, previous)
  session.log('info', 'Refinement rewrites definitions with a language model; without one there is nothing to do.')
  return { stage: 'refine', result: 'nothing', inputDigest, items: 0 }
}

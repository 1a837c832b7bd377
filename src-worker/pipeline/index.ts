import { type Stage, stagesOf } from '../../src-main/contract/run.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import type { Pipeline, RunSession } from '../session.ts'
import { extract } from './extract.ts'
import { generate } from './generate.ts'
import { refine } from './refine.ts'
import { review } from './review.ts'

/** Digest of a stage this run does not run: that of its live revision. */
const liveDigest = (session: RunSession, stage: Stage): string => session.context.liveDigests[stage] ?? ''

/**
 * The pipeline of one run, statistical engine: documents → concepts → quoted definitions → rule checks. Every stage knows the digest of the
 * stage it was based on; a stage whose inputs are those of its live revision does nothing.
 * @throws the signal's reason when cancelled
 */
export const runPipeline: Pipeline = async (session) => {
  const stages: StageResult[] = []
  const counts: Record<string, number> = {}
  const wanted = new Set(stagesOf(session.context.scope))
  const digestOf = (stage: Stage): string => stages.find((one) => one.stage === stage)?.inputDigest ?? liveDigest(session, stage)
  const extracted = wanted.has('extract') ? await extract(session) : null
  if (extracted) {
    stages.push(extracted.result)
    Object.assign(counts, extracted.counts)
  }
  if (wanted.has('generate')) {
    const generated = await generate(session, digestOf('extract'), {
      corpus: extracted?.corpus ?? null,
      concepts: extracted?.concepts ?? null,
    })
    stages.push(generated.result)
    Object.assign(counts, generated.counts)
  }
  if (wanted.has('review')) {
    const reviewed = await review(session, digestOf('generate'))
    stages.push(reviewed.result)
    Object.assign(counts, reviewed.counts)
  }
  if (wanted.has('refine')) stages.push(refine(session, digestOf('review')))
  await session.flush()
  return { stages, counts }
}

import { type Stage, stagesOf } from '../../src-main/contract/run.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import type { Pipeline, RunSession } from '../session.ts'
import { extract } from './extract.ts'
import { generate } from './generate.ts'
import { refine } from './refine.ts'
import { review } from './review.ts'

/** Digest of a stage this run does not run: that of its live revision. */
const liveDigest = (session: RunSession, stage: Stage): string => session.context.liveDigests[stage] ?? ''

/** Terms defined anew by name lose the refinement of their old definition: main staged the others' (library/context.ts). */
const supersede = ({ context: { selection, liveDigests } }: RunSession): StageResult | null =>
  selection === undefined || liveDigests.refine === undefined
    ? null
    : { stage: 'refine', result: 'staged', inputDigest: liveDigests.refine, items: 0 }

/** What a stage counted, on top of what stages before it counted under the same name. */
function add(counts: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) counts[name] = (counts[name] ?? 0) + count
}

/**
 * The pipeline of one run: documents → concepts → definitions → problems → refinements, by rules, or with a model too. Every stage knows the digest of the
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
    add(counts, extracted.counts)
  }
  if (wanted.has('generate')) {
    const generated = await generate(session, digestOf('extract'), {
      corpus: extracted?.corpus ?? null,
      concepts: extracted?.concepts ?? null,
    })
    stages.push(generated.result)
    add(counts, generated.counts)
    const refined = supersede(session)
    if (refined !== null) stages.push(refined)
  }
  if (wanted.has('review')) {
    const reviewed = await review(session, digestOf('generate'))
    stages.push(reviewed.result)
    add(counts, reviewed.counts)
  }
  if (wanted.has('refine')) {
    const refined = await refine(session, digestOf('review'))
    stages.push(refined.result)
    add(counts, refined.counts)
  }
  await session.flush()
  return { stages, counts }
}

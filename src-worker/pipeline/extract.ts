import type { ConceptItem } from '../../src-main/contract/results.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import { loadReference } from '../language/reference/index.ts'
import type { RunSession } from '../session.ts'
import { conceptsOf, rankCorpus } from '../terms/concepts.ts'
import type { Corpus } from '../terms/corpus.ts'
import { stageDigest } from './digest.ts'
import { FirstList } from './first-list.ts'
import { gather, sizeOf } from './gather.ts'
import { StepProgress } from './progress.ts'
import { referencesOf } from './references.ts'
import { workOrder } from './work-order.ts'

/** Concepts sent together. */
const SLICE = 200

export interface Extracted {
  readonly result: StageResult
  readonly counts: Record<string, number>
  /** Null when the stage was unchanged: nothing was read. */
  readonly corpus: Corpus | null
  readonly concepts: readonly ConceptItem[] | null
}

/** Stage 1: documents to ranked concepts. */
export async function extract(session: RunSession): Promise<Extracted> {
  const { context } = session
  const inputDigest = stageDigest('extract', context, '')
  const live = context.liveDigests.extract ?? ''
  if (isExtracted(live, inputDigest, context.settings.model !== undefined)) {
    session.log('info', 'Nothing changed since the last extraction: the terms are kept as they are.')
    return {
      result: { stage: 'extract', result: 'unchanged', inputDigest: live, items: 0 },
      counts: { 'documents.parsed': 0 },
      corpus: null,
      concepts: null,
    }
  }
  const first = new FirstList(session, sizeOf(workOrder(context.documents)))
  const { corpus, counts } = await gather(session, { report: true, onMerged: first.merged.bind(first) })
  const references = await referencesOf(corpus, loadReference)
  await session.checkpoint()
  const ranking = await rankCorpus(corpus, {
    references,
    constraints: context.constraints,
    includeEntities: context.settings.includeEntities,
    pause: session.checkpoint.bind(session),
  })
  const { concepts, failed, counts: judged } = await judge(session, conceptsOf(ranking), corpus)
  await first.retractOthers(concepts)
  await send(session, concepts)
  const accepted = concepts.filter((concept) => concept.accepted).length
  session.log('info', `${concepts.length} terms found in ${context.documents.length} documents, ${accepted} of them above the cut-off.`)
  return {
    result: {
      stage: 'extract',
      result: 'staged',
      inputDigest: judgedDigest(triedDigest(inputDigest, counts), context.settings.model !== undefined, failed),
      items: concepts.length,
    },
    counts: { ...counts, ...judged, 'concepts.found': concepts.length, 'concepts.accepted': accepted },
    corpus,
    concepts,
  }
}

/** Documents that failed are tried again by the next run, so that its digest must differ. Those that are skipped stay as they are. */
const triedDigest = (inputDigest: string, counts: Readonly<Record<string, number>>): string =>
  (counts['documents.failed'] ?? 0) === 0 ? inputDigest : `${inputDigest}!${counts['documents.failed']}`

const JUDGED = '+judged'

/** A stage a model judged says so in its digest; one with candidates the model did not get to says how many, so that the next run asks again. */
const judgedDigest = (inputDigest: string, model: boolean, failed: number): string =>
  !model ? inputDigest : failed === 0 ? `${inputDigest}${JUDGED}` : `${inputDigest}+${failed}`

/**
 * Whether the live extraction stands: made from the same inputs and, when there is a model, judged by one, whichever it was. Another model
 * does not find other terms; a first one has candidates to judge.
 */
const isExtracted = (live: string, inputDigest: string, model: boolean): boolean =>
  model ? live === `${inputDigest}${JUDGED}` : live === inputDigest || live.startsWith(`${inputDigest}+`)

/** Emits the concepts, slice after slice. */
async function send(session: RunSession, concepts: readonly ConceptItem[]): Promise<void> {
  const progress = new StepProgress(session, 'extract', 'rank', concepts.length)
  for (let i = 0; i < concepts.length; i += SLICE) {
    await session.checkpoint()
    const slice = concepts.slice(i, i + SLICE)
    await session.emit('extract', slice)
    progress.advance(slice.length, slice.length)
  }
}

/** With a model: its opinion on the candidates in front. */
async function judge(session: RunSession, concepts: ConceptItem[], corpus: Corpus) {
  const { model } = session.context.settings
  if (model === undefined) return { concepts, failed: 0, counts: {} }
  const { judgeWithModel, withModel } = await import('./model/index.ts')
  return withModel(session, model, (open) => judgeWithModel(session, open, concepts, corpus))
}

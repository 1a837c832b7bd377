import type { Category, ConceptItem } from '../../../src-main/contract/results.ts'
import { EvidenceIndex } from '../../definitions/select.ts'
import { type JudgeAnswer, judgeQuestion } from '../../models/judge-prompt.ts'
import type { RunModel } from '../../models/setup.ts'
import type { RunSession } from '../../session.ts'
import type { Corpus } from '../../terms/corpus.ts'
import { toDefine } from '../generate.ts'
import { askCounts, forEachItem, tried } from './work.ts'

/** Candidates judged by the model, in batches: their category is taken over, an exclusion only suggested (in the review). */

const BATCH = 16

export interface Judged {
  readonly concepts: readonly ConceptItem[]
  readonly counts: Record<string, number>
  /** Batches without a usable answer: the stage has to be run again. */
  readonly failed: number
}

/** Required terms are never asked about; excluded ones are not among the concepts. @throws as forEachItem */
export async function judgeWithModel(
  session: RunSession,
  model: RunModel,
  concepts: readonly ConceptItem[],
  corpus: Corpus,
): Promise<Judged> {
  const required = new Set(session.context.constraints.required.map(({ language, key }) => `${language} ${key}`))
  const asked = toDefine(concepts, session.context.settings.definitionLimit).filter(
    ({ language, key }) => !required.has(`${language} ${key}`),
  )
  const batches = Array.from({ length: Math.ceil(asked.length / BATCH) }, (_, i) => asked.slice(i * BATCH, (i + 1) * BATCH))
  const evidence = new EvidenceIndex(corpus)
  const verdicts = new Map<ConceptItem, JudgeAnswer['verdicts'][number]>()
  let failed = 0
  const nameOf = (batch: readonly ConceptItem[]): string => batch[0]?.headword ?? ''
  await forEachItem({ session, model, stage: 'extract', step: 'judge', items: batches, nameOf }, async (batch) => {
    for (const part of await judgeBatch(session, model, evidence, batch)) {
      if (part.answer === null) failed++
      for (const verdict of part.answer?.verdicts ?? []) {
        const concept = part.batch[Number(/^c(\d+)$/u.exec(verdict.id)?.[1] ?? 0) - 1]
        if (concept) verdicts.set(concept, verdict)
      }
    }
  })
  if (failed > 0)
    session.log('warn', `${failed} batches of candidates could not be judged by the model; they keep the category the rules gave them.`)
  return {
    concepts: concepts.map((concept) => judged(concept, verdicts.get(concept))),
    counts: { 'judge.candidates': asked.length, ...askCounts(model) },
    failed,
  }
}

interface Part {
  readonly batch: readonly ConceptItem[]
  readonly answer: JudgeAnswer | null
}

/** A batch whose answer is no good is asked again in halves (models.md §5). */
async function judgeBatch(session: RunSession, model: RunModel, evidence: EvidenceIndex, batch: readonly ConceptItem[]): Promise<Part[]> {
  const shown = batch.map((concept, index) => {
    const { defining, context } = evidence.of(concept)
    const contexts = [...defining.slice(0, 1), ...(context ? [context] : [])].map(({ text }) => text.slice(0, 300))
    return { id: `c${index + 1}`, headword: concept.headword, contexts }
  })
  const answer = await tried(session, model.asker.ask(judgeQuestion(shown)))
  if (answer.ok) return [{ batch, answer: answer.value.value }]
  if (batch.length < 4) return [{ batch, answer: null }]
  const half = batch.length >> 1
  const parts: Part[] = []
  for (const one of [batch.slice(0, half), batch.slice(half)]) parts.push(...(await judgeBatch(session, model, evidence, one)))
  return parts
}

const NAMES: ReadonlySet<Category> = new Set(['person', 'place', 'organization', 'title'])

function judged(concept: ConceptItem, verdict: JudgeAnswer['verdicts'][number] | undefined): ConceptItem {
  if (verdict === undefined) return concept
  const suggested = verdict.verdict === 'generic' || verdict.verdict === 'fragment'
  const category: Category =
    verdict.verdict === 'entity' && NAMES.has(verdict.category)
      ? verdict.category
      : verdict.verdict === 'generic'
        ? 'generic'
        : concept.category
  // Why a term is where it is: the verdict stands among the features, with no weight of its own.
  return { ...concept, category, ...(suggested ? { features: { ...concept.features, [`model.${verdict.verdict}`]: [1, 0, 0] } } : {}) }
}

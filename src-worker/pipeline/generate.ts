import { type ConceptItem, conceptItemSchema, type DefinitionItem } from '../../src-main/contract/results.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import { definitionsOf, EvidenceIndex } from '../definitions/select.ts'
import type { RunSession } from '../session.ts'
import type { Corpus } from '../terms/corpus.ts'
import { stageDigest } from './digest.ts'
import { gather } from './gather.ts'
import { StepProgress } from './progress.ts'
import { endDigest, isUnchanged, selector } from './selection.ts'

/** Concepts defined between two checkpoints. */
const SLICE = 100
/** Without a limit of the settings, concepts the glossary ranking puts in front get a definition even below the termhood cut-off. */
const ALWAYS_DEFINED = 500

export interface Generated {
  readonly result: StageResult
  readonly counts: Record<string, number>
  readonly definitions: readonly DefinitionItem[] | null
}

/** Concepts of this run's revision, else of the live one, in glossary order. */
export async function pullConcepts(session: RunSession): Promise<ConceptItem[]> {
  const out: ConceptItem[] = []
  for await (const row of session.pull({ source: 'concepts' })) {
    const concept = conceptItemSchema.safeParse(row)
    if (concept.success) out.push(concept.data)
    else session.log('warn', 'A stored term could not be read and is left out of this stage.')
  }
  return out
}

/** Whose definition is looked for: the first `limit` headwords, or everything above the cut-off. Names wait behind the terms and are left out. */
export function toDefine(concepts: readonly ConceptItem[], limit: number): ConceptItem[] {
  const ordered = [...concepts].sort((a, b) => a.glossaryRank - b.glossaryRank)
  if (limit > 0) return ordered.slice(0, limit)
  return ordered.filter((concept) => concept.accepted || concept.glossaryRank <= ALWAYS_DEFINED)
}

/**
 * Stage 2 without a model: each concept gets the sentence of the documents that defines it best, quoted with its place, or, said honestly, the
 * best context. Alternatives are kept.
 */
export async function generate(
  session: RunSession,
  previous: string,
  known: { corpus: Corpus | null; concepts: readonly ConceptItem[] | null },
): Promise<Generated> {
  const { context } = session
  const inputDigest = stageDigest('generate', context, previous)
  if (isUnchanged(context, 'generate', inputDigest)) {
    session.log('info', 'Nothing changed since the definitions were made: they are kept as they are.')
    return { result: { stage: 'generate', result: 'unchanged', inputDigest, items: 0 }, counts: {}, definitions: null }
  }
  const found = known.concepts ?? (await pullConcepts(session))
  const concepts = context.selection === undefined ? toDefine(found, context.settings.definitionLimit) : found.filter(selector(context))
  const { model } = context.settings
  if (model !== undefined) {
    const { defineWithModel, withModel } = await import('./model/index.ts')
    return withModel(session, model, (open) => defineWithModel(session, open, { concepts, corpus: known.corpus, inputDigest }))
  }
  const corpus = known.corpus ?? (await gather(session, { report: false })).corpus
  const evidence = new EvidenceIndex(corpus)
  const progress = new StepProgress(session, 'generate', 'define', concepts.length)
  const definitions: DefinitionItem[] = []
  for (let i = 0; i < concepts.length; i += SLICE) {
    await session.checkpoint()
    const slice = concepts.slice(i, i + SLICE)
    const items = slice.flatMap((concept) => definitionsOf(concept, evidence))
    definitions.push(...items)
    await session.emit('generate', items)
    progress.advance(slice.length, slice.length)
  }
  const best = definitions.filter((item) => item.ordinal === 0)
  const quoted = best.filter((item) => item.kind === 'quoted').length
  session.log('info', `${quoted} terms defined by a quoted sentence, ${best.length - quoted} shown in their best context only.`)
  return {
    result: { stage: 'generate', result: 'staged', inputDigest: endDigest(context, 'generate', inputDigest, 0), items: definitions.length },
    counts: { 'definitions.quoted': quoted, 'definitions.context': best.length - quoted },
    definitions,
  }
}

import type { ConceptItem, ConceptRef, ProblemItem, RefinementItem } from '../../../src-main/contract/results.ts'
import { choose } from '../../models/evidence/select.ts'
import { refineQuestion } from '../../models/refine-prompt.ts'
import type { RunModel } from '../../models/setup.ts'
import { type DefinitionTask, type Written, writeDefinition } from '../../models/write-definition.ts'
import type { RunSession } from '../../session.ts'
import { identity } from '../selection.ts'
import { joined, sourcesOf } from './cited.ts'
import { checked, collectEvidence, shown, subjectOf } from './evidence.ts'
import { askCounts, forEachItem, tried } from './work.ts'

/** Stage 4 with a model: entries with problems written anew, one at a time, with all of their problems at once. */

export interface RefineEntry {
  readonly concept: ConceptItem
  readonly definition: string
  readonly problems: readonly ProblemItem[]
}

export interface ModelRefinement {
  readonly items: number
  readonly failed: number
  readonly counts: Record<string, number>
}

/** Problems that a better definition can mend. Merging and excluding are people's decisions. */
const MENDABLE: ReadonlySet<ProblemItem['kind']> = new Set([
  'unclear',
  'contradiction',
  'circular',
  'unsupported',
  'missing-relation',
  'forbidden-form',
  'missing-definition',
])

/** Which entries to refine: those with mendable problems, without those whose text people wrote. */
export function entriesToRefine(
  concepts: readonly ConceptItem[],
  definitions: ReadonlyMap<string, { readonly text: string; readonly pinned: boolean }>,
  problems: readonly ProblemItem[],
): RefineEntry[] {
  const byConcept = new Map<string, ProblemItem[]>()
  for (const problem of problems.filter(({ kind }) => MENDABLE.has(kind))) {
    for (const ref of problem.concepts) byConcept.set(identity(ref), [...(byConcept.get(identity(ref)) ?? []), problem])
  }
  return concepts.flatMap((concept) => {
    const found = byConcept.get(identity(concept))
    const row = definitions.get(identity(concept))
    if (!found || row?.pinned === true) return []
    return [{ concept, definition: row?.text ?? '', problems: found }]
  })
}

/** @throws as forEachItem */
export async function refineWithModel(session: RunSession, model: RunModel, entries: readonly RefineEntry[]): Promise<ModelRefinement> {
  const evidence = await collectEvidence(
    session,
    entries.map(({ concept }) => concept),
  )
  let items = 0
  let failed = 0
  const indexed = entries.map((entry, index) => ({ entry, index }))
  const nameOf = ({ entry }: (typeof indexed)[number]): string => entry.concept.headword
  await forEachItem({ session, model, stage: 'refine', step: 'refine', items: indexed, nameOf }, async ({ entry, index }) => {
    const { passages } = choose(evidence.of(index), [])
    const task: DefinitionTask = {
      input: {
        language: entry.concept.language,
        headword: entry.concept.headword,
        surfaces: entry.concept.variants.map(({ surface }) => surface),
        reading: entry.concept.reading,
        shared: [],
        own: passages.map(({ id, evidence: one }) => shown(id, one)),
        pointed: [],
      },
      passages: new Map(passages.map(({ id, evidence: one }) => [id, checked(one)])),
      subject: subjectOf(entry.concept),
    }
    const messages = entry.problems.map(({ message }) => message)
    const written = await tried(session, writeDefinition(model.asker, task, refineQuestion(task.input, entry.definition, messages)))
    if (!written.ok) failed++
    const item = written.ok ? refinement(entry, written.value, task) : failure(entry, written.reason)
    items++
    await session.emit('refine', [item])
  })
  session.log('info', `${items} entries with problems were looked at, ${failed} of them without a usable answer.`)
  return { items, failed, counts: { 'refine.entries': items, 'refine.failed': failed, ...askCounts(model) } }
}

const refOf = ({ concept: { language, key, sense } }: RefineEntry): ConceptRef => ({ language, key, sense })

const failure = (entry: RefineEntry, reason: string): RefinementItem => ({
  type: 'refinement',
  concept: refOf(entry),
  text: '',
  sources: [],
  state: 'failed',
  reason: `The model gave no usable answer: ${reason}`,
})

/** Only wholly supported sentences replace what is there; else it stays, and the item says why. */
function refinement(entry: RefineEntry, { sentences, insufficient }: Written, { passages }: DefinitionTask): RefinementItem {
  const good = sentences.filter(({ problems }) => problems.length === 0)
  const bad = sentences.filter(({ problems }) => problems.length > 0)
  if (good.length === 0) {
    const why = insufficient ? 'the passages say no more' : `nothing of what the model wrote is supported (${bad[0]?.problems[0] ?? ''})`
    return { ...failure(entry, ''), state: 'partial', reason: `The definition stays as it is: ${why}.` }
  }
  return {
    type: 'refinement',
    concept: refOf(entry),
    text: joined(entry.concept.language, good),
    sources: sourcesOf(entry.concept.language, good, passages),
    state: bad.length === 0 ? 'ok' : 'partial',
    ...(bad.length === 0 ? {} : { reason: `Left out as unverified: ${bad.map(({ text }) => `“${text}”`).join(' ')}`.slice(0, 1000) }),
  }
}

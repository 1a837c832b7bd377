import type { Passage } from '../../../src-main/contract/blocks.ts'
import { type ConceptItem, type DefinitionItem, FAILED_ORDINAL } from '../../../src-main/contract/results.ts'
import type { StageResult } from '../../../src-main/contract/run-protocol.ts'
import { definitionsOf, EvidenceIndex } from '../../definitions/select.ts'
import type { Evidence } from '../../models/evidence/collect.ts'
import { choose, type Group, groupsOf } from '../../models/evidence/select.ts'
import type { ShownPassage } from '../../models/prompt.ts'
import type { RunModel } from '../../models/setup.ts'
import { type DefinitionTask, type Written, writeDefinition } from '../../models/write-definition.ts'
import type { RunSession } from '../../session.ts'
import type { Corpus } from '../../terms/corpus.ts'
import { gather } from '../gather.ts'
import type { Generated } from '../generate.ts'
import { endDigest } from '../selection.ts'
import { joined, sourcesOf } from './cited.ts'
import { checked, collectEvidence, shown, subjectOf } from './evidence.ts'
import { askCounts, forEachItem, tried } from './work.ts'

/** Stage 2 with a model: a definition of each term written from its passages, with the quoted ones kept beside it. */

interface Item {
  readonly concept: ConceptItem
  readonly evidence: readonly Evidence[]
  readonly group: Group
}

export interface DefineInputs {
  readonly concepts: readonly ConceptItem[]
  readonly corpus: Corpus | null
  readonly inputDigest: string
}

/** @throws ModelError when the model can't be used at all; the signal's reason. Everything answered until then is kept. */
export async function defineWithModel(
  session: RunSession,
  model: RunModel,
  { concepts, corpus, inputDigest }: DefineInputs,
): Promise<Generated> {
  const collector = await collectEvidence(session, concepts)
  const quoted = new EvidenceIndex(corpus ?? (await gather(session, { report: false })).corpus)
  const groups = groupsOf(concepts.length, (index) => collector.of(index))
  const items = groups.flatMap((group) =>
    group.members.map((index): Item => ({ concept: concepts[index]!, evidence: collector.of(index), group })),
  )
  const counts: Record<string, number> = {
    'definitions.written': 0,
    'definitions.partial': 0,
    'definitions.quoted': 0,
    'definitions.failed': 0,
  }
  let rows = 0
  const nameOf = ({ concept }: Item): string => concept.headword
  await forEachItem({ session, model, stage: 'generate', step: 'define', items, nameOf, groupOf: ({ group }) => group }, async (item) => {
    const definitions = await defineOne(session, model, item, definitionsOf(item.concept, quoted))
    rows += definitions.length
    const count = countOf(definitions)
    if (count !== null) counts[count]!++
    await session.emit('generate', definitions)
  })
  const { 'definitions.written': written, 'definitions.partial': partial, 'definitions.failed': failed } = counts
  session.log(
    'info',
    `${written} definitions written, ${partial} of them or their quotes only in part, ${failed} questions without a usable answer.`,
  )
  const result: StageResult = {
    stage: 'generate',
    result: 'staged',
    inputDigest: endDigest(session.context, 'generate', inputDigest, failed ?? 0),
    items: rows,
  }
  return { result, counts: { ...counts, ...askCounts(model) }, definitions: null }
}

function countOf(items: readonly DefinitionItem[]): string | null {
  if (items.some(({ ordinal }) => ordinal === FAILED_ORDINAL)) return 'definitions.failed'
  const [best] = items
  if (best === undefined) return null
  if (best.state === 'partial') return 'definitions.partial'
  return best.kind === 'written' && best.state === 'ok' ? 'definitions.written' : 'definitions.quoted'
}

async function defineOne(session: RunSession, model: RunModel, item: Item, fallback: readonly DefinitionItem[]): Promise<DefinitionItem[]> {
  const task = taskOf(item)
  if (task === null) return [...fallback]
  const written = await tried(session, writeDefinition(model.asker, task))
  if (!written.ok) {
    const failed = failedItem(item.concept, written.reason)
    // Chosen by name, the term keeps what it had; else what the documents themselves say stands in.
    return session.context.selection === undefined ? [...fallback, failed] : [failed]
  }
  const own = writtenItem(item.concept, written.value, task)
  if (own !== null) return [own, ...fallback.map((one) => ({ ...one, ordinal: one.ordinal + 1 }))]
  const doubtful = unverifiedItem(item.concept, written.value, fallback.length)
  const reason = written.value.insufficient
    ? 'The model finds no definition in the passages.'
    : 'No sentence the model wrote is supported by the passages.'
  return [...withReason(fallback, reason), ...(doubtful === null ? [] : [doubtful])]
}

/** Says that the model failed on the concept, and why. */
const failedItem = (concept: ConceptItem, reason: string): DefinitionItem => ({
  type: 'definition',
  concept: refOf(concept),
  ordinal: FAILED_ORDINAL,
  kind: 'written',
  text: '',
  sources: [],
  score: 0,
  state: 'failed',
  reason: `The model gave no usable answer: ${reason}`,
})

/** The quoted definition, marked as what is left. */
const withReason = (fallback: readonly DefinitionItem[], reason: string): DefinitionItem[] =>
  fallback.map((one) => (one.ordinal === 0 && one.state === 'ok' ? { ...one, state: 'partial', reason } : one))

const sharedOf = new WeakMap<Group, readonly ShownPassage[]>()

/** The group's shared passages as shown: one array for all of its questions. */
function shownShared(group: Group): readonly ShownPassage[] {
  const known = sharedOf.get(group) ?? group.shared.map((one, index) => shown(`s${index + 1}`, one))
  sharedOf.set(group, known)
  return known
}

/** Null when no passage speaks about the term: there is nothing to ask. */
function taskOf({ concept, evidence, group }: Item): DefinitionTask | null {
  if (evidence.length === 0) return null
  const { passages } = choose(evidence, group.shared)
  const shared = group.shared.map((one, index) => [`s${index + 1}`, one] as const)
  const own = passages.filter(({ id }) => id.startsWith('p')).map((one) => [one.id, one.evidence] as const)
  return {
    input: {
      language: concept.language,
      headword: concept.headword,
      surfaces: concept.variants.map(({ surface }) => surface),
      reading: concept.reading,
      shared: shownShared(group),
      own: own.map(([id, one]) => shown(id, one)),
      pointed: passages.flatMap(({ id }) => (id.startsWith('s') ? [id] : [])),
    },
    passages: new Map([...shared, ...own].map(([id, one]) => [id, checked(one)])),
    subject: subjectOf(concept),
  }
}

const refOf = ({ language, key, sense }: ConceptItem): DefinitionItem['concept'] => ({ language, key, sense })

/** The supported sentences as a definition, null when there is none. */
function writtenItem(concept: ConceptItem, { sentences }: Written, { passages }: DefinitionTask): DefinitionItem | null {
  const good = sentences.filter(({ problems }) => problems.length === 0)
  const bad = sentences.filter(({ problems }) => problems.length > 0)
  if (good.length === 0) return null
  const sources = sourcesOf(concept.language, good, passages)
  const left = bad.map(({ text, problems }) => `“${text}” (${problems[0]})`).join(' ')
  return {
    type: 'definition',
    concept: refOf(concept),
    ordinal: 0,
    kind: 'written',
    text: joined(concept.language, good),
    sources,
    score: confidence(good.length, sentences.length, sources),
    state: bad.length === 0 ? 'ok' : 'partial',
    ...(bad.length === 0 ? {} : { reason: `Left out as unverified: ${left}`.slice(0, 1000) }),
  }
}

/** Computed, never asked of the model: how much of what it wrote held, and how many documents say it. */
function confidence(good: number, all: number, sources: readonly Passage[]): number {
  const documents = new Set(sources.map(({ contentHash }) => contentHash)).size
  return Math.round((0.6 * (good / all) + 0.2 * Math.min(1, sources.length / 2) + 0.2 * Math.min(1, documents / 2)) * 1000) / 1000
}

const UNVERIFIED = { ja: '［未確認］', en: '[unverified] ', other: '[unverified] ' } as const

/** What the model wrote without support: kept as the last alternative, marked in its very text. */
function unverifiedItem(concept: ConceptItem, { sentences }: Written, ordinal: number): DefinitionItem | null {
  if (sentences.length === 0) return null
  return {
    type: 'definition',
    concept: refOf(concept),
    ordinal,
    kind: 'written',
    text: UNVERIFIED[concept.language] + joined(concept.language, sentences),
    sources: [],
    score: 0,
    state: 'unverified',
    reason: `Unverified: ${sentences.map(({ text, problems }) => `“${text}” ${problems[0]}`).join(' ')}`.slice(0, 1000),
  }
}

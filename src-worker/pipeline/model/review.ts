import type { ConceptItem, ConceptRef, ProblemItem } from '../../../src-main/contract/results.ts'
import type { Entry } from '../../definitions/checks.ts'
import type { Evidence, EvidenceCollector } from '../../models/evidence/collect.ts'
import { reviewGroups } from '../../models/review-groups.ts'
import { type ReviewAnswer, reviewQuestion } from '../../models/review-prompt.ts'
import type { RunModel } from '../../models/setup.ts'
import { estimateTokens } from '../../models/tokens.ts'
import type { RunSession } from '../../session.ts'
import { selector } from '../selection.ts'
import { collectEvidence, shown } from './evidence.ts'
import { askCounts, forEachItem, tried } from './work.ts'

/** Stage 3 with a model: groups of neighbouring entries looked at together with their passages. */

export interface Reviewing {
  readonly entries: readonly Entry[]
  /** The concepts of the entries, in the same order. */
  readonly concepts: readonly ConceptItem[]
}

export interface ModelReview {
  readonly items: number
  readonly notChecked: number
  readonly counts: Record<string, number>
}

const PASSAGE_TOKENS = 2200
const PASSAGES_PER_ENTRY = 2

interface Group {
  readonly entries: readonly Entry[]
  readonly passages: readonly { readonly id: string; readonly evidence: Evidence }[]
}

/** Emits the problems the model finds; a group without a usable answer becomes “not checked”. @throws as forEachItem */
export async function reviewWithModel(session: RunSession, model: RunModel, { entries, concepts }: Reviewing): Promise<ModelReview> {
  const wanted = selector(session.context)
  const verdicts = concepts.filter(wanted).flatMap(unnecessary)
  if (verdicts.length > 0) await session.emit('review', verdicts)
  const evidence = await collectEvidence(session, concepts)
  const defined = entries.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.definition !== '')
  const groups = groupsOf(defined, evidence, wanted)
  let items = verdicts.length
  let notChecked = 0
  const nameOf = (group: Group): string => group.entries[0]?.headword ?? ''
  await forEachItem({ session, model, stage: 'review', step: 'review', items: groups, nameOf }, async (group) => {
    const asked = await tried(session, model.asker.ask(questionOf(group)))
    if (!asked.ok) notChecked++
    const problems = asked.ok
      ? problemsIn(asked.value.value, group).filter(({ concepts: involved }) => involved.some(wanted))
      : [unchecked(group, wanted, asked.reason)]
    items += problems.length
    if (problems.length > 0) await session.emit('review', problems)
  })
  session.log('info', `${groups.length} groups of entries reviewed by the model, ${notChecked} of them not checked.`)
  return { items, notChecked, counts: { 'review.groups': groups.length, 'review.notChecked': notChecked, ...askCounts(model) } }
}

function groupsOf(
  defined: readonly { readonly entry: Entry; readonly index: number }[],
  evidence: EvidenceCollector,
  wanted: (concept: ConceptRef) => boolean,
): Group[] {
  const groupable = defined.map(({ entry, index }) => ({
    headword: entry.headword,
    surfaces: entry.variants.map(({ surface }) => surface),
    definition: entry.definition,
    evidence: evidence.of(index).map(({ source }) => `${source.contentHash}:${source.start}`),
  }))
  return reviewGroups(groupable, (index) => wanted(defined[index]!.entry.concept)).map((members) => {
    const chosen = members.map((member) => defined[member]!)
    return { entries: chosen.map(({ entry }) => entry), passages: passagesOf(chosen.map(({ index }) => evidence.of(index))) }
  })
}

/** The best passages of each entry in turn, none twice, until the room is used. */
function passagesOf(lists: readonly (readonly Evidence[])[]): Group['passages'] {
  const out: { id: string; evidence: Evidence }[] = []
  const seen = new Set<string>()
  let room = PASSAGE_TOKENS
  for (let round = 0; round < PASSAGES_PER_ENTRY; round++) {
    for (const list of lists) {
      const one = list[round]
      if (!one || seen.has(one.text)) continue
      const cost = estimateTokens(one.text) + 40
      if (cost > room) continue
      room -= cost
      seen.add(one.text)
      out.push({ id: `p${out.length + 1}`, evidence: one })
    }
  }
  return out
}

const questionOf = ({ entries, passages }: Group) =>
  reviewQuestion(
    entries.map(({ headword, definition }, index) => ({ id: `e${index + 1}`, headword, definition: definition.slice(0, 600) })),
    passages.map(({ id, evidence }) => shown(id, evidence)),
  )

/** What of the answer holds: known entries, known passages, as many as the kind needs. The rest is dropped: it can't be shown to anyone. */
function problemsIn({ issues }: ReviewAnswer, group: Group): ProblemItem[] {
  const entries = new Map(group.entries.map((entry, index) => [`e${index + 1}`, entry]))
  const passages = new Map(group.passages.map(({ id, evidence }) => [id, evidence]))
  return issues.flatMap(({ kind, entries: named, passages: cited, action, message }): ProblemItem[] => {
    const concepts = [...new Set(named)].flatMap((id) => entries.get(id)?.concept ?? [])
    const evidence = [...new Set(cited)].flatMap((id) => passages.get(id)?.source ?? [])
    const pair = kind === 'duplicate' || kind === 'missing-relation'
    const needsEvidence = (kind === 'contradiction' && concepts.length < 2) || kind === 'unsupported'
    if (concepts.length < (pair ? 2 : 1) || (needsEvidence && evidence.length === 0) || concepts.length < new Set(named).size) return []
    const fitting = action === 'merge' && concepts.length < 2 ? 'none' : action
    const severity = kind === 'contradiction' ? 'error' : kind === 'missing-relation' || kind === 'unnecessary' ? 'info' : 'warning'
    return [{ type: 'problem', kind, severity, concepts, message: said(message, kind), evidence, action: fitting }]
  })
}

/** A model's sentence is shown as text; one that is empty or holds markup is replaced by ours. */
const said = (message: string, kind: string): string => {
  const plain = message.replace(/\s+/gu, ' ').trim()
  return plain.length < 4 || /https?:|[<>`]|\]\(/u.test(plain) ? `The model reports: ${kind}.` : plain
}

const unchecked = ({ entries }: Group, wanted: (concept: ConceptRef) => boolean, reason: string): ProblemItem => ({
  type: 'problem',
  kind: 'not-checked',
  severity: 'warning',
  concepts: entries.map(({ concept }) => concept).filter(wanted),
  message: `These entries were not checked by the model: ${reason} Run the review again.`,
  evidence: [],
  action: 'none',
})

/** What the judge of the extract stage thought of the concept; people confirm. */
function unnecessary(concept: ConceptItem): ProblemItem[] {
  const { language, key, sense, headword, features } = concept
  const generic = features['model.generic'] !== undefined
  if (!generic && features['model.fragment'] === undefined) return []
  const why = generic ? 'a word of general language' : 'a piece of a longer expression'
  const message = `The model takes “${headword}” for ${why}. Exclude it, or keep it if these documents use it as a term.`
  return [
    {
      type: 'problem',
      kind: 'unnecessary',
      severity: 'info',
      concepts: [{ language, key, sense }],
      message,
      evidence: [],
      action: 'exclude',
    },
  ]
}

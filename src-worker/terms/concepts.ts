import type { Language } from '../../src-main/contract/blocks.ts'
import type { Category, ConceptItem } from '../../src-main/contract/results.ts'
import type { Constraints } from '../../src-main/contract/run-protocol.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { Reference } from '../language/types.ts'
import { addRequired, constrainLinks, Exclusions } from './constraints.ts'
import type { Corpus, LanguageCorpus } from './corpus.ts'
import { corpusStopWords, isEligible, minimumFrequency } from './eligible.ts'
import { categoryOf } from './entities.ts'
import { type GroupFeatures, groupFeatures, Specificity } from './features.ts'
import { katakanaDoubles, partsOnly, subjectOf } from './folder.ts'
import { type Scores, score } from './rank.ts'
import { relate } from './related.ts'
import { headMemberOf, headwordOf, variantsOf } from './surfaces.ts'
import { type Group, groupsOf, linkVariants } from './variants.ts'
import type { FeatureName } from './weights.ts'

/** Share of the termhood ranking that is accepted: best gold-free cut over four annotated domains (docs/quality.md). */
export const ACCEPTED_SHARE = 0.2
/** Concepts kept beside the accepted ones because the glossary ranking puts them in front. */
const GLOSSARY_KEPT = 2000

/** Groups ranked between two calls of `pause`: about 20 ms of work. */
const PAUSE_EVERY = 4000

/** A group with everything the rankings know of it. */
export interface Ranked {
  readonly language: Language
  readonly group: Group
  readonly features: GroupFeatures
  readonly scores: Scores
  readonly category: Category
  readonly required: boolean
}

export interface RankOptions {
  readonly references: (language: Language) => Reference
  readonly constraints: Constraints
  readonly includeEntities: boolean
  readonly without?: ReadonlySet<FeatureName>
  /** Called between pieces of work; may throw to stop it. */
  readonly pause?: () => Promise<void>
}

const keyOf = (ranked: Ranked): string => ranked.group.members[0]!.key
function byKey(a: Ranked, b: Ranked): number {
  const [left, right] = [keyOf(a), keyOf(b)]
  return left < right ? -1 : left > right ? 1 : a.language < b.language ? -1 : 1
}

/**
 * A phrase that is nothing but a part of one longer candidate. A single word may well be what the longer one is about, and only ranks behind (features.ts), as
 * do all parts where there is no tagger to tell where a phrase begins.
 */
const isFragment = ({ members }: Group, corpus: LanguageCorpus, parts: ReadonlySet<string>): boolean =>
  corpus.language !== 'other' && members.every((member) => member.shape.length > 1 && parts.has(member.key))

/** Groups, features and scores of one language. */
export async function rankLanguage(corpus: LanguageCorpus, options: RankOptions): Promise<Ranked[]> {
  const pause = options.pause ?? (async () => {})
  const links = await linkVariants(corpus, pause)
  const required = addRequired(corpus, options.constraints)
  const groups = constrainLinks(groupsOf(corpus, links), corpus, options.constraints)
  const exclusions = new Exclusions(corpus.language, options.constraints)
  const specificity = new Specificity(corpus, options.references(corpus.language))
  const folder = { subject: subjectOf(corpus, specificity), doubles: katakanaDoubles(corpus), parts: partsOnly(corpus) }
  const minimum = minimumFrequency(corpus)
  const stops = corpusStopWords(corpus)
  const out: Ranked[] = []
  for (const [i, group] of groups.entries()) {
    if (i % PAUSE_EVERY === 0) await pause()
    const isRequired = group.members.some((member) => required.has(member.key))
    if (!isRequired && (isFragment(group, corpus, folder.parts) || !isEligible(group, corpus, minimum, stops) || exclusions.hit(group)))
      continue
    const features = groupFeatures(group, corpus, specificity, folder)
    const scores = score(features, corpus.language, options.without)
    out.push({ language: corpus.language, group, features, scores, category: categoryOf(group, features), required: isRequired })
  }
  return out
}

/** Smallest lead first, then the highest score; equal ones stay as they are. */
function ordered(all: readonly Ranked[], lead: (one: Ranked) => number, scoreOf: (one: Ranked) => number): Ranked[] {
  const places = all.map((one) => ({ one, lead: lead(one), score: scoreOf(one) }))
  return places.sort((a, b) => a.lead - b.lead || b.score - a.score).map(({ one }) => one)
}

/** Both rankings over all languages of the folder. */
export interface Ranking {
  readonly glossary: readonly Ranked[]
  readonly termhood: readonly Ranked[]
  readonly accepted: ReadonlySet<Ranked>
}

export async function rankCorpus(corpus: Corpus, options: RankOptions): Promise<Ranking> {
  const all: Ranked[] = []
  // No spread: a call takes some hundred thousand arguments, and a large folder has more groups.
  for (const one of corpus.languages.values()) for (const ranked of await rankLanguage(one, options)) all.push(ranked)
  const lead = (one: Ranked): number =>
    one.category === 'term' || one.category === 'generic' || options.includeEntities || one.required ? 0 : 1
  // Sorting is stable: with the keys in order first, equal scores need no look at them again.
  all.sort(byKey)
  const termhood = ordered(all, lead, ({ scores }) => scores.termhood)
  const glossary = ordered(all, lead, ({ scores }) => scores.glossary)
  const terms = termhood.filter((one) => lead(one) === 0)
  const accepted = new Set(terms.slice(0, Math.ceil(terms.length * ACCEPTED_SHARE)))
  for (const one of all) if (one.required) accepted.add(one)
  return { glossary, termhood, accepted }
}

function conceptItem(ranked: Ranked, glossaryRank: number, termhoodRank: number, accepted: boolean): ConceptItem {
  const { group, features, scores } = ranked
  const leader = headMemberOf(group)
  const headword = headwordOf(leader)
  const short = group.members.find((member) => member !== leader && group.rules.get(member.key) === 'abbreviation')
  const round = (value: number): number => Math.round(value * 1e4) / 1e4
  return {
    type: 'concept',
    language: ranked.language,
    headword,
    key: foldKey(headword),
    sense: 0,
    ...(leader.reading === '' ? {} : { reading: leader.reading, readingSure: leader.readingSure }),
    category: ranked.category,
    ...(short ? { abbreviation: headwordOf(short) } : {}),
    variants: variantsOf(group, headword),
    frequency: features.frequency,
    documents: features.documents,
    glossaryRank,
    termhoodRank,
    glossaryScore: round(scores.glossary),
    termhoodScore: round(scores.termhood),
    accepted,
    features: Object.fromEntries(Object.entries(scores.contributions).map(([name, [v, g, t]]) => [name, [round(v), round(g), round(t)]])),
    related: [],
    fromGlossary: features.glossary > 0,
  }
}

/**
 * The concepts of a corpus in glossary order: every accepted one, what the glossary ranking puts in front, and what people required.
 * Deterministic: equal scores are ordered by key.
 */
export function conceptsOf(ranking: Ranking): ConceptItem[] {
  const termhoodRank = new Map(ranking.termhood.map((one, i) => [one, i + 1]))
  const out: { ranked: Ranked; item: ConceptItem }[] = []
  const seen = new Set<string>()
  for (const [i, one] of ranking.glossary.entries()) {
    const accepted = ranking.accepted.has(one)
    if (!accepted && i >= GLOSSARY_KEPT) continue
    const item = conceptItem(one, i + 1, termhoodRank.get(one)!, accepted)
    const identity = `${item.language}\n${item.key}`
    if (seen.has(identity)) continue
    seen.add(identity)
    out.push({ ranked: one, item })
  }
  return relate(out)
}

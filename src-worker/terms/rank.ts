import type { Language } from '../../src-main/contract/blocks.ts'
import type { GroupFeatures } from './features.ts'

/** One reason why a group ranks where it does: [value, share of the glossary score, share of the termhood score]. */
export type Contribution = readonly [value: number, glossary: number, termhood: number]
export type Contributions = Readonly<Record<string, Contribution>>

export interface Scores {
  readonly glossary: number
  readonly termhood: number
  readonly contributions: Contributions
}

/** Features that can be left out, for the ablation table. */
export const FEATURE_NAMES = [
  'frequency',
  'specificity',
  'weakestWord',
  'genericFirst',
  'genericHead',
  'furniture',
  'nestedOnly',
  'adjective',
  'gerund',
  'long',
  'nounOfNoun',
  'verb',
  'weak',
  'abbreviation',
  'defined',
  'heading',
  'sectionTitle',
  'emphasis',
  'listed',
  'glossary',
  'code',
  'dispersion',
  'common',
] as const
export type FeatureName = (typeof FEATURE_NAMES)[number]

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const log = (value: number): number => Math.log10(value)

/**
 * The two rankings. Weights are set by hand from published and measured gains (docs/quality.md), none is learned from a corpus.
 * Termhood (what an exhaustive term list holds): how specific its words are, capped, and how frequent it is. Glossary (what people would put
 * into a glossary): frequency first, then definitional evidence, headings, and specificity under a lower cap.
 */
export function score(features: GroupFeatures, language: Language, without: ReadonlySet<FeatureName> = new Set()): Scores {
  const contributions: Record<string, Contribution> = {}
  let glossary = 0
  let termhood = 0
  const add = (name: FeatureName, value: number, g: number, t: number): void => {
    if (without.has(name) || (g === 0 && t === 0)) return
    contributions[name] = [value, g, t]
    glossary += g
    termhood += t
  }
  statistical(features, language, add)
  linguistic(features, language, add)
  evidence(features, add)
  return { glossary, termhood, contributions }
}

type Add = (name: FeatureName, value: number, glossary: number, termhood: number) => void

function statistical(f: GroupFeatures, language: Language, add: Add): void {
  const logFrequency = log(f.frequency)
  add('frequency', f.frequency, 1.5 * logFrequency, 0.8 * logFrequency)
  add('specificity', f.specificityMean, clamp(f.specificityMean, -1, 1), clamp(f.specificityMean, -1, 1.75))
  add('weakestWord', f.specificityMin, 0, 0.3 * Math.min(1.5, f.specificityMin))
  add('dispersion', f.documents, (language === 'ja' ? 0.5 : 0) * log(f.documents), 0)
}

function linguistic(f: GroupFeatures, _language: Language, add: Add): void {
  const when = (name: FeatureName, holds: boolean, g: number, t: number): void => {
    if (holds) add(name, 1, g, t)
  }
  when('genericFirst', f.genericFirst, -0.8, -0.8)
  when('genericHead', f.genericHead, -0.5, -0.5)
  when('furniture', f.furniture, -2, -2)
  when('nestedOnly', f.free === 0, -0.8, -0.8)
  when('adjective', f.singleAdjective, -0.8, -0.4)
  when('gerund', f.gerundFirst, -0.4, -0.4)
  when('long', f.words >= 4, -0.4, -0.4)
  when('nounOfNoun', f.nounOfNoun, -0.8, -0.6)
  when('verb', f.verb, -0.4, -1)
  when('weak', f.weak, -0.5, -0.5)
}

function evidence(f: GroupFeatures, add: Add): void {
  if (f.abbreviation) add('abbreviation', 1, 0.3, 0.6)
  add('defined', f.defined, 2 * log(1 + f.defined), 0.2 * log(1 + f.defined))
  add('heading', f.heading, log(1 + f.heading), 0)
  add('emphasis', f.emphasis, f.emphasis > 0 ? 0.3 : 0, 0)
  add('listed', f.listed, log(1 + f.listed), 0)
  if (f.sectionTitle) add('sectionTitle', 1, -1 - log(1 + f.heading), -0.8)
  if (f.glossary > 0) add('glossary', f.glossary, 4, 3)
  add('code', f.codeShare, f.codeShare > 0.6 ? -0.8 : 0, f.codeShare > 0.6 ? -0.8 : 0)
}

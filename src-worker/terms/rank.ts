import type { Language } from '../../src-main/contract/blocks.ts'
import type { GroupFeatures } from './features.ts'
import { type FeatureName, type Weights, weightsOf } from './weights.ts'

/** One reason why a group ranks where it does: [value, share of the glossary score, share of the termhood score]. */
export type Contribution = readonly [value: number, glossary: number, termhood: number]
export type Contributions = Readonly<Record<string, Contribution>>

export interface Scores {
  readonly glossary: number
  readonly termhood: number
  readonly contributions: Contributions
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const log = (value: number): number => Math.log10(value)
const flag = (holds: boolean): number => (holds ? 1 : 0)

/** A feature's value as people see it, and as each ranking counts it before its weight. */
type Measured = readonly [value: number, glossary: number, termhood: number]
const same = (value: number, counted = value): Measured => [value, counted, counted]

/** Its authors said that it is a term, in whatever way. */
const isMarked = (f: GroupFeatures): boolean => f.heading + f.defined + f.listed + f.glossary + f.emphasis > 0

/** Every feature of a group; what each means is in docs/quality.md. */
function measure(f: GroupFeatures, weights: Weights): Record<FeatureName, Measured> {
  const { caps } = weights
  return {
    frequency: same(f.frequency, log(f.frequency)),
    specificity: [f.specificityMean, clamp(f.specificityMean, -1, caps.glossary), clamp(f.specificityMean, -1, caps.termhood)],
    weakestWord: same(f.specificityMin, Math.min(caps.weakest, f.specificityMin)),
    dispersion: same(f.documents, log(Math.max(1, f.documents))),
    compound: same(f.words, flag(f.words > 1)),
    genericFirst: same(flag(f.genericFirst)),
    genericHead: same(flag(f.genericHead)),
    genericAlone: same(flag(f.genericAlone)),
    // The more often a single word stands only inside others, the surer it is a fragment: エンド, バック.
    nestedOnly: [flag(f.free === 0), f.free > 0 ? 0 : f.words > 1 ? 1 : 1 + log(f.frequency), flag(f.free === 0)],
    mostlyNested: same(flag(f.mostlyNested)),
    // People list adjectives where they head, define, list or mark them; an exhaustive term list holds the others as well.
    adjective: [flag(f.singleAdjective), f.singleAdjective ? (isMarked(f) ? 1 : 4) : 0, flag(f.singleAdjective)],
    gerund: same(flag(f.gerundFirst)),
    long: same(f.words, flag(f.words >= 4)),
    nounOfNoun: same(flag(f.nounOfNoun)),
    aboutName: same(flag(f.aboutName)),
    aboutFolder: same(flag(f.aboutFolder)),
    inKatakana: same(flag(f.inKatakana)),
    verb: same(flag(f.verb)),
    weak: same(flag(f.weak)),
    abbreviation: same(flag(f.abbreviation)),
    defined: same(f.defined, log(1 + f.defined)),
    heading: same(f.heading, log(1 + f.heading)),
    sectionTitle: same(flag(f.sectionTitle), f.sectionTitle ? 1 + log(1 + f.heading) : 0),
    emphasis: same(f.emphasis, flag(f.emphasis > 0)),
    linked: same(f.linked, log(1 + f.linked)),
    definition: same(f.definition),
    listed: same(f.listed, log(1 + f.listed)),
    glossary: same(f.glossary, flag(f.glossary > 0)),
    code: same(f.codeShare, flag(f.codeShare > 0.6)),
  }
}

/**
 * The two rankings. Termhood (what an exhaustive term list holds): how specific its words are, capped, and how frequent it is. Glossary (what
 * people would put into a glossary): frequency first, then definitional evidence, headings, and specificity under a lower cap.
 * @param without features left out (ablation)
 */
export function score(
  features: GroupFeatures,
  language: Language,
  without: ReadonlySet<FeatureName> = new Set(),
  weights = weightsOf(language),
): Scores {
  const measured = measure(features, weights)
  const contributions: Record<string, Contribution> = {}
  let glossary = 0
  let termhood = 0
  for (const name of Object.keys(measured) as FeatureName[]) {
    const [value, g, t] = measured[name]
    const [wg, wt] = weights.features[name]
    if (without.has(name) || (g * wg === 0 && t * wt === 0)) continue
    contributions[name] = [value, g * wg, t * wt]
    glossary += g * wg
    termhood += t * wt
  }
  return { glossary, termhood, contributions }
}
